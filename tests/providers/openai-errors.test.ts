import { describe, expect, test } from "vitest";
import { errorFromNetwork, errorFromStatus } from "../../src/providers/errors-from-http.ts";

const source = { provider: "acme", secrets: ["secret-0123456789"] };
const UNAVAILABLE = "E_AI_MODEL_UNAVAILABLE";

describe("an error by status", () => {
  test.each([
    [400, { error: { code: "content_policy_violation" } }, "E_AI_REFUSED", "content_policy", "no"],
    [400, { code: "x", error: "Content violates content policy" }, "E_AI_REFUSED", "content_policy", "no"],
    [400, { error: { param: "prompt", message: "too long" } }, "E_PROMPT_INVALID", "prompt", "no"],
    [400, { error: { param: "size", message: "prompt" } }, UNAVAILABLE, "request_refused", "no"],
    [402, { error: { code: 402, message: "no credits" } }, UNAVAILABLE, "billing", "no"],
    [403, { error: "no access" }, UNAVAILABLE, "wrong_key", "no"],
    [404, "gone", UNAVAILABLE, "unknown_model", "no"],
    [413, {}, "E_INPUT_TOO_LARGE", "too_large", "no"],
    [422, { detail: "bad size" }, UNAVAILABLE, "request_refused", "no"],
    [429, { error: { code: "insufficient_quota" } }, UNAVAILABLE, "billing", "no"],
    [429, {}, UNAVAILABLE, "rate_limited", "no"],
    [500, "<html>", UNAVAILABLE, "server_error", "unknown"],
    [502, {}, UNAVAILABLE, "server_error", "unknown"],
    [503, {}, UNAVAILABLE, "overloaded", "no"],
    [504, {}, "E_AI_TIMEOUT", "timeout", "unknown"],
    [524, {}, "E_AI_TIMEOUT", "timeout", "unknown"],
    [529, {}, UNAVAILABLE, "server_error", "unknown"],
  ])("%i %j is %s (%s), spent %s", (status, body, code, reason, spent) => {
    const error = errorFromStatus(source, status, new Headers(), JSON.stringify(body));
    expect(error).toMatchObject({ code, spent, details: { provider: "acme", status, reason } });
  });

  test.each([
    [{ "retry-after": "1.5" }, 1_500],
    [{ "retry-after-ms": "250", "retry-after": "9" }, 250],
    [{ "retry-after": "Sat, 21 Nov 2026 08:00:30 GMT", date: "Sat, 21 Nov 2026 08:00:00 GMT" }, 30_000],
    [{ "retry-after": "Sat, 21 Nov 2026 08:00:00 GMT", date: "Sat, 21 Nov 2026 09:00:00 GMT" }, 0],
    [{ "retry-after": "soon" }, undefined],
  ])("waits as the vendor says: %j", (headers, ms) => {
    const error = errorFromStatus(source, 429, new Headers(Object.entries(headers)), "");
    expect(error.details.retryAfterMs).toBe(ms);
  });
});

describe("an error of the network", () => {
  const system = (code: string, syscall?: string) => Object.assign(new Error(code), { code, syscall });
  const failed = (cause: unknown) => new TypeError("fetch failed", { cause });

  test.each([
    [failed(system("ECONNREFUSED")), UNAVAILABLE, "no"],
    [failed(system("ENOTFOUND", "getaddrinfo")), UNAVAILABLE, "no"],
    [failed(system("ETIMEDOUT", "connect")), UNAVAILABLE, "no"],
    [failed(new AggregateError([system("ECONNREFUSED"), system("ENETUNREACH", "connect")])), UNAVAILABLE, "no"],
    [failed(new AggregateError([system("ECONNREFUSED"), system("ECONNRESET")])), UNAVAILABLE, "unknown"],
    [failed(system("EHOSTUNREACH", "read")), UNAVAILABLE, "unknown"],
    [failed(system("ETIMEDOUT", "read")), "E_AI_TIMEOUT", "unknown"],
    [failed(system("UND_ERR_SOCKET")), UNAVAILABLE, "unknown"],
    [new Error("strange"), UNAVAILABLE, "unknown"],
  ])("%s: only what never connected is known to be free", (thrown, code, spent) => {
    expect(errorFromNetwork(source, thrown)).toMatchObject({ code, spent, retryable: true });
  });
});
