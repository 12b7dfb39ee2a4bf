import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CappedWindow, windowsFor } from "../../src/domain/budget.ts";
import type { Job } from "../../src/domain/job.ts";
import type { Reservation } from "../../src/ports/stores.ts";
import { tryReserve } from "../../src/storage/money-store.ts";
import { freshStores, newTestId } from "../postgres.ts";
import { ada, cost, noCaps, noon, reservation, runningJob } from "./ledger-world.ts";

let world: Awaited<ReturnType<typeof freshStores>>;
let job: Job;
beforeAll(async () => {
  world = await freshStores(16);
  job = await runningJob(world.stores);
});
afterAll(() => world.close());

const money = () => world.stores.money;
/** Windows of a session of its own, so that tests do not meet. */
const sessionOnly = (session: number | null) =>
  windowsFor({ ...ada, sessionId: newTestId() }, { ...noCaps, session }, noon).slice(-1);
const used = async (windows: Reservation["windows"]) => {
  const [state] = await money().windows(windows);
  return [state?.spentMicros, state?.reservedMicros];
};
const held = async (windows = sessionOnly(100_000)) => {
  const made = reservation(job, { windows });
  expect(await money().reserve(made)).toEqual({ kind: "reserved" });
  return made;
};

describe("a call's way through the books", () => {
  test("a reservation holds its estimate until it is settled at the actual cost", async () => {
    const { callKey, windows } = await held();
    expect(await used(windows)).toEqual([0, 40_000]);
    expect(await money().dispatch(callKey, job.fence)).toBe(true);
    await money().settle(callKey, cost(31_000));
    expect(await used(windows)).toEqual([31_000, 0]);
  });

  test("every end is final: a second one changes nothing", async () => {
    const ends = {
      settle: (key: string) => money().settle(key, cost(30_000)),
      release: (key: string) => money().release(key, null, null),
      giveUp: (key: string) => money().giveUp(key, null, null),
    };
    const counts = { settle: 30_000, release: 0, giveUp: 40_000 };
    for (const first of ["settle", "release", "giveUp"] as const) {
      const { callKey, windows } = await held();
      await money().dispatch(callKey, job.fence);
      await ends[first](callKey);
      for (const again of Object.values(ends)) await again(callKey);
      expect(await used(windows), first).toEqual([counts[first], 0]);
    }
  });

  test("what was never sent can be released, and cannot be given up", async () => {
    const { callKey, windows } = await held();
    await money().giveUp(callKey, null, null);
    expect(await used(windows)).toEqual([0, 40_000]);
    await money().release(callKey, "E_AI_MODEL_UNAVAILABLE", 3);
    expect(await used(windows)).toEqual([0, 0]);
    expect(await money().dispatch(callKey, job.fence)).toBe(false);
  });

  test("nothing is sent for a job that another worker holds or that is to be cancelled", async () => {
    const other = await runningJob(world.stores, { chatId: "c9" });
    const made = reservation(other, { windows: sessionOnly(null) });
    await money().reserve(made);
    expect(await money().dispatch(made.callKey, other.fence + 1)).toBe(false);
    await world.stores.jobs.cancel(other.id);
    expect(await money().dispatch(made.callKey, other.fence)).toBe(false);
    await world.stores.jobs.requeue(other.id, other.fence, { delayMs: 9e6, countAttempt: true, error: null });
    expect(await money().reserve(reservation(other))).toEqual({ kind: "lost" });
    await money().release(made.callKey, null, null);
  });

  test("amounts beyond 32 bits are exact", async () => {
    const windows = sessionOnly(9_000_000_000_000);
    const made = reservation(job, { windows, estimateMicros: 7_000_000_000_001 });
    expect(await money().reserve(made)).toEqual({ kind: "reserved" });
    await money().settle(made.callKey, cost(7_000_000_000_003));
    expect(await used(windows)).toEqual([7_000_000_000_003, 0]);
  });

  test("an actual cost above the estimate is booked in full", async () => {
    const { callKey, windows } = await held(sessionOnly(50_000));
    await money().dispatch(callKey, job.fence);
    await money().settle(callKey, cost(90_000));
    expect(await used(windows)).toEqual([90_000, 0]);
    expect((await money().reserve(reservation(job, { windows, estimateMicros: 1 }))).kind).toBe("refused");
  });
});

