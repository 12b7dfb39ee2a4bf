import { expect } from "vitest";
import { SfumatoError } from "../../src/domain/errors.ts";
import type { Fault } from "../fakes/fake-http.ts";

/** What every model must make of a fault of its vendor. */
export interface ExpectedError {
  readonly code: SfumatoError["code"];
  readonly spent: SfumatoError["spent"];
  readonly retryable: boolean;
  readonly details?: Record<string, unknown>;
}

const UNAVAILABLE = "E_AI_MODEL_UNAVAILABLE";
const limited = { code: UNAVAILABLE, spent: "no", retryable: true } as const;
const misconfigured = { code: UNAVAILABLE, spent: "no", retryable: false } as const;
const broken = { code: UNAVAILABLE, spent: "unknown", retryable: true } as const;
const late = { code: "E_AI_TIMEOUT", spent: "unknown", retryable: true, details: { reason: "timeout" } } as const;
const unusable = { code: "E_AI_BAD_ANSWER", spent: "unknown", retryable: false } as const;

export const EXPECTED: Readonly<Record<Fault, ExpectedError>> = {
  rate_limited: { ...limited, details: { status: 429, reason: "rate_limited" } },
  rate_limited_seconds: { ...limited, details: { reason: "rate_limited", retryAfterMs: 7_000 } },
  rate_limited_date: {
    ...limited,
    details: { reason: "rate_limited", retryAfterMs: expect.toSatisfy(nearNineSeconds) },
  },
  unavailable: { ...limited, details: { status: 503, reason: "overloaded" } },
  server_error: { ...broken, details: { status: 500 } },
  overloaded: { ...broken, details: { status: 529 } },
  reset: { ...broken, details: { reason: "connection_reset" } },
  hang: late,
  slow_body: late,
  cut_body: { ...unusable, retryable: true, details: { reason: "cut_off" } },
  cut_json: unusable,
  wrong_shape: unusable,
  html: unusable,
  wrong_type: unusable,
  gzip_bomb: unusable,
  huge_body: unusable,
  redirect: { ...misconfigured, details: { reason: "redirected" } },
  refusal: { code: "E_AI_REFUSED", spent: "no", retryable: false },
  billing: { ...misconfigured, details: { reason: "billing", billing: true } },
  wrong_key: { ...misconfigured, details: { reason: "wrong_key" } },
  unknown_model: { ...misconfigured, details: { status: 404, reason: "unknown_model" } },
};

export const FAULTS = Object.keys(EXPECTED) as Fault[];

/** HTTP dates have whole seconds, so a wait of nine may be read as eight or ten. */
function nearNineSeconds(ms: number): boolean {
  return ms >= 7_900 && ms <= 10_100;
}

/** The error that a promise is rejected with. */
export async function errorOf(promise: Promise<unknown>): Promise<SfumatoError> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(SfumatoError);
  return thrown as SfumatoError;
}

/** Everything of an error that a log or a person might see. */
export function shownBy(error: SfumatoError): string {
  return [JSON.stringify(error.toRecord()), error.stack, String(error.cause)].join("\n");
}
