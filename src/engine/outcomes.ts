import type { ErrorRecord } from "../domain/errors.ts";

/** Thrown inside a job to put it back into the queue: a rate limit, a stopping process. Costs no attempt. */
export class WaitSignal extends Error {
  readonly reason: string;
  readonly delayMs: number;
  constructor(reason: string, delayMs: number) {
    super(reason);
    this.reason = reason;
    this.delayMs = delayMs;
  }
}

/** Thrown inside a job whose lease another worker holds now: it must change nothing more. */
export class LeaseLost extends Error {}

/** What a job stopped with, before it is stored. */
export interface Stopped {
  state: "failed" | "blocked_budget" | "cancelled";
  error: ErrorRecord;
}
