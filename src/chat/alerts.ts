import type { ErrorRecord } from "../domain/errors.ts";
import { formatUsd, type MicroUsd } from "../domain/money.ts";
import type { Place } from "../domain/session.ts";
import type { Stores } from "../ports/stores.ts";
import type { ChatDeps } from "./chat-deps.ts";
import { putLoose } from "./messages.ts";
import type { ViewInput } from "./views.ts";
import { type Say, sayIn } from "./wording.ts";

/** Faults that an operator has to mend; people are only told "not available". */
const OPERATORS_AFFAIR = new Set(["wrong_key", "billing"]);

export type AlertDeps = Pick<ChatDeps, "stores" | "wording" | "platforms" | "operators">;

/** An operator's message about something. */
interface OperatorAlert {
  key: string;
  place: Place;
  personId: string;
  /** Chosen in the operator's own settings, else English. */
  language: string;
}

/** The messages of all operators about something. */
export async function operatorAlertKeys(deps: AlertDeps, about: string, stores: Stores): Promise<OperatorAlert[]> {
  const reachable = deps.operators.filter(({ platform }) => deps.platforms.has(platform));
  return Promise.all(
    reachable.map(async ({ platform, personId }) => {
      const { language } = await stores.settings.get(platform, personId, personId);
      return {
        key: `alert:${about}:${platform}:${personId}`,
        // A private chat has its person's id.
        place: { platform, chatId: personId, threadId: null, kind: "private" as const },
        personId,
        language: deps.wording.choose(typeof language === "string" ? language : null),
      };
    }),
  );
}

/** Tells each operator in private, once per `about`. */
export async function alertOperators(
  deps: AlertDeps,
  about: string,
  view: (say: Say) => ViewInput,
  stores: Stores = deps.stores,
): Promise<void> {
  for (const { key, place, personId, language } of await operatorAlertKeys(deps, about, stores))
    if (!(await stores.outbox.exists(key)))
      await putLoose(stores, key, { place, personId, replyTo: null }, view(sayIn(deps.wording, language)));
}

const line = (text: string): ViewInput => ({ text: [[text]] });
const today = () => new Date().toISOString().slice(0, 10);

/** Tells operators once a day that a provider refuses our key or account. */
export async function reportProviderTrouble(
  deps: AlertDeps & Pick<ChatDeps, "log">,
  error: ErrorRecord,
): Promise<void> {
  const reason = String(error.details.reason ?? "");
  const provider = String(error.details.provider ?? "");
  if (!OPERATORS_AFFAIR.has(reason)) return;
  deps.log.error({ provider, reason }, "a provider refuses our key or account");
  await alertOperators(deps, `${provider}:${reason}:${today()}`, (say) =>
    line(say("alert-provider", { provider, reason })),
  );
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
    line(
      say("alert-overrun", {
        chat: overrun.chatKey,
        actual: formatUsd(overrun.actualMicros),
        estimate: formatUsd(overrun.estimateMicros),
      }),
    ),
  );
}

/** The nightly audit found that books and counters disagree. */
export async function reportAudit(deps: AlertDeps, differences: readonly string[]): Promise<void> {
  await alertOperators(deps, `audit:${today()}`, (say) =>
    line(say("alert-audit", { count: differences.length, first: differences[0] ?? "" })),
  );
}

/** A provider's calls fail one after the other; `since` names the outage. */
export async function reportProviderDown(deps: AlertDeps, provider: string, since: string): Promise<void> {
  await alertOperators(deps, `down:${provider}:${since}`, (say) => line(say("alert-down", { provider })));
}

/** Little room is left where pictures are kept; told once a day. */
export async function reportDisk(deps: AlertDeps, freeBytes: number): Promise<void> {
  await alertOperators(deps, `disk:${today()}`, (say) =>
    line(say("alert-disk", { free: (freeBytes / 1e9).toFixed(1) })),
  );
}
