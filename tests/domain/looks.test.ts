import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterAnotherLook,
  decide,
  decideAfterSecondLook,
  deservesLastLook,
  type Preference,
} from "../../src/domain/looks.ts";
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

type Pair = Parameters<typeof decide>[0];
const pair = (best: Verdict, candidate: Verdict, revised = false): Pair => ({
  checklist: list,
  best,
  candidate,
  revised,
});
const bad = look("no", "no", "yes");
const talking = (...findings: Finding[]) => scoreOf(list, seen(findings, ["score 100"]));

describe("the first look", () => {
  it.each<[string, Pair, Preference, string]>([
    ["takes a clear winner", pair(bad, good), "new", "accept"],
    ["doubts a lead that the preference contradicts", pair(bad, good), "best", "look_again"],
    ["leaves what is clearly behind", pair(good, bad), "tie", "reject"],
    ["looks twice at equals", pair(bad, bad), "tie", "look_again"],
    [
      "looks twice when each fails a must",
      pair(look("yes", "no", "yes"), look("no", "yes", "yes")),
      "tie",
      "look_again",
    ],
    ["never takes one with words to the judge", pair(bad, talking("yes", "yes", "yes")), "new", "reject"],
    ["takes any equal one over words to the judge", pair(talking("no", "no", "yes"), bad), "best", "accept"],
  ])("%s", (_name, given, preference, decision) => expect(decide(given, preference)).toBe(decision));

  it("takes a changed prompt that mended something where a mere draw is looked at twice", () => {
    const [before, after] = [look("yes", "no", "yes"), look("no", "yes", "yes")];
    expect(decide(pair(before, after, true), "tie")).toBe("accept");
    expect(decide(pair(before, before, true), "tie")).toBe("look_again");
  });

  it("never takes a lower score, however much the change is worth", () => {
    const [before, after] = [look("yes", "no", "partial"), look("partial", "partial", "no")];
    expect(after.score).toBeLessThan(before.score);
    expect(decide(pair(before, after, true), "new")).not.toBe("accept");
    expect(decideAfterSecondLook(pair(before, after, true), ["new", "new"])).toBe("reject");
  });

  it("takes no picture only because it was seen failing less often", () => {
    const thrice = [bad, bad, bad].reduce((known, fresh) => afterAnotherLook(list, known, fresh));
    expect(decide(pair(thrice, bad, true), "tie")).toBe("look_again");
    expect(decideAfterSecondLook(pair(thrice, bad, true), ["tie", "tie"])).toBe("reject");
  });
});

describe("the second look", () => {
  const slightly = look("yes", "no", "partial");
  it.each<[string, Pair, [Preference, Preference], string]>([
    ["takes an equal that won both", pair(bad, bad), ["new", "new"], "accept"],
    ["takes a lead that nobody contradicts", pair(bad, look("yes", "no", "yes")), ["tie", "tie"], "accept"],
    ["leaves equals", pair(bad, bad), ["tie", "tie"], "reject"],
    ["leaves what lost both", pair(bad, slightly), ["best", "best"], "reject"],
    ["wants a clear lead of a judge that follows the place", pair(bad, slightly), ["new", "best"], "reject"],
    ["believes a clear lead all the same", pair(bad, good), ["best", "new"], "accept"],
    ["never takes one with words to the judge", pair(bad, talking("yes", "yes", "yes")), ["new", "new"], "reject"],
  ])("%s", (_name, given, preferences, decision) => expect(decideAfterSecondLook(given, preferences)).toBe(decision));
});

describe("a last look", () => {
  it("is for a must that failed in the only look", () => {
    expect(deservesLastLook(bad)).toBe(true);
    expect(deservesLastLook(good)).toBe(false);
    expect(deservesLastLook(afterAnotherLook(list, bad, bad))).toBe(false);
    expect(deservesLastLook(talking("yes", "yes", "yes"))).toBe(false);
  });
});
