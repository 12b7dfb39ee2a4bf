import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { windowsFor } from "../../src/domain/budget.ts";
import { freshStores } from "../postgres.ts";
import { cost, noCaps, reservation, runningJob } from "./ledger-world.ts";

const PERSON = "70707070";
const ROOM = "80808080";
const caps = { ...noCaps, chatDay: 100_000, chatMonth: 150_000, personDay: 100_000 };
const payer = { chat: `fake:${ROOM}`, person: `fake:${PERSON}`, sessionId: null, zone: "UTC" };

let world: Awaited<ReturnType<typeof freshStores>>;
beforeAll(async () => {
  world = await freshStores(4);
});
afterAll(() => world.close());

const money = () => world.stores.money;
const day = 86_400_000;
/** Spends in the person's private chat, the given time from now. */
async function spend(micros: number, inMs = 0): Promise<string> {
  const job = await runningJob(world.stores, { chatId: ROOM, personId: PERSON });
  const windows = windowsFor(payer, caps, new Date(Date.now() + inMs));
  const made = reservation(job, { windows, chatKey: payer.chat, estimateMicros: micros });
  const { kind } = await money().reserve(made);
  if (kind === "reserved") await money().settle(made.callKey, cost(micros));
  return kind;
}
const everything = async () => {
  const rows = await Promise.all(
    ["paid_calls", "budget_windows", "ledger", "jobs"].map((table) =>
      world.db.execute(sql.raw(`select to_jsonb(t)::text as row from ${table} t`)),
    ),
  );
  return rows.flat().map(({ row }) => String(row));
};
const sum = async () =>
  (await world.db.execute(sql`select sum(spent_micros)::int as spent from budget_windows where scope = 'person'`))[0]
    ?.spent;

test("/forgetme leaves amounts without a person, and today's cap holds on for whoever comes back", async () => {
  await world.stores.sessions.add(session);
  expect(await spend(20_000, -2 * day)).toBe("reserved");
  expect(await spend(70_000)).toBe("reserved");
  expect((await everything()).some((row) => row.includes(PERSON))).toBe(true);
  await world.stores.forget("fake", PERSON);
  expect((await everything()).filter((row) => row.includes(PERSON) || row.includes(ROOM))).toEqual([]);
  expect(await sum()).toBe(90_000);
  expect(await money().audit()).toEqual([]);

  expect(await spend(40_000)).toBe("refused");
  expect(await spend(30_000)).toBe("reserved");
  await world.stores.sessions.add({ ...session, id: "s2" });
  await world.stores.forget("fake", PERSON);
  expect(await spend(1_000)).toBe("refused");
  expect(await spend(1_000, day)).toBe("reserved");
  expect(await money().audit()).toEqual([]);
});

test("once a forgotten counter has ended, nothing tells any more whose it was", async () => {
  await world.stores.sessions.add({ ...session, id: "s3" });
  await world.stores.forget("fake", PERSON);
  const keyed = () =>
    world.db.execute<{ id: string }>(sql`select id from budget_windows where scope_id like 'forgotten:key:%'`);
  const before = (await keyed()).length;
  expect(before).toBeGreaterThan(0);
  await money().loosenForgotten();
  expect(await keyed()).toHaveLength(before);
  await world.db.execute(sql`update budget_windows set ends_at = now() where scope_id like 'forgotten:key:%'`);
  await money().loosenForgotten();
  expect(await keyed()).toHaveLength(0);
  expect(await money().audit()).toEqual([]);
});

const session = {
  ...{
    id: "s1",
    personId: PERSON,
    personName: "Ada",
    language: "en",
    goal: "a fox",
    photo: null,
    status: "draft" as const,
  },
  place: { platform: "fake", chatId: ROOM, threadId: null, kind: "private" as const },
  options: { provider: "fake", aspect: "1:1", preset: "draft" as const, iterations: 1, negative: "", seed: null },
  ...{ prompt: null, originalPrompt: null, checklist: null, assumptions: [], literals: [], recommendations: [] },
  ...{ bestIterationId: null, bestChosenByPerson: false, originMessageId: null },
};
