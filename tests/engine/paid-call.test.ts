import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SfumatoError } from "../../src/domain/errors.ts";
import { createEngineWorld, fails, first, IMAGE_COST, painted, spoken, TEXT_COST } from "./engine-world.ts";

let world: Awaited<ReturnType<typeof createEngineWorld>>;
beforeAll(async () => {
  world = await createEngineWorld();
});
afterAll(() => world.end());
beforeEach(() => world.reset());

const runToEnd = async (tool: string) => {
  const job = await world.submit(tool);
  await world.run();
  return world.get(job.id);
};
const limited = (retryAfterMs: number) =>
  fails("E_AI_MODEL_UNAVAILABLE", { retryable: true, details: { reason: "rate_limited", retryAfterMs } });
const overloaded = fails("E_AI_MODEL_UNAVAILABLE", { retryable: true, details: { reason: "overloaded" } });
const broken = fails("E_AI_MODEL_UNAVAILABLE", {
  retryable: true,
  spent: "unknown",
  details: { reason: "server_error" },
});

describe("a provider that says no", () => {
  test("429 with a long retry-after puts the job back, which costs no attempt, and goes on afterwards", async () => {
    world.paint = first(limited(30_000), painted);
    const waiting = await runToEnd("draw");
    expect(waiting).toMatchObject({ state: "queued", attempts: 0 });
    expect((await world.stores.jobs.events(waiting.id)).at(-1)).toMatchObject({ type: "waiting", untilMs: 30_000 });
    expect(await world.run()).toBe(false);
    await world.skipWaits();
    await world.run();
    expect((await world.get(waiting.id)).state).toBe("succeeded");
    expect(await world.calls(waiting.id)).toEqual({ picture: "released", "picture#2": "settled" });
    expect(await world.spent(waiting)).toEqual([IMAGE_COST, 0]);
  });

  test("429 with a short one is waited for in place, as often as it comes", async () => {
    world.paint = async (nth) => (nth < 6 ? limited(1_500)() : painted());
    expect((await runToEnd("draw")).state).toBe("succeeded");
    expect(world.slept).toEqual([1_500, 1_500, 1_500, 1_500, 1_500, 1_500]);
  });

  test("a rate limit that never ends fails the job in the end", async () => {
    world.paint = limited(30_000);
    const job = await runToEnd("draw");
    await world.db.execute(
      sql`update paid_calls set reserved_at = now() - interval '15 minutes' where job_id = ${job.id}`,
    );
    await world.skipWaits();
    await world.run();
    expect(await world.get(job.id)).toMatchObject({ state: "failed", lastError: { code: "E_AI_MODEL_UNAVAILABLE" } });
    expect(await world.spent(job)).toEqual([0, 0]);
  });

  test.each([
    ["503", overloaded],
    ["a refused connection", fails("E_AI_MODEL_UNAVAILABLE", { retryable: true, details: { reason: "unreachable" } })],
  ])("%s proves that nothing was billed: tried again with growing waits, then given up", async (_name, fault) => {
    world.paint = async (nth) => (nth < 2 ? fault() : painted());
    expect((await runToEnd("draw")).state).toBe("succeeded");
    expect(world.slept).toEqual([500, 1_000]);
    world.reset();
    world.paint = fault;
    const job = await runToEnd("draw");
    expect(job.state).toBe("failed");
    expect(world.painted).toHaveLength(4);
    expect(await world.spent(job)).toEqual([0, 0]);
  });

  test("500 on a picture proves nothing: it counts as spent and is not called again", async () => {
    world.paint = broken;
    const job = await runToEnd("draw");
    expect(job).toMatchObject({ state: "failed", lastError: { code: "E_AI_MODEL_UNAVAILABLE", spent: "unknown" } });
    expect(world.painted).toHaveLength(1);
    expect(await world.spent(job)).toEqual([IMAGE_COST, 0]);
    expect(await world.calls(job.id)).toEqual({ picture: "unknown" });
  });

  test("500 on a text call is tried three times", async () => {
    world.speak = broken;
    expect((await runToEnd("write")).state).toBe("failed");
    expect(world.asked).toHaveLength(3);
    world.reset();
    world.speak = first(broken, spoken);
    const job = await runToEnd("write");
    expect(job.state).toBe("succeeded");
    expect(await world.spent(job)).toEqual([2 * TEXT_COST, 0]);
  });

  test.each(["E_AI_REFUSED", "E_PROMPT_INVALID"] as const)(
    "%s is never sent again, and costs nothing",
    async (code) => {
      world.paint = fails(code, {});
      const job = await runToEnd("draw");
      expect(job).toMatchObject({ state: "failed", lastError: { code } });
      expect(world.painted).toHaveLength(1);
      expect(await world.spent(job)).toEqual([0, 0]);
    },
  );

  test("a fault of our own around the call proves nothing: never released, never called again", async () => {
    world.paint = async () => {
      throw new TypeError("a bug in an adapter");
    };
    const job = await runToEnd("draw");
    expect(job.state).toBe("queued");
    await world.skipWaits();
    await world.run();
    expect(await world.get(job.id)).toMatchObject({ state: "failed", lastError: { code: "E_AI_TIMEOUT" } });
    expect(world.painted).toHaveLength(1);
    expect(await world.spent(job)).toEqual([IMAGE_COST, 0]);
  });
});

