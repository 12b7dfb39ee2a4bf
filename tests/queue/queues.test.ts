import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { createBullQueue } from "../../src/queue/bullmq.ts";
import { createInMemoryQueue } from "../../src/queue/in-memory.ts";
import { createOwnFirst } from "../../src/queue/own-first.ts";
import { queueContract } from "../contracts/queue-contract.ts";
import { freshDatabase } from "../postgres.ts";
import { hasRedis, startRedis } from "../redis.ts";

const log = pino({ level: "silent" });

queueContract("in memory", async () => ({ open: async () => createInMemoryQueue(), close: async () => {} }));

queueContract("own consumer first", async () => ({
  open: async () => createOwnFirst(createInMemoryQueue()),
  close: async () => {},
}));

test("what the own consumer has no slot for is carried to another process", async () => {
  const carried: string[] = [];
  const others = { ...createInMemoryQueue(), wake: async (jobId: string) => void carried.push(jobId) };
  const queue = createOwnFirst(others);
  await queue.wake("nobody listens here");
  const gate = Promise.withResolvers<void>();
  let own = 0;
  await queue.consume(async () => {
    own++;
    await gate.promise;
  }, 2);
  for (const jobId of ["a", "b", "c"]) await queue.wake(jobId);
  expect([own, carried]).toEqual([2, ["nobody listens here", "c"]]);
  gate.resolve();
  await queue.stop();
});

queueContract("BullMQ on PostgreSQL", async () => {
  const { url, drop } = await freshDatabase();
  return { open: () => createBullQueue({ databaseUrl: url, log }), close: drop };
});

describe.skipIf(!hasRedis)("with redis-server on this machine", () => {
  queueContract("BullMQ on Redis", async () => {
    const server = await startRedis();
    return { open: () => createBullQueue({ redisUrl: server.url, databaseUrl: "", log }), close: server.stop };
  });

  test("a wake never hangs while Redis is away, and wakes arrive again when it is back", async () => {
    const server = await startRedis();
    const queue = await createBullQueue({ redisUrl: server.url, databaseUrl: "", log });
    const woken = Promise.withResolvers<void>();
    await queue.consume(async () => woken.resolve(), 1);
    await queue.ping();
    await server.stop();
    await queue.wake("while it is away");
    await expect(queue.ping()).rejects.toThrow();
    await server.start();
    await expect
      .poll(
        () =>
          queue.ping().then(
            () => "up",
            () => "down",
          ),
        { timeout: 10_000 },
      )
      .toBe("up");
    await queue.wake("when it is back");
    await woken.promise;
    await queue.stop();
    await queue.close();
    await server.stop();
  });

  test("closing does not hang while Redis is away", async () => {
    const server = await startRedis();
    const queue = await createBullQueue({ redisUrl: server.url, databaseUrl: "", log });
    await queue.consume(async () => {}, 1);
    await queue.ping();
    await server.stop();
    await queue.close();
  });
});

describe("BullMQ on PostgreSQL", () => {
  test("a wake never hangs while the database is away", async () => {
    const { url, drop } = await freshDatabase();
    const queue = await createBullQueue({ databaseUrl: url, log });
    await drop();
    await queue.wake("one");
    await expect(queue.ping()).rejects.toThrow();
    await queue.close();
  });
});
