import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { planArb, playPlan, type Tally } from "./failover-plans.ts";
import { createFailoverWorld, type FailoverWorld } from "./failover-world.ts";

let world: FailoverWorld;
beforeAll(async () => {
  world = await createFailoverWorld();
});
afterAll(() => world.end());

const { runs, seed } = inject("properties");
/** The books are held whole against each other after so many plans, and then begun anew, or every look would take longer. */
const CHAPTER = 200;

test(`whatever fails in ${runs} plans, every job ends, and a picture comes where one can (seed ${seed})`, {
  timeout: runs * 1_000 + 20_000,
}, async () => {
  const tally: Tally = { plans: 0, couldFallBack: 0, fellBack: 0, states: {} };
  const closeChapter = async () => {
    expect(await world.stores.money.audit()).toEqual([]);
    await world.db.execute(
      sql`truncate jobs, job_events, job_steps, paid_calls, ledger, budget_windows, sessions cascade`,
    );
  };
  await fc.assert(
    fc.asyncProperty(planArb, async (plan) => {
      await playPlan(world, plan, tally);
      if (tally.plans % CHAPTER === 0) await closeChapter();
    }),
    { numRuns: runs, seed, endOnFailure: true },
  );
  await closeChapter();
  expect(tally.couldFallBack, "plans that were about falling back").toBeGreaterThan(runs / 20);
  expect(tally.fellBack).toBe(tally.couldFallBack);
  if (runs > 1_000) process.stdout.write(`${JSON.stringify(tally)}\n`);
});
