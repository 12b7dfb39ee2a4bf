import type { Caps } from "../domain/budget.ts";
import { type ErrorCode, SfumatoError } from "../domain/errors.ts";
import { fingerprintOf } from "../domain/fingerprint.ts";
import { type Job, LEASE_MS, WAIT_LIMIT_MS } from "../domain/job.ts";
import { formatUsd, type MicroUsd } from "../domain/money.ts";
import { failpoint } from "../ports/failpoints.ts";
import type { ImageData } from "../ports/models.ts";
import { type BookDeps, bookable, bookFailure, type Proof, resolveEarlier, settle } from "./book-call.ts";
import { LeaseLost, WaitSignal } from "./outcomes.ts";
import { persist } from "./persist.ts";
import { standingOf, standstill, windowsOf } from "./standing.ts";

/** A call that may cost money. Nothing else in the product may reach a provider. */
export interface PaidRequest<T> {
  /** The step that it is; unique within the job. */
  step: string;
  kind: "image" | "text";
  provider: string;
  model: string;
  /** Upper bound, micro-USD; null refuses the call. */
  estimateMicros: MicroUsd | null;
  /** What is asked, for the fingerprint. */
  request: Record<string, unknown>;
  /** Another model stands by: only a near `retry-after` is waited for, every other failure is thrown at once. */
  impatient?: boolean;
  send(
    signal: AbortSignal,
  ): Promise<{ value: T; image?: ImageData; costMicros: MicroUsd | null; usage: Record<string, unknown> }>;
}

export interface PaidAnswer<T> {
  value: T;
  image?: ImageData;
  costMicros: MicroUsd;
  callKey: string;
}

export interface PaidCallDeps extends BookDeps {
  /** The deployment's caps; a chat's own are below them. */
  caps: Caps;
}

/** Tries of a text call after faults that prove nothing or an error on the provider's side. */
const TEXT_TRIES = 3;
/** Tries after a proof that nothing was billed. */
const UNBILLED_TRIES = 4;
/** A wait of at most this long keeps the worker's slot (ms); a longer one puts the job back into the queue. */
const SHORT_WAIT_MS = 3_000;
/** A wait counts as this long at least (ms), so that waits of nothing end too. */
const LEAST_WAIT_MS = 500;

type Sent<T> = { value: T; image?: ImageData; costMicros: MicroUsd | null; usage: Record<string, unknown> };

/**
 * Makes one paid call: reserve → dispatched → send → settle | release | unknown, as MONEY.md tables it.
 * An answer that an earlier run of the job received is adopted from its file instead of being bought again.
 * @throws SfumatoError, {@link WaitSignal} (the job waits), {@link LeaseLost}
 */
export async function paidCall<T>(
  deps: PaidCallDeps,
  job: Job,
  signal: AbortSignal,
  request: PaidRequest<T>,
): Promise<PaidAnswer<T>> {
  let firstTry = deps.clock.now();
  let waitedMs = 0;
  for (let round = 0, failures = 0; ; round++) {
    const callKey = `${job.id}/${request.step}${round === 0 ? "" : `#${round + 1}`}`;
    failpoint("call.reserving");
    const reserved = await reserve(deps, job, request, callKey);
    if (reserved.kind === "exists") {
      if (round === 0) firstTry = reserved.call.reservedAt;
      const adopted = await resolveEarlier<T>(deps, reserved.call, request.kind);
      if (adopted) return adopted;
      continue;
    }
    failpoint("call.reserved");
    await dispatch(deps, job, signal, callKey);
    failpoint("call.dispatched");
    const began = performance.now();
    const answer = await send(request, signal);
    const latencyMs = Math.round(performance.now() - began);
    if ("sent" in answer) failpoint("call.answered");
    else failpoint("call.failed");
    if ("sent" in answer) return received(deps, callKey, job, request, answer.sent, latencyMs);
    const estimateMicros = request.estimateMicros as MicroUsd;
    await bookFailure(deps, { callKey, estimateMicros, chatKey: chatKeyOf(job) }, answer.error, latencyMs);
    failpoint("call.failure_booked");
    failures++;
    if (request.impatient) waitedMs += await waitNearOrThrow(deps, signal, answer.error, waitedMs);
    else await waitOrThrow(deps, job, signal, request.kind, answer.error, failures, firstTry);
  }
}

/** Past this point a byte may leave. Where it does not come to that, nothing was sent, and the hold ends. */
async function dispatch(deps: PaidCallDeps, job: Job, signal: AbortSignal, callKey: string): Promise<void> {
  const { jobs, money } = deps.stores;
  const release = () => persist(deps, () => money.release(callKey, null, null));
  try {
    signal.throwIfAborted();
    if (await money.dispatch(callKey, job.fence)) return signal.throwIfAborted();
  } catch (error) {
    await release();
    throw error;
  }
  await release();
  const [lease] = await persist(deps, () => jobs.renew([job], LEASE_MS));
  if (lease === "cancel") throw new SfumatoError("E_CANCELLED", "Cancelled.");
  if (lease === "lost") throw new LeaseLost("the job is held by another worker");
  throw new Error(`the reservation ${callKey} was closed by somebody else`);
}

/** Only an error that says what is known of the bill proves anything. */
async function send<T>(
  request: PaidRequest<T>,
  signal: AbortSignal,
): Promise<{ sent: Sent<T> } | { error: SfumatoError }> {
  try {
    return { sent: await request.send(signal) };
  } catch (thrown) {
    if (thrown instanceof SfumatoError) return { error: thrown };
    const message = "Something went wrong inside the bot while a provider was called.";
    return { error: new SfumatoError("E_INTERNAL", message, { cause: thrown, spent: "unknown" }) };
  }
}

