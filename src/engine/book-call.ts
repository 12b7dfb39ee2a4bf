import { type ErrorCode, SfumatoError } from "../domain/errors.ts";
import type { MicroUsd } from "../domain/money.ts";
import type { Clock } from "../ports/clock.ts";
import type { AnswerFiles } from "../ports/images.ts";
import type { ImageData } from "../ports/models.ts";
import type { PaidCall, Stores } from "../ports/stores.ts";
import type { Logger } from "./logger.ts";
import { persist } from "./persist.ts";

/** What the file of an answer holds. */
export interface Proof<T> {
  value: T;
  costMicros: MicroUsd;
  usage: Record<string, unknown>;
  latencyMs: number;
}

export interface BookDeps {
  stores: Stores;
  answers: AnswerFiles;
  clock: Clock;
  log: Logger;
  /** Told when a call cost more than was reserved for it. */
  onOverrun(report: { callKey: string; estimateMicros: MicroUsd; actualMicros: MicroUsd; chatKey: string }): void;
}

type Booked = Pick<PaidCall, "callKey" | "estimateMicros" | "chatKey">;

/** Books what an answered call cost, in full, and tells when that is more than was reserved. `errorCode`: it was of no use. */
export async function settle(
  deps: BookDeps,
  call: Booked,
  actual: Omit<Proof<unknown>, "value"> & { errorCode?: ErrorCode },
): Promise<void> {
  const { costMicros: micros, usage, latencyMs, errorCode = null } = actual;
  await persist(deps, () => deps.stores.money.settle(call.callKey, { micros, usage, latencyMs, errorCode }));
  const { callKey, estimateMicros, chatKey } = call;
  if (micros > estimateMicros) deps.onOverrun({ callKey, estimateMicros, actualMicros: micros, chatKey });
}

/** Whole micro-dollars, never less than none; the estimate where the answer does not say. */
export function bookable(cost: unknown, estimate: MicroUsd): MicroUsd {
  return typeof cost === "number" && Number.isFinite(cost) ? Math.max(0, Math.ceil(cost)) : estimate;
}

interface Adopted<T> {
  value: T;
  image?: ImageData;
  costMicros: MicroUsd;
  callKey: string;
}

/**
 * What became of a call that an earlier run began. Undefined: it is closed, and a new call under a new key may be made.
 * @throws SfumatoError `E_AI_TIMEOUT` for a picture of which nobody knows whether it was billed, `E_STORAGE_IO` for one
 * that was and is lost: neither is ever bought again by itself.
 */
export async function resolveEarlier<T>(
  deps: BookDeps,
  call: PaidCall,
  kind: "image" | "text",
): Promise<Adopted<T> | undefined> {
  const proof = await deps.answers.read(call.callKey);
  const state = await closeCall(deps, call, proof?.answer as Proof<T> | undefined);
  if (proof) {
    const { value, costMicros } = proof.answer as Proof<T>;
    return { value, image: proof.image, costMicros, callKey: call.callKey };
  }
  const failure = kind === "image" && state !== "released" ? earlierFailure(call) : undefined;
  if (failure) throw failure;
  if (kind === "image" && state === "unknown")
    throw new SfumatoError("E_AI_TIMEOUT", "The bot was restarted while the picture was being made.", {
      details: { reason: "interrupted", countedMicros: call.estimateMicros },
      retryable: true,
      spent: "unknown",
    });
  if (kind === "image" && state === "settled")
    throw new SfumatoError("E_STORAGE_IO", "The picture was made and paid for, but could not be kept.", {
      details: { reason: "answer_lost", countedMicros: call.actualMicros ?? call.estimateMicros },
      retryable: true,
      spent: "yes",
    });
  return undefined;
}

/** What a provider answered a picture's call with, when the run before this one still booked it: it is known how it ended. */
function earlierFailure(call: PaidCall): SfumatoError | undefined {
  const code = call.errorCode;
  if (code === null || !code.startsWith("E_AI_")) return undefined;
  return new SfumatoError(code, "The provider failed just before the bot was restarted.", {
    details: { reason: "failed_before", countedMicros: call.actualMicros ?? call.estimateMicros },
    retryable: code !== "E_AI_REFUSED",
    spent: call.state === "settled" ? "yes" : "unknown",
  });
}

/** Ends the hold of a call that nobody works on: proven answers are booked, unsent calls released, the rest counts as spent. */
async function closeCall(
  deps: BookDeps,
  call: PaidCall,
  proof: Proof<unknown> | undefined,
): Promise<PaidCall["state"]> {
  const { money } = deps.stores;
  if (call.state !== "reserved" && call.state !== "dispatched") return call.state;
  if (proof) {
    await settle(deps, call, proof);
    return "settled";
  }
  if (call.state === "reserved") {
    await persist(deps, () => money.release(call.callKey, null, null));
    return "released";
  }
  await persist(deps, () => money.giveUp(call.callKey, null, null));
  return "unknown";
}

/** Closes what an ended job left open. */
export async function closeOrphan(deps: BookDeps, call: PaidCall): Promise<void> {
  const proof = await deps.answers.read(call.callKey);
  await closeCall(deps, call, proof?.answer as Proof<unknown> | undefined);
}

/** Books a call that failed: at its cost when the answer says it, not at all on proof that nothing was billed, else in full. */
export async function bookFailure(deps: BookDeps, call: Booked, error: SfumatoError, latencyMs: number): Promise<void> {
  const { money } = deps.stores;
  const { callKey } = call;
  if (typeof error.details.costMicros === "number") {
    const costMicros = bookable(error.details.costMicros, call.estimateMicros);
    return settle(deps, call, { costMicros, usage: {}, latencyMs, errorCode: error.code });
  }
  if (error.spent === "no") return persist(deps, () => money.release(callKey, error.code, latencyMs));
  return persist(deps, () => money.giveUp(callKey, error.code, latencyMs));
}
