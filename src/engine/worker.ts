import { FINAL_STATES, LEASE_MS } from "../domain/job.ts";
import { failpoint } from "../ports/failpoints.ts";
import type { Queue, Signals } from "../ports/queue.ts";

import { type BookDeps, closeOrphan } from "./book-call.ts";
import { createClaims } from "./claims.ts";
import { createLeases } from "./leases.ts";
import { forgetProofs, type RunJobDeps, runNextJob } from "./run-job.ts";

/** The sweep runs this often (ms): MONEY.md allows 5 s. */
const SWEEP_MS = 2_500;

export interface Worker {
  start(): Promise<void>;
  /** Takes no more work and waits for running calls, at most `limitMs`; what remains is left to the crash rules. */
  stop(limitMs: number): Promise<void>;
}

/** Runs jobs: wakes come from the queue, the truth from the jobs table, and a sweep mends what the queue lost. */
export function createWorker(
  deps: Omit<RunJobDeps, "onCancel" | "draining" | "leases" | "claims"> & {
    queue: Queue;
    signals: Signals;
    /** Jobs of this worker at once, and of one chat everywhere. */
    concurrency: number;
    perChat: number;
  },
): Worker {
  const stops = new Map<string, () => void>();
  const slots = new Set<Promise<void>>();
  const rest = new AbortController();
  let draining = false;
  let sweeping = Promise.resolve();
  const runDeps: RunJobDeps = {
    ...deps,
    leases: createLeases(deps.stores.jobs),
    claims: createClaims(deps.stores.jobs, {
      perChat: deps.perChat,
      slots: deps.concurrency,
      // The slot that it had may take other, long work.
      onRoom: () => void work(),
    }),
    draining: () => draining,
    onCancel(jobId, stop) {
      stops.set(jobId, stop);
      return () => stops.delete(jobId);
    },
  };
  const unsubscribe = deps.signals.subscribe("cancel", (jobId) => stops.get(jobId)?.());

  /** Runs jobs in one slot until none may run: a chat's next job needs no wake of its own. */
  const work = async () => {
    if (draining || slots.size >= deps.concurrency) return;
    const slot: Promise<void> = runJobs(runDeps).finally(() => slots.delete(slot));
    slots.add(slot);
    await slot;
  };
  const sweep = createSweep(deps);
  const sweepOn = async () => {
    while (!draining) {
      await sweep().catch((error) => deps.log.warn({ err: error }, "sweep failed; trying again"));
      const due = await deps.stores.jobs.overdue(deps.concurrency - slots.size).catch(() => []);
      for (const _job of due) void work();
      await deps.clock.sleep(SWEEP_MS, rest.signal).catch(() => {});
    }
  };
  return {
    async start() {
      await deps.queue.consume(work, deps.concurrency);
      sweeping = sweepOn();
    },
    async stop(limitMs) {
      draining = true;
      rest.abort();
      unsubscribe();
      const done = new AbortController();
      const limit = deps.clock.sleep(limitMs, done.signal).catch(() => {});
      await Promise.race([Promise.all([deps.queue.stop(), sweeping, ...slots]), limit]);
      done.abort();
    },
  };
}

async function runJobs(deps: RunJobDeps): Promise<void> {
  try {
    while (!deps.draining() && (await runNextJob(deps)));
  } catch (error) {
    deps.log.warn({ err: error }, "a job could not be begun or ended; the sweep goes on with it");
  }
}

/** One round of mending: take back what a dead worker held, and close calls that nobody owns. */
export function createSweep(deps: BookDeps): () => Promise<void> {
  let notBefore = 0;
  return async () => {
    try {
      // After a database outage its workers get one lease to report back before their jobs are taken.
      const mayTake = deps.clock.now().getTime() >= notBefore;
      const taken = mayTake ? await deps.stores.jobs.takeBackExpired() : [];
      if (taken.length > 0) failpoint("sweep.taken");
      for (const call of await deps.stores.money.orphans()) await closeOrphan(deps, call);
      if (taken.length > 0) failpoint("sweep.closed");
      for (const { id, state } of taken) if (FINAL_STATES.has(state)) await forgetProofs(deps, id);
    } catch (error) {
      notBefore = deps.clock.now().getTime() + LEASE_MS;
      throw error;
    }
  };
}
