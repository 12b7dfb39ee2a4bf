import { SfumatoError } from "../domain/errors.ts";
import { type Job, LEASE_MS } from "../domain/job.ts";
import type { JobStore } from "../ports/stores.ts";
import { LeaseLost } from "./outcomes.ts";

/** A lease is renewed this often (ms): three misses are not yet a loss. */
const RENEW_MS = LEASE_MS / 4;

/** Keeps the leases of a worker's running jobs, all of them with one statement. */
export interface Leases {
  /** Renews the job's lease until called off; `stop` is aborted when it is lost or the job is to be cancelled. */
  keep(job: Pick<Job, "id" | "fence">, stop: AbortController): () => void;
}

export function createLeases(jobs: Pick<JobStore, "renew">): Leases {
  const held = new Map<string, { fence: number; stop: AbortController }>();
  let timer: NodeJS.Timeout | undefined;

  const renew = async () => {
    const asked = [...held].map(([id, { fence }]) => ({ id, fence }));
    // A database that is away loses nothing: while it is, nobody else can take the jobs either.
    const states = await jobs.renew(asked, LEASE_MS).catch(() => undefined);
    for (const [at, { id, fence }] of asked.entries()) {
      const lease = held.get(id);
      if (lease?.fence !== fence) continue;
      if (states?.[at] === "cancel") lease.stop.abort(cancelled());
      if (states?.[at] === "lost") lease.stop.abort(new LeaseLost("the lease ran out"));
    }
  };
  return {
    keep({ id, fence }, stop) {
      const lease = { fence, stop };
      held.set(id, lease);
      timer ??= setInterval(() => void renew(), RENEW_MS);
      return () => {
        if (held.get(id) === lease) held.delete(id);
        if (held.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

export function cancelled(): SfumatoError {
  return new SfumatoError("E_CANCELLED", "Cancelled.", { spent: "unknown" });
}
