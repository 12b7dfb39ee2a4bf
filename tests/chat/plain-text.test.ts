import { expect, test } from "vitest";
import { plainName } from "../../src/chat/plain-text.ts";

test.each([
  ["Ann", "Ann"],
  ["  A\n\tn\u0000n  ", "A nn"],
  ["\u202eevil\u2066\u200b", "evil"],
  ["👩‍🎨", "👩‍🎨"],
  ["a\u200d \u200db", "a b"],
  ["\u3164\u115f", ""],
  [`Z${"\u0335\u0321".repeat(40)}algo`, "Z\u0335\u0321\u0335algo"],
  ["<b>@everyone</b> **x**", "<b>@everyone</b> **x**"],
  ["x".repeat(100), `${"x".repeat(63)}…`],
])("%j is shown as %j", (name, shown) => {
  expect(plainName(name)).toBe(shown);
});