async function reserve<T>(deps: PaidCallDeps, job: Job, request: PaidRequest<T>, callKey: string) {
  if (request.estimateMicros === null)
    throw new SfumatoError(
      "E_AI_MODEL_UNAVAILABLE",
      `No price is known for ${request.provider} ${request.model}, so it is not called.`,
      {
        details: { provider: request.provider, model: request.model, reason: "unknown_price" },
      },
    );
  const owner = { platform: job.platform, chatId: job.chatId, personId: job.personId, sessionId: job.sessionId };
  const standing = await standingOf(deps.stores, owner);
  if (request.estimateMicros > 0 && standing.rules.frozen !== null)
    throw new SfumatoError("E_BUDGET_BLOCKED", "This chat's spending is frozen until an operator has looked.", {
      details: { reason: "frozen", scope: "chat" },
    });
  const stopped = standstill(standing, request.kind === "image" ? request.provider : null);
  if (stopped) throw stopped;
  const result = await deps.stores.money.reserve({
    callKey,
    jobId: job.id,
    fence: job.fence,
    provider: request.provider,
    model: request.model,
    kind: request.kind,
    chatKey: chatKeyOf(job),
    fingerprint: fingerprintOf({ ...request.request, provider: request.provider, model: request.model }),
    estimateMicros: request.estimateMicros,
    windows: windowsOf(deps.caps, owner, standing),
  });
  if (result.kind === "lost") throw new LeaseLost("the job is held by another worker");
  if (result.kind !== "refused") return result;
  const { refusal } = result;
  throw new SfumatoError(
    "E_BUDGET_BLOCKED",
    `The ${refusal.scope}'s cap (${refusal.period}) of ${formatUsd(refusal.capMicros)} has ${formatUsd(refusal.leftMicros)} left; this needs up to ${formatUsd(refusal.neededMicros)}.`,
    {
      details: {
        ...refusal,
        resetsAt: refusal.resetsAt?.toISOString() ?? null,
        zone: standing.rules.timeZone,
      },
    },
  );
}

/** The proof goes to disk before anything is booked; only then the books follow. */
async function received<T>(
  deps: PaidCallDeps,
  callKey: string,
  job: Job,
  request: PaidRequest<T>,
  sent: Sent<T>,
  latencyMs: number,
): Promise<PaidAnswer<T>> {
  const call = { callKey, estimateMicros: request.estimateMicros as MicroUsd, chatKey: chatKeyOf(job) };
  const proof: Proof<T> = {
    value: sent.value,
    costMicros: bookable(sent.costMicros, call.estimateMicros),
    usage: sent.usage,
    latencyMs,
  };
  // Without a proof only a crash in the next moments would lose the answer; it is in hand now.
  await deps.answers
    .write(callKey, proof, sent.image)
    .catch((error) => deps.log.error({ err: error, callKey }, "the proof of an answer could not be written"));
  failpoint("call.proved");
  await settle(deps, call, proof);
  failpoint("call.settled");
  return { value: sent.value, image: sent.image, costMicros: proof.costMicros, callKey };
}

const chatKeyOf = (job: Job) => `${job.platform}:${job.chatId}`;

const CALLED_AGAIN: ReadonlySet<ErrorCode> = new Set(["E_AI_MODEL_UNAVAILABLE", "E_AI_TIMEOUT"]);

/** Waits before the next try, puts the job back for a longer wait, or throws the error for good. */
async function waitOrThrow(
  deps: PaidCallDeps,
  job: Job,
  signal: AbortSignal,
  kind: "image" | "text",
  error: SfumatoError,
  failures: number,
  firstTry: Date,
): Promise<void> {
  if (signal.aborted) throw error;
  const again =
    error.retryable &&
    CALLED_AGAIN.has(error.code) &&
    (error.spent === "no" ? failures < UNBILLED_TRIES : kind === "text" && failures < TEXT_TRIES);
  if (!again && !isRateLimit(error)) throw error;
  const asked = error.details.retryAfterMs;
  const delayMs = typeof asked === "number" ? asked : Math.min(500 * 2 ** (failures - 1), 8_000);
  const age = deps.clock.now().getTime() - firstTry.getTime();
  if (age + delayMs > WAIT_LIMIT_MS) throw error;
  deps.log.warn({ jobId: job.id, code: error.code, delayMs }, "provider call failed; trying again");
  if (delayMs > SHORT_WAIT_MS) throw new WaitSignal(isRateLimit(error) ? "rate_limited" : "provider_down", delayMs);
  await deps.clock.sleep(delayMs, signal);
}

/** How long a rate limit asks to wait (ms), when that is short enough to be waited for in place; else null. */
export function nearRetryMs(error: SfumatoError): number | null {
  const asked = error.details.retryAfterMs;
  return isRateLimit(error) && typeof asked === "number" && asked <= SHORT_WAIT_MS ? asked : null;
}

/** Waits for a near `retry-after`, in all no longer than one short wait; returns what it waited (ms). */
async function waitNearOrThrow(
  deps: PaidCallDeps,
  signal: AbortSignal,
  error: SfumatoError,
  waitedMs: number,
): Promise<number> {
  const delayMs = nearRetryMs(error);
  if (signal.aborted || delayMs === null || waitedMs + delayMs > SHORT_WAIT_MS) throw error;
  // Asked to come back at once, again and again, is no near end either.
  const counted = Math.max(delayMs, LEAST_WAIT_MS);
  await deps.clock.sleep(delayMs, signal);
  return counted;
}

function isRateLimit(error: SfumatoError): boolean {
  return error.retryable && error.spent === "no" && error.details.reason === "rate_limited";
}