describe("room", () => {
  test("one full window refuses the whole, names itself, and nothing is written", async () => {
    const payer = { chat: "fake:full", person: "fake:full", sessionId: newTestId(), zone: "Europe/Berlin" };
    const windows = windowsFor(payer, { ...noCaps, chatMonth: 900_000, chatDay: 100_000, session: 500_000 }, noon);
    expect(await money().reserve(reservation(job, { windows, estimateMicros: 70_000 }))).toEqual({ kind: "reserved" });
    const before = await money().windows(windows);
    const refused = await money().reserve(reservation(job, { windows, estimateMicros: 30_001 }));
    expect(refused).toEqual({
      kind: "refused",
      refusal: {
        scope: "chat",
        period: "day",
        capMicros: 100_000,
        leftMicros: 30_000,
        neededMicros: 30_001,
        resetsAt: new Date("2026-05-20T22:00:00Z"),
      },
    });
    expect(await money().windows(windows)).toEqual(before);
    expect(await money().reserve(reservation(job, { windows, estimateMicros: 30_000 }))).toEqual({ kind: "reserved" });
  });

  test("the same call key again answers with the call that is there, also when it comes twice at once", async () => {
    const made = reservation(job, { windows: sessionOnly(60_000) });
    const answers = await Promise.all(Array.from({ length: 8 }, () => money().reserve(made)));
    expect(answers.filter((answer) => answer.kind === "reserved")).toHaveLength(1);
    expect(answers.filter((answer) => answer.kind === "exists")).toHaveLength(7);
    expect(await used(made.windows)).toEqual([0, 40_000]);
  });

  test("nothing is reserved while a window is missing", async () => {
    const [session] = sessionOnly(null);
    const chat = { ...session, scope: "chat", scopeId: "fake:new" } as CappedWindow;
    const made = reservation(job, { windows: [session as CappedWindow, chat] });
    expect(await tryReserve(world.db, made)).toEqual({ kind: "missing" });
    expect((await money().callsOfJob(job.id)).some((call) => call.callKey === made.callKey)).toBe(false);
  });

  test("a session's window is there with its first call, also when two come at once", async () => {
    const made = [1, 2].map(() => reservation(job, { windows: sessionOnly(40_000) }));
    const [session] = sessionOnly(40_000);
    const windows = [{ ...(session as CappedWindow), scopeId: "quite-new" }];
    const kinds = await Promise.all(made.map(async (one) => (await money().reserve({ ...one, windows })).kind));
    expect(kinds.sort()).toEqual(["refused", "reserved"]);
    expect(await used(windows)).toEqual([0, 40_000]);
  });

  test("a changed cap holds at once", async () => {
    const windows = sessionOnly(100_000);
    await held(windows);
    const lower = windows.map((window) => ({ ...window, capMicros: 60_000 }));
    expect((await money().reserve(reservation(job, { windows: lower }))).kind).toBe("refused");
    expect((await money().reserve(reservation(job, { windows }))).kind).toBe("reserved");
  });

  test("moving the time zone about buys no second cap", async () => {
    const payer = { chat: "fake:traveller", person: "fake:traveller", sessionId: null };
    const caps = { ...noCaps, chatDay: 40_000 };
    const spend = async (zone: string, at: string) => {
      const windows = windowsFor({ ...payer, zone }, caps, new Date(at));
      return (await money().reserve(reservation(job, { windows }))).kind;
    };
    expect(await spend("UTC", "2026-05-20T12:00:00Z")).toBe("reserved");
    expect(await spend("Asia/Tokyo", "2026-05-20T15:30:00Z")).toBe("refused");
    expect(await spend("Pacific/Kiritimati", "2026-05-20T23:59:00Z")).toBe("refused");
    expect(await spend("Asia/Tokyo", "2026-05-21T00:00:00Z")).toBe("reserved");
    // Tokyo's day ends at 15:00 UTC: too early for a whole day, so the window runs on to the next midnight there.
    expect(await spend("Asia/Tokyo", "2026-05-21T15:00:00Z")).toBe("refused");
    expect(await spend("UTC", "2026-05-22T00:00:00Z")).toBe("refused");
    expect(await spend("Asia/Tokyo", "2026-05-22T15:00:00Z")).toBe("reserved");
  });
});

