import { z } from "zod";

/** Every error code of the product, the same in chat, HTTP, command line and database. */
export const ErrorCode = z.enum([
  "E_BUDGET_BLOCKED",
  "E_RATE_LIMITED",
  "E_DUPLICATE",
  "E_AI_MODEL_UNAVAILABLE",
  "E_AI_TIMEOUT",
  "E_AI_REFUSED",
  "E_AI_BAD_ANSWER",
  "E_PROMPT_INVALID",
  "E_INPUT_TOO_LARGE",
  "E_INPUT_UNSUPPORTED",
  "E_STORAGE_IO",
  "E_NOT_ALLOWED",
  "E_NOT_FOUND",
  "E_CONFIG",
  "E_CANCELLED",
  "E_INTERNAL",
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** Whether the failed action cost money: proven not, proven yes, or nobody can know. */
export const Spent = z.enum(["no", "yes", "unknown"]);
export type Spent = z.infer<typeof Spent>;

/** Plain form of an error, as it is stored with a job and sent over HTTP. */
export const ErrorRecord = z.object({
  code: ErrorCode,
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
  retryable: z.boolean(),
  spent: Spent,
});
export type ErrorRecord = z.infer<typeof ErrorRecord>;

interface ErrorOptions {
  /** Facts for the wording and the log. Never a secret, an address with a token, or image bytes. */
  details?: Record<string, unknown>;
  /** Whether the same action may succeed later. Default: no. */
  retryable?: boolean;
  /** Default: no. */
  spent?: Spent;
  cause?: unknown;
}

/** The one error class of the product. `message` is written for people. */
export class SfumatoError extends Error {
  override readonly name = "SfumatoError";
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;
  readonly retryable: boolean;
  readonly spent: Spent;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
    this.retryable = options.retryable ?? false;
    this.spent = options.spent ?? "no";
  }

  /** The error as plain data. */
  toRecord(): ErrorRecord {
    const { code, message, details, retryable, spent } = this;
    return { code, message, details, retryable, spent };
  }
}

/** Turns anything thrown into a {@link SfumatoError}; what is not one becomes `E_INTERNAL`. */
export function toSfumatoError(thrown: unknown): SfumatoError {
  if (thrown instanceof SfumatoError) return thrown;
  return new SfumatoError("E_INTERNAL", "Something went wrong inside the bot.", { cause: thrown });
}
