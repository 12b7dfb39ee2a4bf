import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect } from "vitest";
import { SfumatoError } from "../../src/domain/errors.ts";
import { FINAL_STATES } from "../../src/domain/job.ts";
import { capableModels } from "../../src/engine/choose-model.ts";
import type { ImageRequest } from "../../src/ports/models.ts";
import { mortal } from "./engine-world.ts";
import type { FailoverWorld, FakeModel, Fate } from "./failover-world.ts";

const FATES: readonly Fate[] = [
  ...([
    "well",
    "limited",
    "limited_near",
    "limited_far",
    "overloaded",
    "unreachable",
    "server_error",
    "reset",
  ] as const),
  ...(["timeout", "html", "billed_rubbish", "wrong_key", "billing", "not_a_picture"] as const),
];
/** Those that are the person's to change, and so end the job. */
const STOPS: readonly Fate[] = ["refusal", "invalid"];
const CRASHES = ["money.reserve", "money.dispatch", "answers.write", "money.settle", "money.release", "money.giveUp"];

const fateArb = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...FATES) },
  { weight: 1, arbitrary: fc.constantFrom(...STOPS) },
);
const modelArb = fc.record({
  fates: fc.array(fateArb, { minLength: 1, maxLength: 4 }),
  /** It fails now and then, but answers today. */
  healthy: fc.constantFrom(true, false, false),
  price: fc.constantFrom(1_000, 40_000, 40_000, 90_000, 90_000, null),
  rank: fc.nat(100),
  edits: fc.boolean(),
  masks: fc.boolean(),
  transparent: fc.boolean(),
  simulated: fc.constantFrom(...Array.from({ length: 9 }, () => false), true),
  latencyMs: fc.option(fc.integer({ min: 100, max: 60_000 })),
  /** Failures in a row before the plan begins. */
  tired: fc.constantFrom(0, 0, 0, 3),
});
export const planArb = fc.record({
  models: fc.array(modelArb, { minLength: 2, maxLength: 4 }),
  strategy: fc.constantFrom("prefer_quality" as const, "prefer_latency" as const, "prefer_cost" as const),
  asks: fc.constantFrom({}, {}, {}, {}, {}, {}, { pictures: 1 }, { pictures: 1, masked: true }, { transparent: true }),
  /** What the session may spend: enough for all tries, or hardly for one. */
  cap: fc.constantFrom(1_000_000, 1_000_000, 1_000_000, 95_000, 39_000),
  crash: fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.record({ at: fc.constantFrom(...CRASHES), after: fc.boolean() }) },
  ),
});
type Plan = typeof planArb extends fc.Arbitrary<infer P> ? P : never;

/** What the plans came to, for the report. */
export interface Tally {
  plans: number;
  couldFallBack: number;
  fellBack: number;
  states: Record<string, number>;
}

/** Plays a plan to its end and holds what happened against what must always hold. */
export async function playPlan(world: FailoverWorld, plan: Plan, tally: Tally): Promise<void> {
  const fakes = plan.models.map(fakeOf);
  world.begin(fakes);
  world.strategy = plan.strategy;
  world.capSession(plan.cap);
  plan.models.forEach((model, at) => {
    if (model.latencyMs !== null)
      world.latencies.set(`${fakes[at]?.provider} · ${fakes[at]?.provider}-1`, model.latencyMs);
  });
  await tire(world, plan);
  const able = ableOf(world, plan);
  const deps = world.deps();
  const { job, made } = await world.make(
    plan.asks,
    plan.crash ? mortal(deps, plan.crash.at, { after: plan.crash.after }) : deps,
  );
  tally.plans += 1;
  tally.states[job.state] = (tally.states[job.state] ?? 0) + 1;

  expect(FINAL_STATES.has(job.state), `the job ends, not ${job.state}`).toBe(true);
  const bought = world.sent.filter(({ fate }) => fate === "well");
  expect(bought.length, "pictures bought").toBeLessThanOrEqual(1);
  for (const { provider } of world.sent) expect(able, "only models that can do it are called").toContain(provider);
  const stopped = world.sent.some(({ fate }) => STOPS.includes(fate));
  if (made) {
    expect(bought[0]?.provider, "the label names the maker").toBe(made.modelUsed.split(" · ")[0]);
    expect(made.fellBackFrom).toBe(bought[0]?.provider === "fake" ? null : "fake · fake-1");
  }
  const healthy = able.filter((provider) => fakes.find((fake) => fake.provider === provider)?.fates[0] === "well");
  const mayEnd = stopped || plan.crash !== null || plan.cap < 1_000_000 || fakes[0]?.price === null;
  if (healthy.length > 0 && !mayEnd) {
    expect(job.state, `with ${healthy} well: ${JSON.stringify(job.lastError)}`).toBe("succeeded");
    const first = world.sent[0];
    if (!healthy.includes("fake") || first?.provider !== "fake") {
      tally.couldFallBack += 1;
      if (made?.fellBackFrom === "fake · fake-1" || bought[0]?.provider === "fake") tally.fellBack += 1;
    }
    expect(
      world.slept.reduce((sum, ms) => sum + ms, 0),
      "only near limits are waited for",
    ).toBeLessThanOrEqual(3_000 * able.length);
  }
  await checkBooks(world, job.id, plan.cap);
}

