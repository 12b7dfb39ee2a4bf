import type { Logger } from "pino";
import type { Clock } from "../../ports/clock.ts";
import { TelegramFailure } from "./failure.ts";

const LONGEST_WAIT_MS = 30_000;
/** A database of our own is soon back, and nobody minds being asked (ms). */
const LONGEST_WAIT_FOR_SAVING_MS = 2_000;

/** Waits out troubles of the connection, longer each time, and says each kind once until all is well again. */
export interface Troubles {
  /** Logs and waits. */
  wait(error: unknown): Promise<void>;
  over(): void;
}

/** Builds the memory of one connection's troubles. */
export function createTroubles(log: Logger, clock: Clock, signal: AbortSignal): Troubles {
  const said = new Set<string>();
  let inARow = 0;
  return {
    async wait(error) {
      const kind = kindOf(error);
      if (!said.has(kind)) log.warn({ trouble: kind, reason: reasonOf(error) }, "Telegram does not give updates");
      said.add(kind);
      const longest = kind === "saving" ? LONGEST_WAIT_FOR_SAVING_MS : LONGEST_WAIT_MS;
      const backoff = Math.min(500 * 2 ** inARow++, longest) * (0.5 + Math.random() / 2);
      const asked = error instanceof TelegramFailure ? (error.retryAfterMs ?? 0) : 0;
      await clock.sleep(Math.max(backoff, asked), signal).catch(() => {});
    },
    over() {
      if (inARow > 0) log.info("Telegram gives updates again");
      inARow = 0;
      said.clear();
    },
  };
}

function kindOf(error: unknown): string {
  if (!(error instanceof TelegramFailure)) return "saving";
  return error.kind === "answered" ? String(error.code) : "network";
}

function reasonOf(error: unknown): string {
  if (error instanceof TelegramFailure && error.code === 409) return `${error.description} (is another copy running?)`;
  return error instanceof Error ? error.message : String(error);
}
