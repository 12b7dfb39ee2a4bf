import type { Job } from "../domain/job.ts";

/** The same wish twice in a chat: what exists or is being made is not paid for again. */
export interface SameWishStore {
  /**
   * The chat's newest job of this fingerprint that succeeded within the time, else one that waits or runs. Until the
   * caller's transaction ends nobody else gets an answer for it, and the job does not end.
   */
  find(
    fingerprint: string,
    chatKey: string,
    withinMs: number,
  ): Promise<Pick<Job, "id" | "sessionId" | "state" | "output"> | undefined>;
  remember(jobId: string, fingerprint: string): Promise<void>;
  /** The session's card gets the job's result too. */
  join(jobId: string, sessionId: string): Promise<void>;
  /** Sessions that joined a job. */
  joined(jobId: string): Promise<string[]>;
}
