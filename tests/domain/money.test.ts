import fc from "fast-check";
import { expect, test } from "vitest";
import {
  costLevel,
  formatLeft,
  formatNeeded,
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

test("in sentences, what is left is rounded down and what is needed up, to four decimals at most", () => {
  expect([0, 16_400, 18_251, 4_999_999, 1_000_000].map(formatLeft)).toEqual([
    "$0.00",
    "$0.0164",
    "$0.0182",
    "$4.9999",
    "$1.00",
  ]);
  expect([0, 13_122, 18_250, 20_000, 1_000_001].map(formatNeeded)).toEqual([
    "$0.00",
    "$0.0132",
    "$0.0183",
    "$0.02",
    "$1.0001",
  ]);
  // What does not fit never looks as if it did.
  const amount = fc.integer({ min: 0, max: 100_000_000 });
  fc.assert(
    fc.property(amount, amount, (left, needed) => {
      const [shownLeft, shownNeeded] = [formatLeft(left), formatNeeded(needed)].map((text) => Number(text.slice(1)));
      expect(shownLeft).toBeLessThanOrEqual(left / 1e6);
      expect(shownNeeded).toBeGreaterThanOrEqual(needed / 1e6);
      expect(`${formatLeft(left)} ${formatNeeded(needed)}`).toMatch(/^\$\d+\.\d{2,4} \$\d+\.\d{2,4}$/);
    }),
  );
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
