import { type ErrorCode, type ErrorRecord, SfumatoError } from "../domain/errors.ts";
import type { MicroUsd } from "../domain/money.ts";
import type { TextRequest } from "../ports/models.ts";
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
      if (!isAmong(codes, context, thrown)) throw thrown;
      return { ok: false, error: thrown.toRecord() };
    }
  });
}

/**
 * A text call that is remembered as one step, whether it is answered or fails as {@link attempt} says. `request` is only
 * made when there is something to ask.
 */
export async function attemptAsk<T>(
  context: ToolContext,
  name: string,
  codes: ReadonlySet<ErrorCode>,
  request: () => Promise<TextRequest<T>>,
): Promise<Attempt<{ value: T; costMicros: MicroUsd }>> {
  const answer = context.made<{ value: T; costMicros: MicroUsd }>(name);
  if (answer) return { ok: true, value: answer };
  const failed = context.made<ErrorRecord>(failureOf(name));
  if (failed) return { ok: false, error: failed };
  try {
    return { ok: true, value: await context.askText(name, await request()) };
  } catch (thrown) {
    if (!isAmong(codes, context, thrown)) throw thrown;
    return { ok: false, error: await context.step(failureOf(name), async () => thrown.toRecord()) };
  }
}

const failureOf = (name: string) => `${name}/failed`;

function isAmong(codes: ReadonlySet<ErrorCode>, context: ToolContext, thrown: unknown): thrown is SfumatoError {
  return !context.signal.aborted && thrown instanceof SfumatoError && codes.has(thrown.code);
}

/** What a failed text call cost, when its error says so. */
export function costOfFailure(error: ErrorRecord): number {
  const cost = error.details.costMicros;
  return typeof cost === "number" && Number.isFinite(cost) ? Math.round(cost) : 0;
}
