import { type ChatRules, DeploymentRules, readChatRules } from "../domain/chat-rules.ts";
import { SfumatoError } from "../domain/errors.ts";
import type { Stores } from "../ports/stores.ts";

/** Work that somebody wants done. */
interface Wanted {
  platform: string;
  chatId: string;
  personId: string | null;
  /** Who would paint; null for text calls, which a chat does not choose. */
  imageProvider: string | null;
}

async function chatRules(stores: Stores, platform: string, chatId: string): Promise<ChatRules> {
  return readChatRules(await stores.settings.get(platform, chatId, ""));
}

/** The deployment's own row among the settings. */
const WHOLE = ["", "", ""] as const;

export async function deploymentRules(stores: Stores): Promise<DeploymentRules> {
  return DeploymentRules.parse(await stores.settings.get(...WHOLE));
}

export async function saveDeploymentRules(stores: Stores, change: Partial<DeploymentRules>): Promise<void> {
  await stores.settings.merge(...WHOLE, change);
}

/**
 * Why work may not go on in a chat, by the rules of its moderators and of operators; null when it may. Asked when work
 * is accepted, and again before each paid call: a rule stops what runs at its next call.
 */
export async function standstill(stores: Stores, wanted: Wanted): Promise<SfumatoError | null> {
  const { platform, chatId, personId, imageProvider } = wanted;
  const rules = await chatRules(stores, platform, chatId);
  if (rules.paused)
    return new SfumatoError("E_BUDGET_BLOCKED", "The chat's moderators paused new work here.", {
      details: { reason: "paused", scope: "chat" },
    });
  if (personId !== null && (await stores.moderation.isBlocked(platform, chatId, personId)))
    return new SfumatoError("E_NOT_ALLOWED", "The chat's moderators blocked this person.", {
      details: { reason: "blocked" },
    });
  if (imageProvider === null) return null;
  const gone = (reason: string) =>
    new SfumatoError("E_AI_MODEL_UNAVAILABLE", `${imageProvider} is not to be used (${reason}).`, {
      details: { provider: imageProvider, reason },
    });
  if (rules.allowedProviders !== null && !rules.allowedProviders.includes(imageProvider)) return gone("not_allowed");
  return (await deploymentRules(stores)).disabledProviders.includes(imageProvider) ? gone("disabled") : null;
}