describe("many at once", () => {
  test("64 reservations on four shared caps never exceed one and use all the room", async () => {
    const payer = { chat: "fake:crowd", person: "fake:crowd", sessionId: newTestId(), zone: "UTC" };
    const caps = { ...noCaps, chatDay: 640_000, chatMonth: 700_000, personDay: 400_000, session: 900_000 };
    const windows = windowsFor(payer, caps, new Date("2026-06-01T12:00:00Z"));
    const all = Array.from({ length: 64 }, () => reservation(job, { windows }));
    const answers = await Promise.all(all.map((one) => money().reserve(one)));
    expect(answers.filter((answer) => answer.kind === "reserved")).toHaveLength(10);
    for (const state of await money().windows(windows)) expect(state.reservedMicros).toBe(400_000);
  });

  test("reserving, settling, releasing and cap changes at once never wait in a circle", async () => {
    const days = [new Date("2026-07-01T12:00:00Z"), new Date("2026-07-02T12:00:00Z")];
    const chats = ["fake:a", "fake:b", "fake:c"];
    const run = async (n: number) => {
      const payer = {
        chat: chats[n % 3] as string,
        person: chats[(n + 1) % 3] as string,
        sessionId: null,
        zone: "UTC",
      };
      const caps = { ...noCaps, deploymentDay: n % 4 === 0 ? 10_000_000 : 20_000_000, chatDay: 500_000 + (n % 2) };
      const windows = windowsFor(payer, caps, days[n % 2] as Date);
      const made = reservation(job, { windows: n % 5 === 0 ? windows.toReversed() : windows });
      if ((await money().reserve(made)).kind !== "reserved") return 0;
      await money().dispatch(made.callKey, job.fence);
      await (n % 3 === 0 ? money().release(made.callKey, null, 1) : money().settle(made.callKey, cost(39_000)));
      return 1;
    };
    const done = await Promise.all(Array.from({ length: 240 }, (_, n) => run(n)));
    expect(done.filter(Boolean).length).toBeGreaterThan(30);
    expect(await money().audit()).toEqual([]);
  });
});

describe("audit", () => {
  test("says nothing of good books, and every planted difference", async () => {
    expect(await money().audit()).toEqual([]);
    const { callKey } = await held();
    const key = sql`(select call_key from paid_calls where call_key = ${callKey})`;
    await world.db.execute(sql`update budget_windows set spent_micros = spent_micros + 5 where id = any(
      (select window_ids from paid_calls where call_key = ${callKey})::bigint[])`);
    await world.db.execute(sql`update ledger set reserved_micros = reserved_micros - 7 where call_key = ${key}`);
    const found = await money().audit();
    expect(found.join("\n")).toMatch(/window \d+ \(session .*\): spent 5, ledger 0; reserved 40000, ledger 39993/);
    expect(found.join("\n")).toContain(`call ${callKey} (reserved)`);
    await world.db.execute(sql`update jobs set state = 'failed' where id = ${job.id}`);
    expect((await money().audit()).join("\n")).toContain(`call ${callKey} is open but its job is failed`);
  });
});
