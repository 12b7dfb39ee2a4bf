import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect } from "vitest";
import { type Caps, windowsFor } from "../../src/domain/budget.ts";
import type { Job } from "../../src/domain/job.ts";
import type { PaidCall } from "../../src/ports/stores.ts";
import { type freshStores, newTestId } from "../postgres.ts";
import { LEASE, newJob } from "./ledger-world.ts";

type World = Awaited<ReturnType<typeof freshStores>>;

/** What the books should say, kept beside the real ones. */
interface Model {
  now: number;
  zones: Map<string, string>;
  jobs: Job[];
  calls: { key: string; job: Job; fence: number; state: PaidCall["state"]; estimate: number }[];
  sent: Map<string, number>;
  overrun: boolean;
}

const CAPS: Caps = {
  deploymentDay: 900,
  deploymentMonth: 3_000,
  chatDay: 400,
  chatMonth: 1_500,
  personDay: 300,
  session: 350,
};
/** Clock changes, a month's end, and half-hour zones. */
const ZONES = ["UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Pacific/Apia", "America/Havana"];
const HOUR = 3_600_000;

const jobArb = fc.record({ chat: fc.nat(1), person: fc.nat(1), session: fc.nat(2) });
const pick = fc.nat(1_000);
export const commandArb = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("begin" as const), of: jobArb }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("reserve" as const),
      job: pick,
      estimate: fc.integer({ min: 0, max: 250 }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("dispatch" as const), call: pick }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("settle" as const),
      call: pick,
      part: fc.oneof(
        { weight: 9, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
        { weight: 1, arbitrary: fc.constant(1.3) },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("release" as const), call: pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("giveUp" as const), call: pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("crash" as const), job: pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("end" as const), job: pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("clock" as const), hours: fc.integer({ min: -2, max: 800 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("zone" as const), chat: fc.nat(1), zone: fc.nat(5) }) },
);
export type Command = typeof commandArb extends fc.Arbitrary<infer C> ? C : never;

/** Runs commands on the real books and holds every answer against the model, and the rules against the books. */
export async function play(world: World, commands: readonly Command[]): Promise<void> {
  // Few rows: deleting them is quicker than new files.
  for (const table of ["job_events", "job_steps", "jobs", "paid_calls", "ledger", "budget_windows"])
    await world.db.execute(sql.raw(`delete from ${table}`));
  const model: Model = {
    now: Date.parse("2026-03-06T20:00:00Z"),
    ...{ zones: new Map(), jobs: [], calls: [], sent: new Map(), overrun: false },
  };
  for (const command of commands) await step(world, model, command);
  await check(world, model);
  for (const job of model.jobs)
    await world.stores.jobs.finish(job.id, job.fence, { state: "failed", error: null, output: null });
  await sweep(world, model, () => true);
  await check(world, model);
  const held = await world.db.execute(sql`select * from budget_windows where reserved_micros <> 0`);
  expect(held, "a hold that nobody owns").toEqual([]);
}

async function step(world: World, model: Model, command: Command): Promise<void> {
  const { jobs } = world.stores;
  const call = "call" in command ? model.calls[command.call % Math.max(1, model.calls.length)] : undefined;
  const at = "job" in command ? command.job % Math.max(1, model.jobs.length) : -1;
  const job = model.jobs[at];
  if (command.do === "clock") model.now += command.hours * HOUR;
  else if (command.do === "zone") model.zones.set(`c${command.chat}`, ZONES[command.zone] as string);
  else if (command.do === "begin") {
    const { chat, person, session } = command.of;
    await jobs.add(newJob({ chatId: `c${chat}`, personId: `p${person}`, input: { session: `s${session}` } }));
    model.jobs.push((await jobs.claim({ perChat: 1_000, leaseMs: LEASE })) as Job);
  } else if (command.do === "reserve" && job) await reserve(world, model, job, command.estimate);
  else if (command.do === "crash" && job) {
    // The worker forgets everything; another takes its job, and the sweep closes what it left.
    await jobs.requeue(job.id, job.fence, { delayMs: 0, countAttempt: true, error: null });
    const next = (await jobs.claim({ perChat: 1_000, leaseMs: LEASE })) as Job;
    model.jobs[at] = next;
    await sweep(world, model, (open) => open.job.id === next.id);
  } else if (command.do === "end" && job) {
    await jobs.finish(job.id, job.fence, { state: "succeeded", error: null, output: null });
    model.jobs.splice(at, 1);
    await sweep(world, model, (open) => open.job.id === job.id);
  } else if (call) await change(world, model, command, call);
  if (command.do === "reserve" || command.do === "settle") await checkCaps(world, model);
}

