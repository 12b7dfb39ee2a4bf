import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isTimeZone, periodBounds, windowsFor } from "../../src/domain/budget.ts";

const HOUR = 3_600_000;
const ZONES = [
  ...["UTC", "Europe/Berlin", "America/New_York", "America/Havana", "Africa/Cairo", "Asia/Beirut", "Asia/Kathmandu"],
  ...["Australia/Lord_Howe", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Marquesas", "America/Asuncion"],
];
const hours = (zone: string, now: string) => {
  const { startsAt, endsAt } = periodBounds("day", new Date(now), zone);
  return (endsAt.getTime() - startsAt.getTime()) / HOUR;
};

describe("days and months", () => {
  test.each([
    ["Europe/Berlin", "2026-03-29T12:00:00Z", 23],
    ["Europe/Berlin", "2026-10-25T12:00:00Z", 25],
    ["Europe/Berlin", "2026-05-01T12:00:00Z", 24],
    ["Australia/Lord_Howe", "2026-04-05T02:00:00Z", 24.5],
    ["America/Havana", "2026-11-01T12:00:00Z", 25],
    ["Africa/Cairo", "2026-04-24T12:00:00Z", 23],
    ["UTC", "2026-03-29T12:00:00Z", 24],
  ])("a day in %s at %s has %d hours", (zone, now, length) => {
    expect(hours(zone, now)).toBe(length);
  });

  test("a month ends at the zone's own midnight, also across the year and in leap years", () => {
    const month = (zone: string, now: string) => Object.values(periodBounds("month", new Date(now), zone));
    expect(month("Asia/Tokyo", "2025-12-31T15:00:00Z")).toEqual([
      new Date("2025-12-31T15:00:00Z"),
      new Date("2026-01-31T15:00:00Z"),
    ]);
    expect(month("UTC", "2028-02-29T23:59:59.999Z")).toEqual([new Date("2028-02-01"), new Date("2028-03-01")]);
    expect(month("Europe/Berlin", "2026-10-31T22:59:59Z")[1]).toEqual(new Date("2026-10-31T23:00:00Z"));
  });

  test("every moment lies in its period, all moments of a period agree on it, and the next begins where it ends", () => {
    const moment = fc.date({ min: new Date("2000-01-01"), max: new Date("2037-12-31"), noInvalidDate: true });
    const period = fc.constantFrom("day" as const, "month" as const);
    fc.assert(
      fc.property(
        moment,
        period,
        fc.constantFrom(...ZONES),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (now, of, zone, part) => {
          const { startsAt, endsAt } = periodBounds(of, now, zone);
          expect(startsAt.getTime()).toBeLessThanOrEqual(now.getTime());
          expect(endsAt.getTime()).toBeGreaterThan(now.getTime());
          const other = new Date(startsAt.getTime() + Math.floor(part * (endsAt.getTime() - startsAt.getTime() - 1)));
          expect(periodBounds(of, other, zone)).toEqual({ startsAt, endsAt });
          expect(periodBounds(of, endsAt, zone).startsAt).toEqual(endsAt);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test("a day whose first hour comes twice begins with the first of them", () => {
    const bounds = periodBounds("day", new Date("2026-11-01T05:30:00Z"), "America/Havana");
    expect(bounds.startsAt).toEqual(new Date("2026-11-01T04:00:00Z"));
    expect(periodBounds("day", new Date("2026-11-01T04:30:00Z"), "America/Havana")).toEqual(bounds);
  });

  test("names of zones are checked", () => {
    expect([isTimeZone("Europe/Berlin"), isTimeZone("Mars/Olympus"), isTimeZone("")]).toEqual([true, false, false]);
  });
});

describe("the windows of a call", () => {
  const caps = { deploymentDay: 1, deploymentMonth: 2, chatDay: 3, chatMonth: 4, personDay: 5, session: 6 };
  const payer = { chat: "t:1", person: "t:2", sessionId: "s", zone: "Asia/Tokyo" };
  const now = new Date("2026-05-20T16:00:00Z");

  test("are one per cap; the deployment's and the person's days are in UTC, the chat's in its zone", () => {
    const windows = windowsFor(payer, caps, now);
    expect(
      windows.map((w) => [w.scope, w.period, w.scopeId, w.capMicros, w.startsAt.toISOString().slice(0, 13)]),
    ).toEqual([
      ["deployment", "day", "all", 1, "2026-05-20T00"],
      ["deployment", "month", "all", 2, "2026-05-01T00"],
      ["chat", "day", "t:1", 3, "2026-05-20T15"],
      ["chat", "month", "t:1", 4, "2026-04-30T15"],
      ["person", "day", "t:2", 5, "2026-05-20T00"],
      ["session", "total", "s", 6, "1970-01-01T00"],
    ]);
    expect(windows.at(-1)?.endsAt).toBeNull();
  });

  test("without a session there are five, and the answer depends on nothing but what is given", () => {
    const without = { ...payer, sessionId: null };
    expect(windowsFor(without, caps, now)).toHaveLength(5);
    expect(windowsFor(without, caps, now)).toEqual(windowsFor(without, caps, new Date(now)));
  });
});
