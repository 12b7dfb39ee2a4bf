import { type ErrorCode, SfumatoError, type Spent } from "../domain/errors.ts";
import { scrub } from "./scrub.ts";

/** Whose answer is read, and what must never stand in an error. */
export interface ErrorSource {
  readonly provider: string;
  readonly secrets: readonly string[];
}

/** What vendors' error bodies have in common. */
interface Problem {
  readonly message: string;
  /** `code` and `type`, in lower case. */
  readonly code: string;
  readonly param: string;
  /** OpenRouter says in `metadata` what its moderation or its guardrail found. */
  readonly flagged: boolean;
  /** Google says in `details` how long to wait. */
  readonly retryDelay: string;
}

interface Finding {
  readonly code: ErrorCode;
  readonly message: string;
  readonly reason: string;
  readonly retryable?: boolean;
  readonly spent?: Spent;
  readonly billing?: true;
}

/** Never connected, so nothing was sent: the only network failures that prove that nothing was billed. */
const UNSENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_HAS_EXPIRED",
]);
const TIMED_OUT = new Set(["ETIMEDOUT", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);
const REFUSAL_CODE = /moderation|content_policy|safety|content_filter/;
const REFUSAL_WORDS = /content policy|safety system|moderation|was flagged|prompt injection/i;
const BILLING_CODE = /billing|insufficient_?quota|insufficient_?credits|payment/;
const BILLING_WORDS =
  /\bbilling\b|credits? (are|is|were|was) (depleted|exhausted)|insufficient (credit|fund|balance)|(any|all available|out of) credits|spending limit/i;
/** Google and xAI answer 400 to a wrong key. */
const KEY_CODE = /api_?key_?invalid|invalid_?api_?key/;
const KEY_WORDS = /(incorrect|invalid) api key|api key not valid/i;
const ADDRESS_REFUSED = new Set(["ERR_NOT_ALLOWED", "ERR_NOT_PUBLIC"]);
const PROMPT_CODE = /string_above_max_length|context_length|prompt/;
const PROMPT_WORDS = /\bprompt\b|maximum context|too long/i;

/** Error of a status that is not 2xx, by what vendors document as unbilled: 4xx, 429 and 503; any other 5xx may be billed. */
export function errorFromStatus(source: ErrorSource, status: number, headers: Headers, body: string): SfumatoError {
  const problem = readProblem(body);
  const finding = findingOf(status, problem);
  const retryAfterMs = finding.retryable ? (readRetryAfter(headers) ?? readSeconds(problem.retryDelay)) : undefined;
  return new SfumatoError(finding.code, `${source.provider}: ${finding.message}`, {
    retryable: finding.retryable ?? false,
    spent: finding.spent ?? "no",
    details: {
      provider: source.provider,
      status,
      reason: finding.reason,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(finding.billing ? { billing: true } : {}),
      // Vendors quote a wrong key in their answer.
      ...(problem.message === "" || status === 401 || finding.reason === "wrong_key"
        ? {}
        : { said: scrub(problem.message, source.secrets) }),
    },
  });
}

/** Error of a request that got no answer; `thrown` is what fetch threw. */
export function errorFromNetwork(source: ErrorSource, thrown: unknown): SfumatoError {
  const errors = networkErrors(thrown);
  if (errors.some(({ code = "" }) => ADDRESS_REFUSED.has(code)))
    return badAnswer(source, "it names an address that is not fetched", { details: { reason: "address_refused" } });
  const unsent = errors.length > 0 && errors.every(isBeforeConnection);
  const late = !unsent && errors.some(({ code = "" }) => TIMED_OUT.has(code));
  const what = unsent ? "could not be reached" : late ? "did not answer in time" : "broke the connection off";
  return new SfumatoError(late ? "E_AI_TIMEOUT" : "E_AI_MODEL_UNAVAILABLE", `${source.provider} ${what}.`, {
    retryable: true,
    spent: unsent ? "no" : "unknown",
    details: {
      provider: source.provider,
      reason: unsent ? "unreachable" : late ? "timeout" : "connection_reset",
      ...(errors[0] === undefined ? {} : { network: errors[0].code }),
    },
  });
}

/** Error of a 2xx answer that cannot be used. `spent` is `yes` when the answer holds proof of the bill. */
export function badAnswer(
  source: { readonly provider: string },
  problem: string,
  options: { spent?: Spent; retryable?: boolean; details?: Record<string, unknown> } = {},
): SfumatoError {
  return new SfumatoError("E_AI_BAD_ANSWER", `${source.provider} gave an answer that cannot be used: ${problem}.`, {
    spent: options.spent ?? "unknown",
    retryable: options.retryable ?? false,
    details: { provider: source.provider, problem, ...options.details },
  });
}

function findingOf(status: number, problem: Problem): Finding {
  if (status < 500 && (KEY_CODE.test(problem.code) || KEY_WORDS.test(problem.message)))
    return unavailable("the key is wrong or may not do this.", "wrong_key");
  if (status === 402 || (status < 500 && isAboutBilling(problem)))
    return { ...unavailable("the account there has no money or reached its limit.", "billing"), billing: true };
  if ([400, 403, 422, 451].includes(status) && isRefusal(problem))
    return { code: "E_AI_REFUSED", message: "its content policy refused this.", reason: "content_policy" };
  if (status === 401 || status === 403) return unavailable("the key is wrong or may not do this.", "wrong_key");
  if (status === 429) return { ...unavailable("too many requests just now.", "rate_limited"), retryable: true };
  if (status === 503) return { ...unavailable("it is overloaded just now.", "overloaded"), retryable: true };
  if ([408, 504, 524].includes(status))
    return { code: "E_AI_TIMEOUT", message: "it timed out.", reason: "timeout", retryable: true, spent: "unknown" };
  if (status >= 500)
    return { ...unavailable("it has a fault just now.", "server_error"), retryable: true, spent: "unknown" };
  if (status === 404) return unavailable("it does not know this model or address.", "unknown_model");
  if (status === 413) return { code: "E_INPUT_TOO_LARGE", message: "that is too much for it.", reason: "too_large" };
  if (isAboutPrompt(problem))
    return { code: "E_PROMPT_INVALID", message: "it does not take this prompt.", reason: "prompt" };
  return unavailable("it does not take this request.", status < 400 ? "redirected" : "request_refused");
}

function unavailable(message: string, reason: string): Finding {
  return { code: "E_AI_MODEL_UNAVAILABLE", message, reason };
}

function isRefusal(problem: Problem): boolean {
  return problem.flagged || REFUSAL_CODE.test(problem.code) || REFUSAL_WORDS.test(problem.message);
}

function isAboutBilling(problem: Problem): boolean {
  return BILLING_CODE.test(problem.code) || BILLING_WORDS.test(problem.message);
}

function isAboutPrompt(problem: Problem): boolean {
  if (problem.param !== "") return /^(prompt|positiveprompt)$/i.test(problem.param);
  return PROMPT_CODE.test(problem.code) || PROMPT_WORDS.test(problem.message);
}

/** Reads `{error:{…}}`, `{code, error:"text"}`, `{error:"text"}`, `{errors:[{…}]}`, `{detail}` and `{message}`. */
function readProblem(body: string): Problem {
  const parsed = parseOr(body, {});
  // Google wraps the errors of some routes into an array.
  const outer = asRecord(Array.isArray(parsed) ? parsed[0] : parsed);
  const inner = asRecord(Array.isArray(outer.errors) ? outer.errors[0] : outer.error);
  const metadata = asRecord(inner.metadata);
  const details = (Array.isArray(inner.details) ? inner.details : []).map(asRecord);
  const message = [inner.message, outer.error, outer.message, outer.detail].find((text) => typeof text === "string");
  const reasons = details.map(({ reason }) => reason);
  const codes = [inner.code, inner.type, inner.status, outer.code, ...reasons].filter((it) => typeof it === "string");
  const param = inner.param ?? inner.parameter;
  return {
    message: typeof message === "string" ? message : "",
    code: codes.join(" ").toLowerCase(),
    param: typeof param === "string" ? param : "",
    flagged: ["reasons", "flagged_input", "patterns"].some((key) => key in metadata),
    retryDelay: details.map(({ retryDelay }) => retryDelay).find((delay) => typeof delay === "string") ?? "",
  };
}

/** `27s` or `1.5s` as ms. */
function readSeconds(text: string): number | undefined {
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(text)?.[1];
  return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1000);
}

