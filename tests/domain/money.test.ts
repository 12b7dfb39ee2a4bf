import fc from "fast-check";
import { expect, test } from "vitest";
import {
  costLevel,
  formatApart,
  formatPrice,
  formatUsd,
  microsFromUsd,
  usdFromMicros,
} from "../../src/domain/money.ts";

test("dollars become whole micro-dollars, never less than they were", () => {
  expect(microsFromUsd(0.07)).toBe(70_000);
  expect(microsFromUsd(0.0000001)).toBe(1);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (micros) => {
      expect(microsFromUsd(usdFromMicros(micros))).toBe(micros);
    }),
  );
  fc.assert(
    fc.property(fc.double({ min: 0, max: 100_000, noNaN: true }), (usd) => {
      const micros = microsFromUsd(usd);
      expect(Number.isInteger(micros)).toBe(true);
      expect(micros).toBeGreaterThanOrEqual(Math.floor(usd * 1e6));
    }),
  );
});

test("amounts are shown with cents, and with more digits below one", () => {
  expect([0, 3_200, 10_000, 1_250_000, -40_000].map(formatUsd)).toEqual([
    "$0.00",
    "$0.0032",
    "$0.01",
    "$1.25",
    "$-0.04",
  ]);
});

test("a button's price is never below what will be paid", () => {
  expect([0, 1, 10_000, 10_001].map(formatPrice)).toEqual(["$0.00", "$0.01", "$0.01", "$0.02"]);
});

test("amounts that differ look different, and no more digits are shown than that takes", () => {
  expect(formatApart(10_000, 20_000)).toEqual(["$0.01", "$0.02"]);
  expect(formatApart(16_400, 18_250)).toEqual(["$0.0164", "$0.01825"]);
  expect(formatApart(0, 0)).toEqual(["$0.00", "$0.00"]);
  expect(formatApart(1_000_000, 1_000_001)).toEqual(["$1.00", "$1.000001"]);
});

test.each([
  [null, "unknown"],
  [0, "free"],
  [19_999, "low"],
  [20_000, "med"],
  [99_999, "med"],
  [100_000, "high"],
] as const)("a picture for %s µ$ is %s", (micros, level) => {
  expect(costLevel(micros)).toBe(level);
});
