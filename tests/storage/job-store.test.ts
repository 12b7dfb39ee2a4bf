import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SfumatoError } from "../../src/domain/errors.ts";
import type { Job } from "../../src/domain/job.ts";
import { freshStores } from "../postgres.ts";
import { LEASE, newJob, runningJob } from "./ledger-world.ts";

let world: Awaited<ReturnType<typeof freshStores>>;
beforeEach(async () => {
  world = await freshStores(16);
});
afterEach(() => world.close());

const jobs = () => world.stores.jobs;
const claim = (perChat = 1_000) => jobs().claim({ perChat, leaseMs: LEASE });
const add = async (chatId: string, count = 1) => {
  for (let n = 0; n < count; n++) await jobs().add(newJob({ chatId }));
};
const done = { state: "succeeded", error: null, output: { ok: true } } as const;
const expireLeases = () => world.db.execute(sql`update jobs set lease_until = now() - interval '1 second'`);
const eventTypes = async (id: string) => (await jobs().events(id)).map((event) => event.type);

describe("the order of claims", () => {
  test("chats take turns: a hundred jobs of one do not make another wait for them", async () => {
    await add("flood", 100);
    for (let n = 0; n < 10; n++) await claim();
    await add("late", 3);
    const order = [];
    for (let n = 0; n < 6; n++) order.push((await claim())?.chatId);
    expect(order).toEqual(["flood", "late", "flood", "late", "flood", "late"]);
  });

  test("a chat never runs more than its limit, however many claim at once", async () => {
    await add("flood", 30);
    await add("other", 1);
    const claimed = await Promise.all(Array.from({ length: 16 }, () => claim(3)));
    const of = (chatId: string) => claimed.filter((job) => job?.chatId === chatId).length;
    expect([of("flood"), of("other")]).toEqual([3, 1]);
    const running = claimed.find((job) => job?.chatId === "flood") as Job;
    await jobs().finish(running.id, running.fence, done);
    expect((await claim(3))?.chatId).toBe("flood");
    expect(await claim(3)).toBeUndefined();
  });

  test("no job is claimed twice by claimers that come at once", async () => {
    for (let n = 0; n < 40; n++) await add(`c${n % 7}`);
    const claimer = async () => {
      const mine: string[] = [];
      for (let job = await claim(); job; job = await claim()) mine.push(job.id);
      return mine;
    };
    const all = (await Promise.all(Array.from({ length: 8 }, claimer))).flat();
    expect(all).toHaveLength(40);
    expect(new Set(all).size).toBe(40);
  });

  test("position says how many are served before, and one that waits for a provider holds no turn for newcomers", async () => {
    await add("a", 2);
    const { job } = await jobs().add(newJob({ chatId: "b" }));
    expect(await jobs().position(job.id)).toBe(2);
    const first = (await claim()) as Job;
    await jobs().requeue(first.id, first.fence, { delayMs: 60_000, countAttempt: false, error: null });
    expect((await claim())?.id).toBe(job.id);
    expect(await jobs().overdue(10)).toHaveLength(1);
  });
});

describe("a lease", () => {
  test("that was lost changes nothing", async () => {
    const old = await runningJob(world.stores);
    await expireLeases();
    expect(await jobs().takeBackExpired()).toEqual([{ id: old.id, state: "queued" }]);
    const now = (await claim()) as Job;
    expect(now.fence).toBeGreaterThan(old.fence);
    expect(await jobs().finish(old.id, old.fence, done)).toBe(false);
    expect(await jobs().saveStep(old.id, old.fence, "late", 1)).toBe(false);
    expect(await jobs().requeue(old.id, old.fence, { delayMs: 0, countAttempt: true, error: null })).toBe(false);
    expect(await jobs().renew([old], LEASE)).toEqual(["lost"]);
    expect(await jobs().steps(old.id)).toEqual(new Map());
    expect(await jobs().finish(now.id, now.fence, done)).toBe(true);
    expect(await eventTypes(old.id)).toEqual(["queued", "started", "taken_back", "started", "ended"]);
  });

  test("that is renewed in time is not taken back", async () => {
    const job = await runningJob(world.stores);
    await expireLeases();
    expect(await jobs().renew([job], LEASE)).toEqual(["held"]);
    expect(await jobs().takeBackExpired()).toEqual([]);
  });

  test("that ran out three times without a step sets the job aside; a finished step starts the count again", async () => {
    const job = await runningJob(world.stores);
    for (let n = 0; n < 4; n++) {
      if (n === 1)
        expect(await jobs().saveStep(job.id, (await jobs().get(job.id))?.fence as number, "one", [1])).toBe(true);
      await expireLeases();
      expect((await jobs().takeBackExpired())[0]?.state).toBe(n < 3 ? "queued" : "failed");
      await claim();
    }
    expect(await jobs().get(job.id)).toMatchObject({ state: "failed", lastError: { code: "E_INTERNAL" } });
    expect((await jobs().events(job.id)).at(-1)).toMatchObject({
      type: "ended",
      state: "failed",
      error: { code: "E_INTERNAL" },
    });
    expect(await jobs().steps(job.id)).toEqual(new Map([["one", [1]]]));
  });

  test("waiting for a provider gives the attempt back, a fault does not", async () => {
    const job = await runningJob(world.stores);
    await jobs().requeue(job.id, job.fence, { delayMs: 0, countAttempt: false, error: null });
    const second = (await claim()) as Job;
    expect(second.attempts).toBe(1);
    await jobs().requeue(job.id, second.fence, { delayMs: 0, countAttempt: true, error: null });
    expect((await claim())?.attempts).toBe(2);
  });

  test("a step is saved once, and saving it again is no loss of the lease", async () => {
    const job = await runningJob(world.stores);
    expect(await jobs().saveStep(job.id, job.fence, "one", { n: 1 })).toBe(true);
    expect(await jobs().saveStep(job.id, job.fence, "one", { n: 2 })).toBe(true);
    expect(await jobs().saveStep(job.id, job.fence, "nothing", undefined)).toBe(true);
    expect(await jobs().steps(job.id)).toEqual(
      new Map<string, unknown>([
        ["one", { n: 1 }],
        ["nothing", null],
      ]),
    );
  });
});

