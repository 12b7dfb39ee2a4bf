import type { WindowState } from "../domain/budget.ts";
import type { Session } from "../domain/session.ts";
import type { Stores } from "../ports/stores.ts";
import type { ChatDeps } from "./chat-deps.ts";
import { putForSession, sayFor } from "./messages.ts";
import { confirmScreen } from "./screens/card.ts";
import { refusedScreen } from "./screens/error.ts";
import { certainRefusal, priceOf, tightestWindow } from "./session-state.ts";

/** A choice that takes more than this part of what is left of the day's cap asks once. */
const EXPENSIVE_PART = 0.1;

/** Work that is about to begin, and the message that asks about it. */
interface Choice {
  tool: string;
  input: Record<string, string | number | boolean | null>;
  key: string;
}

/**
 * Asks for a confirmation when the choice is expensive; true when it asked. What a cap refuses in any case is not asked
 * about: the reason is said at once, with a way to try again once somebody raised the cap.
 */
export async function putConfirmIfExpensive(
  deps: ChatDeps,
  stores: Stores,
  session: Session,
  { tool, input, key }: Choice,
): Promise<boolean> {
  const say = sayFor(deps, session);
  const refusal = await certainRefusal(deps, stores, session);
  if (refusal) {
    const again = { do: "begin", with: { session: session.id, tool, ...input } };
    await putForSession(stores, key, session, refusedScreen(say, refusal, again));
    return true;
  }
  const price = priceOf(deps, session, tool, input, (await stores.sessions.iterations(session.id)).length);
  const tightest = await tightestWindow(deps, stores, session, "day");
  if (!isExpensive(session, price, tightest)) return false;
  const intent = { do: "confirm", with: { session: session.id, tool, ...input } };
  await putForSession(stores, key, session, confirmScreen(say, session, price, tightest, intent));
  return true;
}

function isExpensive(session: Session, price: number | null, tightest: WindowState | null): boolean {
  if (price === 0) return false;
  if (price === null || session.options.preset === "final") return true;
  if (tightest === null) return false;
  const left = (tightest.capMicros as number) - tightest.spentMicros - tightest.reservedMicros;
  return price > left * EXPENSIVE_PART;
}
