import { type Caps, type Payer, windowsFor } from "../../src/domain/budget.ts";
import type { Job } from "../../src/domain/job.ts";
import type { NewJob, Reservation, Stores } from "../../src/ports/stores.ts";
import { newTestId } from "../postgres.ts";

export const LEASE = 60_000;
export const noCaps: Caps = {
  deploymentDay: null,
  deploymentMonth: null,
  chatDay: null,
  chatMonth: null,
  personDay: null,
  session: null,
};
export const noon = new Date("2026-05-20T12:00:00Z");
export const ada: Payer = { chat: "fake:c1", person: "fake:p1", sessionId: "s1", zone: "UTC" };

export function newJob(change: Partial<NewJob> = {}): NewJob {
  const id = newTestId();
  const plain = { tool: "draw", input: {}, sessionId: null, platform: "fake", chatId: "c1", personId: "p1" };
  return { id, ...plain, idempotencyKey: `key-${id}`, ...change };
}

/** A job that runs under a lease of this test. */
export async function runningJob(stores: Stores, change: Partial<NewJob> = {}): Promise<Job> {
  await stores.jobs.add(newJob(change));
  const job = await stores.jobs.claim({ perChat: 1_000, leaseMs: LEASE });
  if (!job) throw new Error("no job could be claimed");
  return job;
}

export function reservation(job: Job, change: Partial<Reservation> = {}): Reservation {
  return {
    callKey: `${job.id}/${newTestId()}`,
    jobId: job.id,
    fence: job.fence,
    provider: "fake",
    model: "fake-1",
    kind: "image",
    chatKey: "fake:c1",
    fingerprint: null,
    estimateMicros: 40_000,
    windows: windowsFor(ada, noCaps, noon),
    ...change,
  };
}

export const cost = (micros: number) => ({ micros, usage: { images: 1 }, latencyMs: 5 });
