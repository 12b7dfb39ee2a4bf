import { type ErrorCode, type ErrorRecord, SfumatoError, type Spent } from "../domain/errors.ts";

/** A model's failure on the way to one picture. */
export interface FailedTry {
  /** Its place in the order. */
  at: number;
  /** The model. */
  label: string;
  error: ErrorRecord;
}

/** Out of order, late, or an answer of no use: another model may do better. */
const OUTAGES: ReadonlySet<ErrorCode> = new Set(["E_AI_MODEL_UNAVAILABLE", "E_AI_TIMEOUT", "E_AI_BAD_ANSWER"]);
/** Nobody agreed to another price for want of one, and what a crash left unknown is never bought again by itself. */
const FINAL_REASONS = new Set(["unknown_price", "interrupted"]);
/**
 * A model that merely stands in is passed over as well when a cap has no room for it (the next may cost less) or it does
 * not take the pictures.
 */
const PASSED_OVER: ReadonlySet<ErrorCode> = new Set(["E_BUDGET_BLOCKED", "E_INPUT_TOO_LARGE", "E_INPUT_UNSUPPORTED"]);

/**
 * Whether the next model is tried after this. Never after a refusal by content policy or an invalid prompt, which are
 * the person's to change, after a cancel, or when a cap has no room for the model that was chosen.
 */
export function leadsOn(thrown: unknown, isChosen: boolean): boolean {
  if (!(thrown instanceof SfumatoError)) return false;
  if (!isChosen && PASSED_OVER.has(thrown.code)) return true;
  return OUTAGES.has(thrown.code) && !FINAL_REASONS.has(String(thrown.details.reason));
}

/** Whether a model was only busy or away, for certain billed nothing, and may be back soon. */
export function worthWaitingFor(error: ErrorRecord): boolean {
  return error.code === "E_AI_MODEL_UNAVAILABLE" && error.retryable && error.spent === "no";
}

const WORST: readonly Spent[] = ["unknown", "yes", "no"];

/** One error that tells of all tries: the cap that was in the way of a fallback, else the first model's, with the others named. */
export function failureOfAll(failed: readonly FailedTry[]): SfumatoError {
  const [first] = failed;
  if (!first)
    return new SfumatoError("E_AI_MODEL_UNAVAILABLE", "The models that were to make this are not here any more.");
  const told = failed.find(({ error }) => error.code === "E_BUDGET_BLOCKED") ?? first;
  const { code, message, details } = told.error;
  const tried = failed.map(({ label, error }) => ({
    model: label,
    code: error.code,
    reason: error.details.reason ?? null,
  }));
  return new SfumatoError(code, message, {
    details: failed.length === 1 ? details : { ...details, tried },
    retryable: failed.some(({ error }) => error.retryable),
    spent: WORST.find((spent) => failed.some(({ error }) => error.spent === spent)) ?? "no",
  });
}
