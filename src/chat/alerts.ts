import type { ErrorRecord } from "../domain/errors.ts";
import { formatUsd, type MicroUsd } from "../domain/money.ts";
import type { ChatDeps } from "./chat-deps.ts";
import { putLoose } from "./messages.ts";
import { FALLBACK_LANGUAGE, type Say, sayIn } from "./wording.ts";

/** Faults that an operator has to mend; people are only told "not available". */
const OPERATORS_AFFAIR = new Set(["wrong_key", "billing"]);

type AlertDeps = Pick<ChatDeps, "stores" | "wording" | "platforms" | "operators">;

/** Tells each operator in private, once per `about`. */
async function alertOperators(deps: AlertDeps, about: string, text: (say: Say) => string): Promise<void> {
  for (const { platform, personId } of deps.operators) {
    const key = `alert:${about}:${platform}:${personId}`;
    if (!deps.platforms.has(platform) || (await deps.stores.outbox.exists(key))) continue;
    // A private chat has its person's id on Telegram.
    const place = { platform, chatId: personId, threadId: null, kind: "private" as const };
    const view = { text: [[text(sayIn(deps.wording, FALLBACK_LANGUAGE))]] };
    await putLoose(deps.stores, key, { place, personId, replyTo: null }, view);
  }
}

/** Tells operators once a day that a provider refuses our key or account. */
export async function reportProviderTrouble(
  deps: AlertDeps & Pick<ChatDeps, "log">,
  error: ErrorRecord,
): Promise<void> {
  const reason = String(error.details.reason ?? "");
  const provider = String(error.details.provider ?? "");
  if (!OPERATORS_AFFAIR.has(reason)) return;
  deps.log.error({ provider, reason }, "a provider refuses our key or account");
  const day = new Date().toISOString().slice(0, 10);
  await alertOperators(deps, `${provider}:${reason}:${day}`, (say) => say("alert-provider", { provider, reason }));
}

/** A call that cost more than was reserved for it: a price is wrong here, so the chat's spending stops until an operator looked. */
export interface Overrun {
  callKey: string;
  estimateMicros: MicroUsd;
  actualMicros: MicroUsd;
  /** `platform:chatId` */
  chatKey: string;
}

/** Freezes the chat's spending and tells the operators. */
export async function freezeAfterOverrun(deps: AlertDeps & Pick<ChatDeps, "log">, overrun: Overrun): Promise<void> {
  deps.log.error(overrun, "a call cost more than was reserved for it; the chat's spending is frozen");
  const at = overrun.chatKey.indexOf(":");
  const [platform, chatId] = [overrun.chatKey.slice(0, at), overrun.chatKey.slice(at + 1)];
  await deps.stores.settings.merge(platform, chatId, "", { frozen: "overrun" });
  await alertOperators(deps, `overrun:${overrun.callKey}`, (say) =>
    say("alert-overrun", {
      chat: overrun.chatKey,
      actual: formatUsd(overrun.actualMicros),
      estimate: formatUsd(overrun.estimateMicros),
    }),
  );
}

/** The nightly audit found that books and counters disagree. */
export async function reportAudit(deps: AlertDeps, differences: readonly string[]): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  await alertOperators(deps, `audit:${day}`, (say) =>
    say("alert-audit", { count: differences.length, first: differences[0] ?? "" }),
  );
}
