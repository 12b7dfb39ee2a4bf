import { type Job, LEASE_MS } from "../domain/job.ts";
import { INTAKE_TOOLS } from "../domain/job-kinds.ts";
import type { JobStore } from "../ports/stores.ts";

/** Takes jobs for the slots of one worker. */
export interface Claims {
  /** The next job that may run here, or undefined. */
  next(): Promise<Job | undefined>;
  /** Says that a job of {@link Claims.next} runs here no more. */
  ended(job: Job): void;
}

export interface ClaimOptions {
  /** Jobs of one chat that may run at once. */
  perChat: number;
  /** Jobs that run here at once. Half of them, at least one, may take photos in. */
  slots: number;
  /** Called when a job may run that was held back. */
  onRoom?(): void;
}

/**
 * Photos wait for the decoder, which takes them one by one: were they let into every slot, a pile of them would keep all
 * other work waiting, though it needs no decoder. So they get half of the slots.
 */
export function createClaims(jobs: Pick<JobStore, "claim">, { perChat, slots, onRoom }: ClaimOptions): Claims {
  const most = Math.max(1, Math.floor(slots / 2));
  const takingIn = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();
  const claim = async () => {
    const except = takingIn.size < most ? [] : [...INTAKE_TOOLS];
    const job = await jobs.claim({ perChat, leaseMs: LEASE_MS, except });
    if (job && INTAKE_TOOLS.has(job.tool)) takingIn.add(job.id);
    return job;
  };
  return {
    // One after the other, to know what the one before took; the database lets one claim in at a time as well.
    next() {
      const claimed = last.then(claim);
      last = claimed.catch(() => {});
      return claimed;
    },
    ended(job) {
      if (takingIn.delete(job.id)) onRoom?.();
    },
  };
}
