import { describe, expect, it } from "vitest";
import { basisOf, type LoopState, nextMove, type PastRound, pickFixes } from "../../src/domain/loop-policy.ts";
import type { Verdict } from "../../src/domain/verdict.ts";

function verdict(score: number, ...failed: [id: string, weight: number, level: "must" | "should"][]): Verdict {
  const observation = { description: "", visible_text: [], unasked_text: false, items: [], artefacts: 0 };
  return {
    checklist_version: 1,
    observation,
    score,
    failed: failed.map(([id, weight, level]) => ({ id, text: id, finding: "no", evidence: "", weight, level })),
    suspicious_text: false,
  };
}
const round = (kind: PastRound["kind"], won: boolean | null, fixes: string[] = []): PastRound => ({
  kind,
  won,
  fixes,
  accepted: won === true,
  iterationId: "x",
});
const state = (more: Partial<LoopState>): LoopState => ({
  best: verdict(50, ["a", 1, "should"], ["b", 3, "should"], ["c", 2, "must"], ["d", 2, "should"]),
  targetScore: 90,
  roundsLeft: 3,
  feedbackPending: false,
  past: [],
  mayRevise: true,
  ...more,
});

describe("fixes", () => {
  it("takes the two of the greatest weight, musts first", () => {
    expect(pickFixes(state({}).best!, [])).toEqual(["c", "b"]);
  });
  it("does not try one again on the same best, and may on a new one", () => {
    const tried = round("revise", false, ["c", "b"]);
    expect(pickFixes(state({}).best!, [tried])).toEqual(["d", "a"]);
    expect(pickFixes(state({}).best!, [tried, round("resample", true)])).toEqual(["c", "b"]);
  });
});

describe("moves", () => {
  const no = round("revise", false, ["c", "b"]);
  it.each<[string, Partial<LoopState>, string, string]>([
    ["mends what failed", {}, "revise", "failed_items"],
    ["ends at the target", { best: verdict(95, ["a", 1, "should"]) }, "stop", "target_met"],
    ["does not end with a failed must", { best: verdict(95, ["a", 1, "must"]) }, "revise", "failed_items"],
    ["does not end before the person's words", { best: verdict(95), feedbackPending: true }, "revise", "feedback"],
    ["ends with its rounds", { roundsLeft: 0 }, "stop", "rounds"],
    ["ends with its rounds though words wait", { roundsLeft: 0, feedbackPending: true }, "stop", "rounds"],
    ["draws again after two rejections", { past: [no, no] }, "resample", "two_rejections"],
    ["counts rejections in a row", { past: [no, round("revise", true), no] }, "revise", "failed_items"],
    ["counts no round that nobody judged", { past: [no, round("revise", null)] }, "revise", "failed_items"],
    ["draws again when nothing is left to mend", { best: verdict(80) }, "resample", "nothing_to_mend"],
    ["draws again when the best could not be judged", { best: null }, "resample", "not_judged"],
    ["mends the rest after a draw", { past: [no, no, round("resample", false)] }, "revise", "failed_items"],
    [
      "then builds differently",
      { best: verdict(80), past: [round("resample", false)] },
      "different_build",
      "nothing_to_mend",
    ],
    [
      "ends with nothing new to try",
      { best: verdict(80), past: [round("resample", false), round("different_build", false)] },
      "stop",
      "no_progress",
    ],
    ["draws when the reviser has nothing", { mayRevise: false }, "resample", "nothing_to_mend"],
  ])("%s", (_name, more, kind, reason) => expect(nextMove(state(more))).toMatchObject({ kind, reason }));
});

describe("the basis of the next revision", () => {
  const rejected = round("revise", false, ["a", "b"]);
  it.each<[string, PastRound[], Verdict | null, string | null]>([
    [
      "is the lost picture whose change mended something",
      [rejected],
      verdict(40, ["b", 1, "must"], ["c", 1, "must"]),
      "x",
    ],
    ["is the best when nothing was mended", [rejected], verdict(40, ["a", 1, "must"], ["b", 1, "must"]), null],
    ["is the best after a win", [round("revise", true, ["a"])], verdict(90), null],
    ["is the best after another draw", [rejected, round("resample", false)], verdict(90), null],
    ["is the best when nobody judged", [round("revise", null, ["a"])], null, null],
    ["is never one with words to the judge", [rejected], { ...verdict(40), suspicious_text: true }, null],
  ])("%s", (_name, past, seen, id) => expect(basisOf(past, () => seen)).toBe(id));
});
