/**
 * Wakes workers. It carries nothing but job ids and may lose or double any of them: the jobs table is the truth,
 * and a sweep wakes what was lost.
 */
export interface Queue {
  /** Tells some worker that a job waits. Waking the same job twice while the first wake is pending is one wake. Never blocks on a broken connection. */
  wake(jobId: string): Promise<void>;
  /** Calls `work` for each wake, at most `concurrency` at once; the slot is taken until `work` settles. */
  consume(work: () => Promise<void>, concurrency: number): Promise<void>;
  /** Rejects when the queue cannot be reached. */
  ping(): Promise<void>;
  /** Takes no more wakes, then waits for running work. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** Short messages between processes that share a database: something changed, look again. They may be lost. */
export interface Signals {
  subscribe(topic: SignalTopic, listener: (id: string) => void): () => void;
}

/** `job`: its events or state changed. `cancel`: a running job must stop. `outbox`: a platform has something to post. */
export type SignalTopic = "job" | "cancel" | "outbox";
