import { type CappedWindow, type Caps, capsOfChat, windowsFor } from "../domain/budget.ts";
import { type ChatRules, DeploymentRules, readChatRules } from "../domain/chat-rules.ts";
import { SfumatoError } from "../domain/errors.ts";
import type { SavedStanding, Stores } from "../ports/stores.ts";

/** Whose money and whose wish is meant. */
export interface Owner {
  platform: string;
  chatId: string;
  personId: string;
  sessionId: string | null;
}

/** What decides whether a person's work may go on in a chat, and how much it may cost. */
export interface Standing extends Pick<SavedStanding, "now" | "own" | "blocked"> {
  rules: ChatRules;
  deployment: DeploymentRules;
}

/**
 * Reads it at this moment. `stores` is passed in, never kept: inside a transaction, a second connection of the same pool
 * would be waited for by those who hold the others.
 */
export async function standingOf(
  stores: Pick<Stores, "settings">,
  { platform, chatId, personId }: Omit<Owner, "sessionId">,
): Promise<Standing> {
  const { chat, deployment, ...saved } = await stores.settings.standing(platform, chatId, personId);
  return { ...saved, rules: readChatRules(chat), deployment: DeploymentRules.parse(deployment) };
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
 * Why work may not go on, by the rules of the chat's moderators and of operators; null when it may. Asked when work is
 * accepted, and again before each paid call: a rule stops what runs at its next call.
 * @param imageProvider who would paint; null for text calls, which a chat does not choose
 */
export function standstill(
  { rules, deployment, blocked }: Pick<Standing, "rules" | "deployment" | "blocked">,
  imageProvider: string | null,
): SfumatoError | null {
  if (rules.paused)
    return new SfumatoError("E_BUDGET_BLOCKED", "The chat's moderators paused new work here.", {
      details: { reason: "paused", scope: "chat" },
    });
  if (blocked)
    return new SfumatoError("E_NOT_ALLOWED", "The chat's moderators blocked this person.", {
      details: { reason: "blocked" },
    });
  if (imageProvider === null) return null;
  const gone = (reason: string) =>
    new SfumatoError("E_AI_MODEL_UNAVAILABLE", `${imageProvider} is not to be used (${reason}).`, {
      details: { provider: imageProvider, reason },
    });
  if (rules.allowedProviders !== null && !rules.allowedProviders.includes(imageProvider)) return gone("not_allowed");
  return deployment.disabledProviders.includes(imageProvider) ? gone("disabled") : null;
}

/**
 * The windows that a call of this owner counts in. A chat's own caps may only be lower than the deployment's defaults
 * allow; its time zone decides its days.
 */
export function windowsOf(
  defaults: Caps,
  { platform, chatId, personId, sessionId }: Owner,
  { rules, now }: Pick<Standing, "rules" | "now">,
): CappedWindow[] {
  const payer = { chat: `${platform}:${chatId}`, person: `${platform}:${personId}`, sessionId, zone: rules.timeZone };
  return windowsFor(payer, capsOfChat(defaults, rules.caps, rules.ceiling), now);
}
