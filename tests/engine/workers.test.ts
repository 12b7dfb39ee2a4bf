import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { Redis } from "ioredis";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { createWorker, type Worker } from "../../src/engine/worker.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Queue } from "../../src/ports/queue.ts";
import { createBullQueue } from "../../src/queue/bullmq.ts";
import { createInMemoryQueue } from "../../src/queue/in-memory.ts";
import { defineTool } from "../../src/tools/tool.ts";
import { hasRedis, startRedis } from "../redis.ts";
import { createEngineWorld, IMAGE_COST, painted } from "./engine-world.ts";

const log = pino({ level: "silent" });
const clock: Clock = { now: () => new Date(), sleep: (ms, signal) => delay(ms, undefined, { signal }) };
/** Nobody is told of a cancellation: workers find it when they renew. */
const signals = { subscribe: () => () => {} };

let world: Awaited<ReturnType<typeof createEngineWorld>>;
const running: { worker: Worker; queue: Queue }[] = [];
beforeEach(async () => {
  world = await createEngineWorld();
});
afterEach(async () => {
  for (const { worker, queue } of running.splice(0)) {
    await worker.stop(5_000);
    await queue.close();
  }
  await world.end();
});

const start = async (queue: Queue, concurrency = 4) => {
  const worker = createWorker({ ...world.deps(), clock, queue, signals, concurrency, perChat: 4 });
  await worker.start();
  running.push({ worker, queue });
  return worker;
};
const submit = async (count: number, queue?: Queue) => {
  for (let n = 0; n < count; n++) {
    const job = await world.submit(n % 4 === 0 ? "draw" : "write", { chatId: `c${n % 7}` });
    await queue?.wake(job.id);
  }
};
const states = async () => {
  const rows = await world.db.execute<{ state: string; n: number }>(
    sql`select state, count(*)::int as n from jobs group by state`,
  );
  return Object.fromEntries(rows.map((row) => [row.state, row.n]));
};
const endEach = async (count: number) => {
  await expect.poll(states, { timeout: 18_000, interval: 50 }).toEqual({ succeeded: count });
  const rows = await world.db.execute<{ ends: number }>(
    sql`select count(*)::int as ends from job_events where event->>'type' = 'ended' group by job_id`,
  );
  expect(rows.map((row) => row.ends)).toEqual(Array.from({ length: count }, () => 1));
  expect(await world.stores.money.audit()).toEqual([]);
};

describe("several workers on one database", () => {
  test("end 200 jobs, each once and paid once", async () => {
    const queues = await Promise.all([1, 2, 3].map(() => createBullQueue({ databaseUrl: world.url, log })));
    for (const queue of queues) await start(queue);
    await submit(200, queues[0]);
    await endEach(200);
    expect(world.painted).toHaveLength(50);
    expect(world.asked).toHaveLength(150);
  });

  test("find jobs that nobody was told of, and a chat's backlog goes on without wakes", async () => {
    await submit(40);
    await start(createInMemoryQueue());
    await endEach(40);
  });

  test("photos that wait to be taken in leave half of the slots to other work, and end all the same", async () => {
    const gate = Promise.withResolvers<void>();
    let atOnce = 0;
    let most = 0;
    const receive = defineTool<object>({
      id: "receive",
      input: z.object({}),
      quote: () => ({ maxMicros: 0 }),
      async run() {
        most = Math.max(most, ++atOnce);
        await gate.promise;
        atOnce--;
        return null;
      },
    });
    world.tools.set("receive", receive);
    const submitEach = (tool: string, count: number) =>
      Promise.all(Array.from({ length: count }, (_, n) => world.submit(tool, { chatId: `${tool}${n}` })));
    await submitEach("receive", 10);
    const others = await submitEach("write", 10);
    await start(createInMemoryQueue());
    for (const { id } of others)
      await expect.poll(async () => (await world.get(id)).state, { timeout: 10_000 }).toBe("succeeded");
    expect(await states()).toEqual({ queued: 8, running: 2, succeeded: 10 });
    gate.resolve();
    await endEach(20);
    expect(most).toBe(2);
  });

  test("stopping one waits for its call and leaves the rest to the other", async () => {
    const began = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    world.paint = async () => {
      began.resolve();
      await gate.promise;
      return painted();
    };
    const job = await world.submit("draw");
    const first = await start(createInMemoryQueue());
    await began.promise;
    const stopped = first.stop(10_000);
    gate.resolve();
    await stopped;
    expect((await world.get(job.id)).state).toBe("queued");
    await start(createInMemoryQueue());
    await endEach(1);
    expect(world.painted).toHaveLength(1);
    expect(await world.spent(job)).toEqual([IMAGE_COST, 0]);
  });
});

describe.skipIf(!hasRedis)("on Redis", () => {
  test("all its data may vanish in the middle: every job still ends, once", async () => {
    const server = await startRedis();
    const open = () => createBullQueue({ redisUrl: server.url, databaseUrl: "", log });
    const queue = await open();
    await start(queue);
    await start(await open());
    await submit(30, queue);
    const admin = new Redis(server.url);
    await admin.flushall();
    await submit(10);
    await admin.flushall();
    await endEach(40);
    admin.disconnect();
    for (const { worker, queue: one } of running.splice(0)) {
      await worker.stop(5_000);
      await one.close();
    }
    await server.stop();
  });

  test("jobs end while Redis is away", async () => {
    const server = await startRedis();
    await start(await createBullQueue({ redisUrl: server.url, databaseUrl: "", log }));
    await server.stop();
    await submit(5);
    await endEach(5);
    const [only] = running.splice(0);
    await only?.worker.stop(500);
    await only?.queue.close();
  });
});