describe("cancelling", () => {
  test("ends a waiting job and asks a running one", async () => {
    const { job } = await jobs().add(newJob());
    expect(await jobs().cancel(job.id)).toBe("cancelled");
    expect(await jobs().cancel(job.id)).toBeUndefined();
    const running = await runningJob(world.stores);
    expect(await jobs().cancel(running.id)).toBe("running");
    expect(await jobs().renew([running], LEASE)).toEqual(["cancel"]);
    await expireLeases();
    expect(await jobs().takeBackExpired()).toEqual([{ id: running.id, state: "cancelled" }]);
    expect(await eventTypes(running.id)).toEqual(["queued", "started", "ended"]);
  });

  test("one that is put back meanwhile does not wait before it ends", async () => {
    const job = await runningJob(world.stores);
    await jobs().cancel(job.id);
    await jobs().requeue(job.id, job.fence, { delayMs: 600_000, countAttempt: false, error: null });
    expect(await claim()).toMatchObject({ id: job.id, cancelRequested: true });
  });
});

describe("adding", () => {
  test("the same idempotency key is the same job, also at once", async () => {
    const job = newJob();
    const added = await Promise.all(Array.from({ length: 6 }, (_, n) => jobs().add({ ...job, id: `${job.id}-${n}` })));
    expect(added.filter((one) => one.created)).toHaveLength(1);
    expect(new Set(added.map((one) => one.job.id)).size).toBe(1);
    expect(await eventTypes(added[0]?.job.id as string)).toEqual(["queued"]);
  });

  test("a session has one job at a time, also when two wishes come at once", async () => {
    const { id: sessionId } = await world.stores.sessions.add(session);
    const wishes = await Promise.allSettled(Array.from({ length: 4 }, () => jobs().add(newJob({ sessionId }))));
    const refused = wishes.flatMap((wish) => (wish.status === "rejected" ? [wish.reason] : []));
    expect(refused).toHaveLength(3);
    for (const error of refused) expect(error).toMatchObject({ code: "E_DUPLICATE" } satisfies Partial<SfumatoError>);
    const job = (await claim()) as Job;
    await jobs().finish(job.id, job.fence, { ...done, state: "failed" });
    expect((await world.stores.sessions.get(sessionId))?.status).toBe("failed");
    expect((await jobs().add(newJob({ sessionId }))).created).toBe(true);
  });
});

describe("events", () => {
  test("are numbered without a gap, however many come at once", async () => {
    const { job } = await jobs().add(newJob());
    await Promise.all(Array.from({ length: 40 }, (_, n) => jobs().emit(job.id, { type: "warning", message: `${n}` })));
    const numbers = await world.db.execute<{ number: number }>(
      sql`select number from job_events where job_id = ${job.id} order by number`,
    );
    expect(numbers.map((row) => row.number)).toEqual(Array.from({ length: 41 }, (_, n) => n + 1));
  });

  test("a chat has something to show until the newest is shown", async () => {
    const { job } = await jobs().add(newJob());
    expect(await jobs().toShow("fake")).toEqual([job.id]);
    await jobs().markShown(job.id, 1);
    expect(await jobs().toShow("fake")).toEqual([]);
    await jobs().cancel(job.id);
    expect(await jobs().getToShow(job.id)).toMatchObject({ last: 2, shown: 1 });
  });
});

const session = {
  ...{ id: "s1", personId: "p1", personName: "Ada", language: "en", goal: "a fox", status: "running" as const },
  place: { platform: "fake", chatId: "c1", threadId: null, kind: "private" as const },
  options: { provider: "fake", aspect: "1:1", preset: "draft" as const, iterations: 1, negative: "", seed: null },
  ...{
    prompt: null,
    originalPrompt: null,
    checklist: null,
    assumptions: [],
    literals: [],
    recommendations: [],
    photo: null,
  },
  ...{ bestIterationId: null, bestChosenByPerson: false, originMessageId: null },
};