async function reserve(world: World, model: Model, job: Job, estimate: number): Promise<void> {
  const chat = job.chatId;
  const { session } = job.input as { session: string };
  const payer = { chat, person: job.personId, sessionId: session, zone: model.zones.get(chat) ?? "UTC" };
  const windows = windowsFor(payer, CAPS, new Date(model.now));
  const before = await world.stores.money.windows(windows);
  const callKey = `${job.id}/${newTestId()}`;
  const answer = await world.stores.money.reserve({
    ...{ callKey, jobId: job.id, fence: job.fence, provider: "f", model: "m", kind: "image", chatKey: chat },
    ...{ fingerprint: null, estimateMicros: estimate, windows },
  });
  const room = before.every((w) => w.capMicros === null || w.spentMicros + w.reservedMicros + estimate <= w.capMicros);
  expect(answer.kind, "room as it stood before").toBe(room ? "reserved" : "refused");
  if (room) model.calls.push({ key: callKey, job, fence: job.fence, state: "reserved", estimate });
}

async function change(world: World, model: Model, command: Command, call: Model["calls"][number]): Promise<void> {
  const { money } = world.stores;
  const open = call.state === "reserved" || call.state === "dispatched";
  if (command.do === "dispatch") {
    const held = model.jobs.some((job) => job.id === call.job.id && job.fence === call.fence);
    const sent = await money.dispatch(call.key, call.fence);
    expect(sent, "a call is sent once, by the worker that holds its job").toBe(call.state === "reserved" && held);
    if (sent) call.state = "dispatched";
  } else if (command.do === "settle") {
    const micros = Math.ceil(call.estimate * command.part);
    await money.settle(call.key, { micros, usage: {}, latencyMs: null });
    if (open && micros > call.estimate) model.overrun = true;
    if (open) call.state = "settled";
  } else if (command.do === "release") {
    await money.release(call.key, null, null);
    if (open) call.state = "released";
  } else if (command.do === "giveUp") {
    await money.giveUp(call.key, null, null);
    if (call.state === "dispatched") call.state = "unknown";
  }
}

async function sweep(world: World, model: Model, mine: (call: Model["calls"][number]) => boolean): Promise<void> {
  const { money } = world.stores;
  for (const orphan of await money.orphans())
    await (orphan.state === "reserved"
      ? money.release(orphan.callKey, null, null)
      : money.giveUp(orphan.callKey, null, null));
  for (const call of model.calls.filter(mine)) {
    if (call.state === "reserved") call.state = "released";
    if (call.state === "dispatched") call.state = "unknown";
  }
}

async function check(world: World, model: Model): Promise<void> {
  const states = await world.db.execute<{ call_key: string; state: string }>(
    sql`select call_key, state from paid_calls`,
  );
  expect(new Map(states.map((row) => [row.call_key, row.state]))).toEqual(
    new Map(model.calls.map((call) => [call.key, call.state])),
  );
  await checkCaps(world, model);
  const twice = await world.db.execute(sql`select a.id, b.id from budget_windows a join budget_windows b
    on (a.scope, a.scope_id, a.period) = (b.scope, b.scope_id, b.period) and a.id < b.id
    and a.starts_at < b.ends_at and b.starts_at < a.ends_at`);
  expect(twice, "two counters for one moment").toEqual([]);
  expect(await world.stores.money.audit()).toEqual([]);
}

/** What must hold after each movement of money, at whatever moment a look is taken. */
async function checkCaps(world: World, model: Model): Promise<void> {
  const over =
    await world.db.execute(sql`select scope, period, spent_micros, reserved_micros, cap_micros from budget_windows
    where spent_micros + reserved_micros > cap_micros or reserved_micros < 0 or spent_micros < 0`);
  if (!model.overrun) expect(over, "a cap that was exceeded").toEqual([]);
}
