import type { ChatCaps } from "../../../domain/budget.ts";
import { SfumatoError } from "../../../domain/errors.ts";
import { type MicroUsd, microsFromUsd } from "../../../domain/money.ts";
import { windowsOf } from "../../../engine/standing.ts";
import type { ChangeDetails, ChangeKind } from "../../../ports/moderation.ts";
import { capsScreen, changesScreen } from "../../screens/moderation.ts";
import { requireModerator } from "../rights.ts";
import { answer, type Turn } from "../turn.ts";

/** A cap's word in a command, and its name in the settings. */
const CAPS: Readonly<Record<string, keyof ChatCaps>> = {
  daily: "day",
  monthly: "month",
  session: "session",
  user: "person",
};
const LOG_LINES = 20;
const MOST_USD = 1_000_000;

/** `/caps`, `/caps log`, `/caps daily 5`, `/caps session off`, `/caps user default`. */
export async function handleCaps(turn: Turn, args: string): Promise<void> {
  await requireModerator(turn);
  const [word = "", amount = "", ...rest] = args.toLowerCase().split(/\s+/).filter(Boolean);
  if (word === "") return showCaps(turn, null);
  if (word === "log" && amount === "") return showLog(turn);
  const cap = CAPS[word];
  if (cap === undefined || amount === "" || rest.length > 0)
    throw new SfumatoError("E_PROMPT_INVALID", "Write /caps, /caps log, or a cap and its amount.", {
      details: { reason: "caps_usage" },
    });
  await setCap(turn, cap, readAmount(amount));
}

/** Dollars as micro-USD; null for off, undefined for the deployment's own. @throws SfumatoError `E_PROMPT_INVALID` */
export function readAmount(text: string): MicroUsd | null | undefined {
  if (text === "off") return null;
  if (text === "default") return undefined;
  const usd = /^\$?(\d{1,7}(?:[.,]\d{1,6})?)\$?$/.exec(text)?.[1]?.replace(",", ".");
  if (usd !== undefined && Number(usd) <= MOST_USD) return microsFromUsd(Number(usd));
  throw new SfumatoError("E_PROMPT_INVALID", "This is no amount of dollars.", {
    details: { reason: "amount", value: text.slice(0, 20) },
  });
}

async function setCap(turn: Turn, cap: keyof ChatCaps, amount: MicroUsd | null | undefined): Promise<void> {
  const { stores, intent, rules } = turn;
  const ceiling = rules.ceiling[cap];
  if (amount === null && (ceiling === undefined || ceiling === null)) throw overCeiling("off_needs_ceiling", 0);
  if (typeof amount === "number" && typeof ceiling === "number" && amount > ceiling)
    throw overCeiling("over_ceiling", ceiling);
  const { [cap]: from, ...others } = rules.caps;
  const caps: ChatCaps = amount === undefined ? others : { ...others, [cap]: amount };
  await stores.settings.merge(intent.place.platform, intent.place.chatId, "", { caps });
  await record(turn, "cap", { cap, from: asDetail(from), to: asDetail(amount) });
  await showCaps({ ...turn, rules: { ...rules, caps } }, cap);
}

function overCeiling(reason: string, ceilingMicros: MicroUsd): SfumatoError {
  return new SfumatoError("E_NOT_ALLOWED", "The operator's ceiling does not allow this cap.", {
    details: { reason, ceilingMicros },
  });
}

/** How a log keeps an amount: micro-USD, `off`, or `default`. */
function asDetail(amount: MicroUsd | null | undefined): string | number {
  return amount === undefined ? "default" : (amount ?? "off");
}

/** Writes down who changed what. */
export async function record(turn: Turn, kind: ChangeKind, details: ChangeDetails): Promise<void> {
  const { place, person } = turn.intent;
  await turn.stores.moderation.record({ platform: place.platform, chatId: place.chatId, person, kind, details });
}

async function showCaps(turn: Turn, changed: keyof ChatCaps | null): Promise<void> {
  const { place, person } = turn.intent;
  // Any session stands for all: only its cap is shown.
  const owner = { ...place, personId: person.id, sessionId: "-" };
  const windows = await turn.stores.money.windows(windowsOf(turn.deps.caps, owner, turn));
  const shown = windows.filter((window) => window.scope !== "deployment");
  await answer(turn, capsScreen(turn.say, shown, turn.rules, changed));
}

async function showLog(turn: Turn): Promise<void> {
  const { platform, chatId } = turn.intent.place;
  const changes = await turn.stores.moderation.changes(platform, chatId, LOG_LINES);
  const about = changes.flatMap(({ details }) => (typeof details.person === "string" ? [details.person] : []));
  const names = await turn.stores.moderation.names(platform, about);
  await answer(turn, changesScreen(turn.say, changes, names, turn.rules.timeZone));
}
