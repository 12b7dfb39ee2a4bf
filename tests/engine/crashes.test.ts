import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createEngineWorld, IMAGE_COST, mortal, TEXT_COST } from "./engine-world.ts";

let world: Awaited<ReturnType<typeof createEngineWorld>>;
beforeAll(async () => {
  world = await createEngineWorld();
});
afterAll(() => world.end());
beforeEach(() => world.reset());

interface Row {
  at: string;
  after?: boolean;
  state: "succeeded" | "failed";
  calls: number;
  spent: number;
  keys: Record<string, string>;
}

const settled = { picture: "settled" };
const rows: Row[] = [
  {
    at: "money.reserve",
    after: true,
    state: "succeeded",
    calls: 1,
    spent: 1,
    keys: { picture: "released", "picture#2": "settled" },
  },
  {
    at: "money.dispatch",
    state: "succeeded",
    calls: 1,
    spent: 1,
    keys: { picture: "released", "picture#2": "settled" },
  },
  { at: "money.dispatch", after: true, state: "failed", calls: 0, spent: 1, keys: { picture: "unknown" } },
  { at: "model.generate", after: true, state: "failed", calls: 1, spent: 1, keys: { picture: "unknown" } },
  { at: "answers.write", state: "failed", calls: 1, spent: 1, keys: { picture: "unknown" } },
  { at: "answers.write", after: true, state: "succeeded", calls: 1, spent: 1, keys: settled },
  { at: "money.settle", state: "succeeded", calls: 1, spent: 1, keys: settled },
  { at: "money.settle", after: true, state: "succeeded", calls: 1, spent: 1, keys: settled },
  { at: "jobs.saveStep", state: "succeeded", calls: 1, spent: 1, keys: settled },
  { at: "jobs.saveStep", after: true, state: "succeeded", calls: 1, spent: 1, keys: settled },
  { at: "jobs.finish", state: "succeeded", calls: 1, spent: 1, keys: settled },
  { at: "jobs.finish", after: true, state: "succeeded", calls: 1, spent: 1, keys: settled },
];

describe.each(["the sweep closes its calls", "the next worker is faster than the sweep"])("%s", (order) => {
  test.each(rows)("a picture's worker that dies at $at (after it: $after)", async (row) => {
    const job = await world.submit("draw");
    await world.run(mortal(world.deps(), row.at, { after: row.after })).catch(() => {});
    if (order === "the sweep closes its calls") await world.mend();
    else {
      const { stores } = world;
      await world.mend({ ...world.deps(), stores: { ...stores, money: { ...stores.money, orphans: async () => [] } } });
    }
    await world.run();
    const ended = await world.get(job.id);
    expect(ended.state).toBe(row.state);
    if (row.state === "failed")
      expect(ended.lastError).toMatchObject({
        code: "E_AI_TIMEOUT",
        details: { reason: "interrupted" },
        spent: "unknown",
      });
    expect(world.painted).toHaveLength(row.calls);
    expect(await world.calls(job.id)).toEqual(row.keys);
    expect(await world.spent(job)).toEqual([row.spent * IMAGE_COST, 0]);
    expect(await world.stores.money.audit()).toEqual([]);
    expect(await world.run()).toBe(false);
  });
});

test("a text call that was cut off is made again under a new reservation, and the first counts in full", async () => {
  const job = await world.submit("write");
  await world.run(mortal(world.deps(), "model.ask", { after: true })).catch(() => {});
  await world.mend();
  await world.run();
  expect((await world.get(job.id)).output).toEqual({ words: "fine" });
  expect(await world.calls(job.id)).toEqual({ words: "unknown", "words#2": "settled" });
  expect(await world.spent(job)).toEqual([2 * TEXT_COST, 0]);
});

test("an answered text call is adopted, not made again", async () => {
  const job = await world.submit("write");
  await world.run(mortal(world.deps(), "money.settle")).catch(() => {});
  await world.mend();
  await world.run();
  expect((await world.get(job.id)).output).toEqual({ words: "fine" });
  expect(world.asked).toHaveLength(1);
});

test("a job that dies three times without a further step is set aside, and its session does not read running", async () => {
  const job = await world.submit("draw");
  for (let n = 0; n < 3; n++) {
    await world.run(mortal(world.deps(), "settings.standing")).catch(() => {});
    await world.mend();
  }
  const ended = await world.get(job.id);
  expect(ended).toMatchObject({ state: "failed", attempts: 3, lastError: { code: "E_INTERNAL" } });
  expect((await world.stores.jobs.events(job.id)).at(-1)).toMatchObject({ type: "ended", state: "failed" });
  expect((await world.stores.sessions.get(job.sessionId as string))?.status).toBe("failed");
  expect(await world.run()).toBe(false);
});

test("proofs of answers are gone once the job ended", async () => {
  const job = await world.submit("draw");
  await world.run();
  expect(await world.deps().answers.read(`${job.id}/picture`)).toBeUndefined();
});
