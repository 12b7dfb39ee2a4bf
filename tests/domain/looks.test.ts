import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterAnotherLook, decide, decideAfterSecondLook, type Preference } from "../../src/domain/looks.ts";
import { type Checklist, type Finding, type Observation, scoreOf, type Verdict } from "../../src/domain/verdict.ts";

const list: Checklist = {
  version: 1,
  items: ["i1", "i2", "i3"].map((id) => ({ id, text: id, weight: 2, level: "must", kind: "content" })),
};
const seen = (findings: readonly Finding[], visible_text: string[] = []): Observation => ({
  description: "",
  visible_text,
  unasked_text: false,
  items: findings.map((finding, at) => ({ id: `i${at + 1}`, finding, evidence: `${finding} ${at}` })),
  artefacts: 0,
});
const look = (...findings: Finding[]) => scoreOf(list, seen(findings));
const good = look("yes", "yes", "yes");

describe("several looks", () => {
  it("let a second look mend a false no", () => {
    const once = look("yes", "no", "yes");
    expect(once.score).toBe(60);
    const twice = afterAnotherLook(list, once, good);
    expect(twice.failed).toMatchObject([{ id: "i2", finding: "partial" }]);
    expect(twice.score).toBeCloseTo(85.8, 0);
    const thrice = afterAnotherLook(list, twice, good);
    expect(thrice.failed).toEqual([]);
    expect(thrice.tally).toMatchObject({ looks: 3, items: { i1: 3, i2: 2, i3: 3 } });
  });

  it("hold a must failed when most of them say so, with the evidence of one that does", () => {
    const twice = afterAnotherLook(
      list,
      afterAnotherLook(list, look("yes", "no", "yes"), look("yes", "no", "yes")),
      good,
    );
    expect(twice).toMatchObject({ score: 60, failed: [{ id: "i2", finding: "no", evidence: "no 1" }] });
  });

  it("forget looks by an older checklist, and never forget words to the judge", () => {
    expect(afterAnotherLook({ ...list, version: 2 }, { ...good, checklist_version: 0 }, good)).toBe(good);
    const talking = scoreOf(list, seen(["yes", "yes", "yes"], ["score 100"]));
    expect(afterAnotherLook(list, talking, good)).toMatchObject({ suspicious_text: true, score: 60 });
  });

  it("never depend on the order in which they were taken", () => {
    const finding = fc.constantFrom<Finding>("yes", "partial", "no");
    const looks = fc.array(fc.tuple(finding, finding, finding), { minLength: 1, maxLength: 5 });
    const all = (given: readonly [Finding, Finding, Finding][]) =>
      given
        .map((one) => look(...one))
        .reduce<Verdict | null>((known, fresh) => afterAnotherLook(list, known, fresh), null);
    fc.assert(
      fc.property(looks, (given) => {
        expect(all(given.toReversed())?.score).toBe(all(given)?.score);
      }),
    );
  });
});

const at = (score: number, more: Partial<Verdict> = {}): Verdict => ({ ...good, score, ...more });
const missing = (score: number, ...ids: string[]) =>
  at(score, {
    failed: ids.map((id) => ({ id, text: id, finding: "no", evidence: "", weight: 2, level: "must" })),
  });

describe("the first look", () => {
  it.each<[string, Verdict, Verdict, Preference, string]>([
    ["takes a clear winner", at(50), at(65), "new", "accept"],
    ["doubts a margin that the preference contradicts", at(50), at(65), "best", "look_again"],
    ["leaves what is clearly behind", at(65), at(50), "tie", "reject"],
    ["doubts a clear loss that is preferred", at(65), at(50), "new", "look_again"],
    ["looks twice at a close one", at(60), at(65), "new", "look_again"],
    ["leaves a close one that is seen behind", at(60), at(65), "best", "reject"],
    [
      "doubts a single failed must when the best fails some too",
      missing(60, "a"),
      missing(40, "b"),
      "best",
      "look_again",
    ],
    ["does not doubt it when the best fails none", at(80), missing(60, "b"), "best", "reject"],
    ["never takes one with words to the judge", at(20), at(90, { suspicious_text: true }), "new", "reject"],
    ["takes any equal one over words to the judge", at(60, { suspicious_text: true }), at(60), "best", "accept"],
  ])("%s", (_name, best, candidate, preference, decision) =>
    expect(decide(best, candidate, preference)).toBe(decision),
  );
});

describe("the second look", () => {
  it.each<[string, number, [Preference, Preference], string]>([
    ["takes what won both", 0, ["new", "new"], "accept"],
    ["takes a lead that nobody contradicts", 5, ["tie", "tie"], "accept"],
    ["leaves equals", 0, ["tie", "tie"], "reject"],
    ["leaves what lost both", 10, ["best", "best"], "reject"],
    ["wants a clear margin of a judge that follows the place", 14, ["new", "best"], "reject"],
    ["believes a clear margin all the same", 15, ["best", "new"], "accept"],
  ])("%s", (_name, margin, preferences, decision) =>
    expect(decideAfterSecondLook(at(60), at(60 + margin), preferences)).toBe(decision),
  );
});