/** `retry-after-ms`, or `retry-after` as seconds or as a date, which counts from the answer's own clock. */
function readRetryAfter(headers: Headers): number | undefined {
  const exact = Number.parseFloat(headers.get("retry-after-ms") ?? "");
  if (exact >= 0) return Math.ceil(exact);
  const after = headers.get("retry-after")?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(after)) return Math.ceil(Number(after) * 1000);
  const until = Date.parse(after);
  if (Number.isNaN(until)) return undefined;
  const answered = Date.parse(headers.get("date") ?? "");
  return Math.max(0, until - (Number.isNaN(answered) ? Date.now() : answered));
}

/** The system's errors below an error; a failed dual-stack connection holds one for each address. */
function networkErrors(thrown: unknown, depth = 0): NodeJS.ErrnoException[] {
  if (!(thrown instanceof Error) || depth > 4) return [];
  if (thrown instanceof AggregateError) return thrown.errors.flatMap((error) => networkErrors(error, depth + 1));
  const inner = networkErrors(thrown.cause, depth + 1);
  if (inner.length > 0) return inner;
  const error: NodeJS.ErrnoException = thrown;
  return typeof error.code === "string" ? [error] : [];
}

/** Whether a failure came before the connection stood. A host can also become unreachable later, hence the call's name. */
function isBeforeConnection({ code = "", syscall = "" }: NodeJS.ErrnoException): boolean {
  return UNSENT.has(code) || syscall === "connect" || syscall === "getaddrinfo";
}

function parseOr(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