describe("an answer that breaks the schema", () => {
  const bad = fails("E_AI_BAD_ANSWER", { spent: "yes", details: { answer: "{", problem: "no JSON", costMicros: 500 } });

  test("is shown to the model once, and both calls are booked", async () => {
    world.speak = first(bad, spoken);
    const job = await runToEnd("write");
    expect(job.state).toBe("succeeded");
    expect(world.asked).toMatchObject([{}, { repair: { answer: "{", problem: "no JSON" } }]);
    expect(await world.calls(job.id)).toEqual({ words: "settled", "words/repair": "settled" });
    expect(await world.spent(job)).toEqual([500 + TEXT_COST, 0]);
  });

  test("twice is the end", async () => {
    world.speak = bad;
    expect(await runToEnd("write")).toMatchObject({ state: "failed", lastError: { code: "E_AI_BAD_ANSWER" } });
    expect(world.asked).toHaveLength(2);
  });
});

describe("money", () => {
  test("no room: the job is blocked, says by what, and nothing was sent", async () => {
    world.caps = { ...world.caps, session: IMAGE_COST - 1 };
    const job = await runToEnd("draw");
    expect(job).toMatchObject({
      state: "blocked_budget",
      lastError: { code: "E_BUDGET_BLOCKED", spent: "no", details: { scope: "session", leftMicros: IMAGE_COST - 1 } },
    });
    expect(world.painted).toHaveLength(0);
    expect((await world.stores.sessions.get(job.sessionId as string))?.status).toBe("draft");
  });

  test("a model without a known price is not called", async () => {
    const deps = world.deps();
    const job = await world.submit("draw");
    await world.run({
      ...deps,
      models: { ...deps.models, images: deps.models.images.map((m) => ({ ...m, quote: () => null })) },
    });
    expect(await world.get(job.id)).toMatchObject({
      state: "failed",
      lastError: { details: { reason: "unknown_price" } },
    });
    expect(world.painted).toHaveLength(0);
  });

  test("an actual cost above the estimate is booked in full and reported", async () => {
    world.paint = async () => ({ ...(await painted()), costMicros: 55_000.2 });
    const job = await runToEnd("draw");
    expect(await world.spent(job)).toEqual([55_001, 0]);
    expect(world.overruns).toEqual([
      { callKey: `${job.id}/picture`, estimateMicros: IMAGE_COST, actualMicros: 55_001, chatKey: "fake:c1" },
    ]);
  });

  test("a proof that cannot be written does not lose an answer that is in hand", async () => {
    const deps = world.deps();
    const job = await world.submit("draw");
    const full = () => Promise.reject(new SfumatoError("E_STORAGE_IO", "the disk is full"));
    await world.run({ ...deps, answers: { ...deps.answers, write: full } });
    expect((await world.get(job.id)).state).toBe("succeeded");
    expect(await world.spent(job)).toEqual([IMAGE_COST, 0]);
  });

  test("a picture that cannot be kept just now is kept by the next run, not bought again", async () => {
    const job = await world.submit("draw");
    const full = () => Promise.reject(new SfumatoError("E_STORAGE_IO", "the disk is full"));
    await world.run({ ...world.deps(), files: { ...world.files, keep: full } });
    expect((await world.get(job.id)).state).toBe("queued");
    await world.skipWaits();
    await world.run();
    expect((await world.get(job.id)).state).toBe("succeeded");
    expect(world.painted).toHaveLength(1);
    expect(await world.spent(job)).toEqual([IMAGE_COST, 0]);
  });
});

describe("words that the first model cannot give", () => {
  const other = () => {
    const deps = world.deps();
    const text = deps.models.text("refine", deps.models.images[0] as never);
    const answer = async () => ({ value: { words: "from another" }, costMicros: 7, usage: {} });
    const standIn = { ...text, provider: "other", ask: answer as never };
    return { ...deps, models: { ...deps.models, standIns: () => [standIn] } };
  };

  test("come from another, under a reservation of its own", async () => {
    world.speak = fails("E_AI_MODEL_UNAVAILABLE", { spent: "no" });
    const job = await world.submit("write");
    await world.run(other());
    expect((await world.get(job.id)).output).toEqual({ words: "from another" });
    expect(await world.calls(job.id)).toEqual({ words: "released", "words/stand-in": "settled" });
    expect(await world.spent(job)).toEqual([7, 0]);
  });

  test("are not asked of another when the wish itself is refused", async () => {
    world.speak = fails("E_AI_REFUSED", { spent: "no" });
    const job = await world.submit("write");
    await world.run(other());
    expect((await world.get(job.id)).lastError?.code).toBe("E_AI_REFUSED");
  });
});
