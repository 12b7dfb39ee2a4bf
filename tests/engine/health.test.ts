import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ErrorCode } from "../../src/domain/errors.ts";
import { callable, createLatencies, readHealth } from "../../src/engine/health.ts";
import { createKeptLists } from "../../src/engine/kept-lists.ts";
import { providerStates } from "../../src/engine/provider-states.ts";
import type { ImageModel, TextModel } from "../../src/ports/models.ts";
import { fakeImageModel } from "../fakes/fake-tool-context.ts";
import { freshStores } from "../postgres.ts";
import { cost, reservation, runningJob } from "../storage/ledger-world.ts";
import { quiet } from "./engine-world.ts";

let world: Awaited<ReturnType<typeof freshStores>>;
beforeAll(async () => {
  world = await freshStores();
});
afterAll(() => world.close());
beforeEach(() => world.db.execute(sql`truncate paid_calls, jobs cascade`));

const PAINTER = { provider: "fake", model: "fake-1", kind: "image" as const };

/** Records a call that ended so: answered after so many ms, or failed. */
async function ended(how: number | ErrorCode | "billed_rubbish" | "crash", more: { model?: string } = {}) {
  const { money } = world.stores;
  const job = await runningJob(world.stores);
  const call = reservation(job, more);
  await money.reserve(call);
  await money.dispatch(call.callKey, job.fence);
  if (typeof how === "number") await money.settle(call.callKey, { ...cost(40_000), latencyMs: how });
  else if (how === "billed_rubbish") await money.settle(call.callKey, { ...cost(900), errorCode: "E_AI_BAD_ANSWER" });
  else if (how === "crash") await money.giveUp(call.callKey, null, null);
  else if (how === "E_AI_TIMEOUT") await money.giveUp(call.callKey, how, 120_000);
  else await money.release(call.callKey, how, 90);
  return call.callKey;
}
const health = async () => (await readHealth(world.stores, [PAINTER]))[0];

describe("health from recorded calls", () => {
  it("is unknown while nobody calls", async () => {
    expect(await health()).toMatchObject({ state: "unknown", calls: 0, errorShare: null, medianMs: null });
  });

  it("gives the median of the answered calls and the share of the failed ones", async () => {
    for (const ms of [1_000, 3_000, 8_000]) await ended(ms);
    await ended("E_AI_TIMEOUT");
    expect(await health()).toMatchObject({ state: "up", calls: 4, errorShare: 0.25, medianMs: 3_000 });
  });

  it("is down when the latest three failed, and up again with the next answer", async () => {
    await ended(1_000);
    for (const how of ["E_AI_TIMEOUT", "E_AI_MODEL_UNAVAILABLE", "billed_rubbish"] as const) await ended(how);
    expect(await health()).toMatchObject({ state: "down", errorShare: 0.75 });
    await ended(1_000);
    expect((await health())?.state).toBe("up");
  });

  it("is down when every call failed", async () => {
    await ended("E_AI_MODEL_UNAVAILABLE");
    expect((await health())?.state).toBe("down");
  });

  it("does not count what says nothing of the provider", async () => {
    for (const how of ["E_AI_REFUSED", "E_PROMPT_INVALID", "E_CANCELLED", "E_INTERNAL", "crash"] as const)
      await ended(how);
    expect(await health()).toMatchObject({ state: "unknown", calls: 0 });
  });

  it("looks at the last hour only", async () => {
    await ended("E_AI_TIMEOUT");
    await world.db.execute(sql`update paid_calls set finished_at = now() - interval '61 minutes'`);
    expect((await health())?.state).toBe("unknown");
    expect((await readHealth(world.stores, [PAINTER], 2))[0]?.state).toBe("down");
  });

  it("tells of a provider as a whole: down when none of its models answers", async () => {
    const state = async () => (await providerStates(world.stores, { images: [fakeImageModel] }))[0];
    expect(await state()).toMatchObject({ state: "up", calls: 0, errorShare: null, medianMs: null, since: null });
    await ended(2_000, { model: "fake-2" });
    for (let nth = 0; nth < 3; nth++) await ended("E_AI_TIMEOUT");
    expect(await state()).toMatchObject({ state: "up", calls: 4, errorShare: 0.75, medianMs: 2_000 });
    await ended("E_AI_MODEL_UNAVAILABLE", { model: "fake-2" });
    const down = await state();
    expect(down).toMatchObject({ state: "down", calls: 5, errorShare: 0.8 });
    await ended("E_AI_TIMEOUT");
    expect((await state())?.since).toBe(down?.since);
    await ended(1_000);
    expect(await state()).toMatchObject({ state: "up", since: null });
  });

  it("names each real model once, those of words too", () => {
    const words = { provider: "openrouter", modelId: "grok", simulated: false } as TextModel;
    const real: ImageModel = { ...fakeImageModel, simulated: false };
    expect(callable({ images: [real, { ...fakeImageModel, provider: "sketch" }], text: () => words })).toEqual([
      PAINTER,
      { provider: "openrouter", model: "grok", kind: "text" },
    ]);
  });
});

it("measured times are of pictures alone, and read at most once a minute", async () => {
  await ended(2_000);
  await ended(6_000, { model: "fake-2" });
  let now = 0;
  const latencies = createLatencies(world.stores, { now: () => new Date(now) });
  const first = new Map([
    ["fake · fake-1", 2_000],
    ["fake · fake-2", 6_000],
  ]);
  expect(await latencies()).toEqual(first);
  await ended(8_000);
  now += 59_000;
  expect(await latencies()).toEqual(first);
  now += 2_000;
  expect((await latencies()).get("fake · fake-1")).toBe(5_000);
});

describe("kept lists of models", () => {
  const lists = () => createKeptLists({ stores: world.stores, log: quiet });
  it("come back as they were last, one for each provider", async () => {
    await lists().save("a", [{ id: "old", facts: {} }]);
    await lists().save("a", [{ id: "new", facts: { price: "0.04" } }]);
    await lists().save("b", []);
    expect(await lists().load()).toEqual(
      new Map([
        ["a", [{ id: "new", facts: { price: "0.04" } }]],
        ["b", []],
      ]),
    );
    const rows = await world.stores.modelLists.all();
    expect(Date.now() - (rows[0]?.fetchedAt.getTime() ?? 0)).toBeLessThan(60_000);
  });

  it("a database that is away costs the list, not the start", async () => {
    const away = () => Promise.reject(new Error("away"));
    const stores = { modelLists: { all: away, put: away } };
    const kept = createKeptLists({ stores, log: quiet });
    await kept.save("a", []);
    expect(await kept.load()).toEqual(new Map());
  });
});
