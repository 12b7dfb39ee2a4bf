import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ratioOf } from "../../src/domain/picture.ts";
import { sizeFor } from "../../src/providers/openai/models.ts";
import { textTokensAtMost } from "../../src/providers/text-tokens.ts";

const aspects = fc
  .tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 999 }))
  .map(([w, h]) => `${w}:${h}`);

describe("sizes of gpt-image-2", () => {
  test("are legal and close to the wanted ratio, whatever is asked", () => {
    fc.assert(
      fc.property(aspects, fc.constantFrom("draft" as const, "final" as const), (aspect, preset) => {
        const { size, aspect: taken } = sizeFor("gpt-image-2", aspect, preset);
        const { width, height } = size;
        expect([width % 16, height % 16]).toEqual([0, 0]);
        expect(width * height).toBeGreaterThanOrEqual(preset === "draft" ? 655_360 : 1_048_576);
        expect(width * height).toBeLessThan(preset === "draft" ? 800_000 : 1_300_000);
        expect(Math.max(width / height, height / width)).toBeLessThanOrEqual(3);
        expect(Math.abs(Math.log(width / height / ratioOf(taken)))).toBeLessThan(0.03);
      }),
      { numRuns: 60 },
    );
  });
});

describe("upper bound of the tokens of a text", () => {
  test.each(["A red fox reads under a lantern", "Рыжая лиса читает под фонарём", "雪の森で本を読む狐", "12 !!! $9"])(
    "%s: at least a token for each word, at most one for each byte",
    (text) => {
      expect(textTokensAtMost(text)).toBeGreaterThanOrEqual(text.split(" ").length * 1.5);
      expect(textTokensAtMost(text)).toBeLessThanOrEqual(Buffer.byteLength(text));
    },
  );
});
