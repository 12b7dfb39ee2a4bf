import type { Queue } from "../ports/queue.ts";

/** A queue inside one process: for tests, and the fake of the contract suite. */
export function createInMemoryQueue(): Queue {
  const pending = new Set<string>();
  const running = new Set<Promise<void>>();
  let work: (() => Promise<void>) | undefined;
  let slots = 0;
  const turn = () => {
    for (const jobId of pending) {
      if (!work || running.size >= slots) return;
      pending.delete(jobId);
      const run: Promise<void> = work()
        .catch(() => {})
        .finally(() => {
          running.delete(run);
          turn();
        });
      running.add(run);
    }
  };
  return {
    async wake(jobId) {
      pending.add(jobId);
      turn();
    },
    async consume(process, concurrency) {
      work = process;
      slots = concurrency;
      turn();
    },
    async ping() {},
    async stop() {
      work = undefined;
      await Promise.all(running);
    },
    async close() {},
  };
}
