import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Queue } from "../../src/ports/queue.ts";

export interface QueueHouse {
  /** A queue on the same backend, as another process would open it. */
  open(): Promise<Queue>;
  close(): Promise<void>;
}

/** Resolves when `holds` does; looks again after every change that `changed` announces. */
function watcher() {
  let wake = () => {};
  return {
    changed: () => wake(),
    async until(holds: () => boolean) {
      while (!holds())
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    },
  };
}

/** What the engine relies on, for every queue. */
export function queueContract(name: string, openHouse: () => Promise<QueueHouse>) {
  describe(`queue contract: ${name}`, () => {
    let house: QueueHouse;
    const opened: Queue[] = [];
    const open = async () => {
      const queue = await house.open();
      opened.push(queue);
      return queue;
    };
    beforeEach(async () => {
      house = await openHouse();
    });
    afterEach(async () => {
      for (const queue of opened.splice(0)) {
        await queue.stop();
        await queue.close();
      }
      await house.close();
    });

    test("each wake reaches a consumer, also those sent before it listens", async () => {
      const queue = await open();
      const { changed, until } = watcher();
      let calls = 0;
      for (let n = 0; n < 5; n++) await queue.wake(`early-${n}`);
      await queue.consume(async () => {
        calls++;
        changed();
      }, 4);
      await until(() => calls >= 5);
      for (let n = 0; n < 20; n++) await queue.wake(`late-${n}`);
      await until(() => calls >= 25);
      await queue.ping();
    });

    test("never more at once than the slots, and a slot is taken until its work settles", async () => {
      const queue = await open();
      const { changed, until } = watcher();
      const gate = Promise.withResolvers<void>();
      let running = 0;
      let most = 0;
      let ended = 0;
      await queue.consume(async () => {
        most = Math.max(most, ++running);
        changed();
        await gate.promise;
        running--;
        ended++;
        changed();
      }, 3);
      for (let n = 0; n < 12; n++) await queue.wake(`job-${n}`);
      await until(() => running === 3);
      gate.resolve();
      await until(() => ended >= 12);
      expect(most).toBe(3);
    });

    test("waking twice does no harm, and the same job can be woken again afterwards", async () => {
      const queue = await open();
      const { changed, until } = watcher();
      let calls = 0;
      await queue.wake("one");
      await queue.wake("one");
      await queue.consume(async () => {
        calls++;
        changed();
      }, 2);
      await until(() => calls >= 1);
      const before = calls;
      await expect
        .poll(async () => {
          await queue.wake("one");
          return calls;
        })
        .toBeGreaterThan(before);
    });

    test("work that fails keeps its slot free for the next", async () => {
      const queue = await open();
      const { changed, until } = watcher();
      let calls = 0;
      await queue.consume(async () => {
        calls++;
        changed();
        throw new Error("a fault");
      }, 1);
      for (let n = 0; n < 4; n++) await queue.wake(`job-${n}`);
      await until(() => calls >= 4);
    });

    test("stop waits for running work and takes no more", async () => {
      const queue = await open();
      const { changed, until } = watcher();
      const gate = Promise.withResolvers<void>();
      let began = 0;
      let ended = 0;
      await queue.consume(async () => {
        began++;
        changed();
        await gate.promise;
        ended++;
      }, 1);
      await queue.wake("a");
      await queue.wake("b");
      await until(() => began === 1);
      const stopped = queue.stop();
      gate.resolve();
      await stopped;
      expect([began, ended]).toEqual([1, 1]);
    });
  });
}