const names = ["fake", "second", "third", "fourth"];

function fakeOf(model: Plan["models"][number], at: number): FakeModel {
  // "Come back in a second" for ever is waited for a quarter of an hour, in hundreds of calls: paid-call.test.ts has it.
  const fates: Fate[] = model.fates.at(-1) === "limited_near" ? [...model.fates, "overloaded"] : model.fates;
  return {
    provider: names[at] as string,
    fates: model.healthy ? ["well"] : fates,
    ...{ price: model.price, rank: model.rank, simulated: model.simulated },
    can: {
      supports_edit: model.edits,
      supports_mask: model.masks,
      supports_transparency: model.transparent,
      max_reference_images: model.edits ? 1 : 0,
    },
  };
}

async function tire(world: FailoverWorld, plan: Plan): Promise<void> {
  const { images } = world.deps().models;
  for (const [at, { tired }] of plan.models.entries())
    for (let n = 0; n < tired; n++)
      await world.breakers
        .run(images[at]!, () => Promise.reject(new SfumatoError("E_AI_TIMEOUT", "late", { retryable: true })))
        .catch(() => {});
}

/** Providers of the models that could do what is asked; the product's own rule, which choose-model.test.ts holds to account. */
function ableOf(world: FailoverWorld, plan: Plan): string[] {
  const { models } = world.deps();
  const image = { bytes: new Uint8Array([1]), mediaType: "image/png" as const };
  const { pictures = 0, masked = false, transparent = false } = plan.asks as Record<string, never>;
  const request: ImageRequest = {
    ...{ prompt: "a fox", negativePrompt: "", aspect: "1:1", preset: "draft", seed: null, transparent },
    ...{ mask: masked ? image : null, images: Array.from({ length: pictures }, () => image) },
  };
  try {
    return capableModels(models.images[0]!, models, () => request).map((model) => model.provider);
  } catch {
    return [];
  }
}

/** The job's calls, the ledger and the session's counters agree, and no cap is exceeded. */
async function checkBooks(world: FailoverWorld, jobId: string, cap: number): Promise<void> {
  const job = await world.get(jobId);
  const [books] = await world.db.execute<{ calls: number; ledger: number; held: number; open: number }>(sql`
    select coalesce(sum(case c.state when 'settled' then c.actual_micros when 'unknown' then c.estimate_micros else 0 end), 0)::int as calls,
      coalesce(sum(l.spent), 0)::int as ledger, coalesce(sum(l.reserved), 0)::int as held,
      (count(*) filter (where c.state in ('reserved', 'dispatched')))::int as open
    from paid_calls c join lateral (select sum(spent_micros) as spent, sum(reserved_micros) as reserved
      from ledger where call_key = c.call_key) l on true where c.job_id = ${jobId}`);
  const [spent, reserved] = await world.spent(job);
  expect([books?.calls, books?.held, books?.open]).toEqual([books?.ledger, 0, 0]);
  expect([spent ?? 0, reserved ?? 0]).toEqual([books?.calls, 0]);
  expect(spent ?? 0, "the session's cap").toBeLessThanOrEqual(cap);
}
