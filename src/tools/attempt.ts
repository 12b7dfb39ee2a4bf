import { type ErrorCode, type ErrorRecord, SfumatoError } from "../domain/errors.ts";
import type { ToolContext } from "./tool.ts";

/** How a step ended: its value, or the failure that the tool knows how to go on from. */
export type Attempt<T> = { ok: true; value: T } | { ok: false; error: ErrorRecord };

/** A model answered badly, refused, or could not be reached. */
const MODEL_FAILURES: ReadonlySet<ErrorCode> = new Set([
  "E_AI_MODEL_UNAVAILABLE",
  "E_AI_TIMEOUT",
  "E_AI_REFUSED",
  "E_AI_BAD_ANSWER",
  "E_INPUT_TOO_LARGE",
  "E_INPUT_UNSUPPORTED",
]);
/** A model answered, and the answer is of no use. */
export const BAD_ANSWERS: ReadonlySet<ErrorCode> = new Set(["E_AI_REFUSED", "E_AI_BAD_ANSWER"]);
export const MODEL_OR_BUDGET_FAILURES: ReadonlySet<ErrorCode> = new Set([...MODEL_FAILURES, "E_BUDGET_BLOCKED"]);

/**
 * Runs work as a step that remembers a failure too, so that a retry of the job neither pays for it again nor takes
 * another way than before. Failures outside `codes`, and all after an abort, are thrown and not remembered.
 */
export function attempt<T>(
  context: ToolContext,
  name: string,
  codes: ReadonlySet<ErrorCode>,
  work: () => Promise<T>,
): Promise<Attempt<T>> {
  return context.step<Attempt<T>>(name, async () => {
    try {
      return { ok: true, value: await work() };
    } catch (thrown) {
      if (context.signal.aborted || !(thrown instanceof SfumatoError) || !codes.has(thrown.code)) throw thrown;
      return { ok: false, error: thrown.toRecord() };
    }
  });
}

/** What a failed text call cost, when its error says so. */
export function costOfFailure(error: ErrorRecord): number {
  const cost = error.details.costMicros;
  return typeof cost === "number" && Number.isFinite(cost) ? Math.round(cost) : 0;
}
