import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectedScore } from "../../src/domain/belief.ts";
import { afterAnotherLook } from "../../src/domain/looks.ts";
import { type Checklist, type Finding, scoreOf } from "../../src/domain/verdict.ts";

const list: Checklist = {
  version: 1,
  items: ["i1", "i2", "i3"].map((id) => ({ id, text: id, weight: 2, level: "must", kind: "content" })),
};
const look = (...findings: Finding[]) =>
  scoreOf(list, {
    description: "",
    visible_text: [],
    unasked_text: false,
    items: findings.map((finding, at) => ({ id: `i${at + 1}`, finding, evidence: "" })),
    artefacts: 0,
  });
const worth = (...findings: Finding[]) => expectedScore(list, look(...findings));

describe("what a picture is expected to be worth", () => {
  it("lies between 0 and 100, and rises with each finding", () => {
    const finding = fc.constantFrom<Finding>("yes", "partial", "no");
    fc.assert(
      fc.property(finding, finding, finding, (a, b, c) => {
        expect(worth(a, b, c)).toBeGreaterThanOrEqual(0);
        expect(worth("yes", b, c)).toBeGreaterThanOrEqual(worth(a, b, c));
        expect(worth("yes", "yes", "yes")).toBeLessThan(100);
      }),
    );
  });

  it("is not pinned by a single no, and believes two more than one", () => {
    const once = look("yes", "no", "yes");
    expect(expectedScore(list, once)).toBeGreaterThan(once.score);
    const twice = afterAnotherLook(list, once, once);
    expect(expectedScore(list, twice)).toBeLessThan(expectedScore(list, once));
  });

  it("is the score itself where no looks were counted", () => {
    const { tally: _, ...old } = look("yes", "no", "yes");
    expect(expectedScore(list, old)).toBe(60);
  });
});
