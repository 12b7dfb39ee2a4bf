import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { persist } from "../../src/engine/persist.ts";
import type { RunJobDeps } from "../../src/engine/run-job.ts";
import type { Stores } from "../../src/ports/stores.ts";
import { createEngineWorld, IMAGE_COST, painted, quiet } from "./engine-world.ts";

let world: Awaited<ReturnType<typeof createEngineWorld>>;
const admin = postgres(inject("adminUrl"), { max: 1, onnotice: () => {} });
beforeAll(async () => {
  world = await createEngineWorld();
});
afterAll(async () => {
  await world.end();
  await admin.end();
});
beforeEach(() => world.reset());

/** A provider that answers when the test says so, or rejects when it is cut off. */
function slowly() {
  const { promise: called, resolve: begin } = Promise.withResolvers<AbortSignal>();
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  world.paint = async (_nth, signal) => {
    begin(signal);
    const { promise: cut, reject } = Promise.withResolvers<never>();
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    await Promise.race([answered, cut]);
    return painted();
  };
  return { called, answer };
}

describe("cancelling", () => {
  test("a waiting job ends at once and is never begun", async () => {
    const job = await world.submit("draw");
    expect(await world.stores.jobs.cancel(job.id)).toBe("cancelled");
    expect(await world.run()).toBe(false);
    expect((await world.stores.sessions.get(job.sessionId as string))?.status).toBe("draft");
  });

  test("a running job has its provider call cut off, which counts as spent", async () => {
    const { called } = slowly();
    const job = await world.submit("draw");
    const run = world.run();
    const signal = await called;
    expect(await world.stores.jobs.cancel(job.id)).toBe("running");
    world.stops.get(job.id)?.();
    await run;
    expect(signal.aborted).toBe(true);
    expect(await world.get(job.id)).toMatchObject({ state: "cancelled", lastError: { code: "E_CANCELLED" } });
    expect(await world.calls(job.id)).toEqual({ picture: "unknown" });
    expect(await world.spent(job)).toEqual([IMAGE_COST, 0]);
  });

  test("one that comes between reservation and call ends the job at once, and nothing is sent or held", async () => {
    const job = await world.submit("draw");
    const deps = world.deps();
    const dispatch: Stores["money"]["dispatch"] = async (key, fence) => {
      await world.stores.jobs.cancel(job.id);
      return world.stores.money.dispatch(key, fence);
    };
    await world.run({ ...deps, stores: { ...deps.stores, money: { ...deps.stores.money, dispatch } } });
    expect((await world.get(job.id)).state).toBe("cancelled");
    expect(world.painted).toHaveLength(0);
    expect(await world.spent(job)).toEqual([0, 0]);
  });
});

describe("stopping", () => {
  test("ends the running call, begins no further step, and another worker goes on after it", async () => {
    const { called, answer } = slowly();
    const job = await world.submit("draw");
    const run = world.run();
    await called;
    world.draining = true;
    answer();
    await run;
    expect(await world.get(job.id)).toMatchObject({ state: "queued", attempts: 0 });
    expect([...(await world.stores.jobs.steps(job.id)).keys()]).toEqual(["picture"]);
    world.draining = false;
    await world.run();
    expect((await world.get(job.id)).state).toBe("succeeded");
    expect(world.painted).toHaveLength(1);
  });
});

describe("a lease that was lost", () => {
  test("changes nothing more: the late answer counts once, and the other worker's end stands", async () => {
    const { called, answer } = slowly();
    const job = await world.submit("draw");
    const run = world.run();
    await called;
    await world.mend();
    await world.run();
    expect(await world.get(job.id)).toMatchObject({ state: "failed", lastError: { code: "E_AI_TIMEOUT" } });
    answer();
    await run;
    expect((await world.get(job.id)).state).toBe("failed");
    expect(world.painted).toHaveLength(1);
    expect(await world.spent(job)).toEqual([IMAGE_COST, 0]);
    expect(await world.stores.money.audit()).toEqual([]);
  });
});

describe("faults of our own", () => {
  test("three of them end the job; each waits longer", async () => {
    const job = await world.submit("draw", { tool: "nothing-like-it" });
    for (let n = 0; n < 3; n++) {
      expect(await world.run()).toBe(true);
      expect((await world.get(job.id)).state).toBe(n < 2 ? "queued" : "failed");
      await world.skipWaits();
    }
    expect(await world.run()).toBe(false);
    expect(await world.get(job.id)).toMatchObject({ attempts: 3, lastError: { code: "E_INTERNAL" } });
  });

  describe.each([
    ["before the statement", false],
    ["after the statement", true],
  ])("a database whose connections all end %s", (_when, done) => {
    test.each([
      ["money.settle", "jobs.saveStep"],
      ["money.reserve", "jobs.finish"],
      ["money.dispatch", "jobs.steps"],
      ["jobs.claim", "jobs.renew"],
    ])("at %s and at %s neither loses nor doubles the job", async (...points) => {
      const job = await world.submit("draw");
      const deps = cutOff(world.deps(), new Set(points), done);
      for (let n = 0; n < 6 && (await patiently(() => world.get(job.id))).state !== "succeeded"; n++) {
        await world.run(deps).catch(() => {});
        await patiently(() => world.mend());
        await patiently(() => world.skipWaits());
      }
      expect((await patiently(() => world.get(job.id))).state).toBe("succeeded");
      expect(world.painted).toHaveLength(1);
      expect(await patiently(() => world.spent(job))).toEqual([IMAGE_COST, 0]);
      expect(await patiently(() => world.stores.money.audit())).toEqual([]);
    });
  });
});

/** Through what is left of the pool's ended connections. */
const patiently = <T>(work: () => Promise<T>) => persist({ clock: world.clock, log: quiet }, work);

/** At each named call, once: every connection is ended, and its statement fails, or is done and its answer is lost. */
function cutOff(deps: RunJobDeps, points: Set<string>, done: boolean): RunJobDeps {
  const cut = <T extends object>(store: T, path: string): T =>
    new Proxy(store, {
      get(object, name) {
        const value = Reflect.get(object, name) as unknown;
        if (typeof value !== "function") return value;
        return async (...args: unknown[]) => {
          if (!points.delete(`${path}.${String(name)}`)) return value.apply(object, args);
          if (done) await value.apply(object, args);
          await admin.unsafe(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${world.name}'`);
          throw Object.assign(new Error("terminating connection"), { code: "57P01" });
        };
      },
    });
  const { jobs, money } = deps.stores;
  return { ...deps, stores: { ...deps.stores, jobs: cut(jobs, "jobs"), money: cut(money, "money") } };
}
