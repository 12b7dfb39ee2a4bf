import type { Queue } from "../ports/queue.ts";

/**
 * A queue whose wakes go to this process's own consumer as long as it has a free slot; the others are carried to whoever
 * listens. One process on one machine so needs no message to itself (docs/decisions/0029).
 */
export function createOwnFirst(queue: Queue): Queue {
  const running = new Set<Promise<void>>();
  const waiting: (() => void)[] = [];
  let work: (() => Promise<void>) | undefined;
  let slots = 0;

  const run = (process: () => Promise<void>): Promise<void> => {
    const done: Promise<void> = process().finally(() => {
      running.delete(done);
      waiting.shift()?.();
    });
    running.add(done);
    return done;
  };
  /** A wake that was carried here while all slots are taken waits for one. */
  const carried = async (process: () => Promise<void>) => {
    while (running.size >= slots) await new Promise<void>((free) => waiting.push(free));
    if (work) await run(process);
  };
  return {
    async wake(jobId) {
      if (work && running.size < slots) run(work).catch(() => {});
      else await queue.wake(jobId);
    },
    async consume(process, concurrency) {
      work = process;
      slots = concurrency;
      await queue.consume(() => carried(process), concurrency);
    },
    ping: () => queue.ping(),
    async stop() {
      work = undefined;
      await Promise.all([queue.stop(), ...[...running].map((done) => done.catch(() => {}))]);
    },
    close: () => queue.close(),
  };
}
