import type { Checklist, Observation, Tally, Verdict } from "./verdict.ts";
import { findingOf, verdictOf } from "./verdict.ts";

/**
 * What several looks at pictures come to. A single look of a vision model is wrong by a tenth in two of five cases, and
 * one false "no" on a must pins a score; so findings are counted over looks, and a second look is paid for where it may
 * turn the decision (docs/decisions/0019).
 */

/** A margin of at least this many points is clear: about what one look errs by. */
const CLEAR_MARGIN = 15;
/** What the judge's preference in one look weighs against the scores (points). */
const PREFERENCE_WORTH = 5;
/** What scores and preferences together must come to after two looks (points); equal pictures rarely do. */
const NEEDED_LEAD = 4;

/** Which of two pictures the judge prefers. */
export type Preference = "best" | "new" | "tie";

/** What is known of a picture after one more look. Looks by an older checklist do not count. */
export function afterAnotherLook(checklist: Checklist, before: Verdict | null, fresh: Verdict): Verdict {
  if (before?.tally === undefined || fresh.tally === undefined) return fresh;
  if (before.checklist_version !== fresh.checklist_version) return fresh;
  const tally = added(before.tally, fresh.tally);
  const suspicious = before.suspicious_text || fresh.suspicious_text;
  return verdictOf(checklist, consensus(checklist, before, fresh, tally), tally, suspicious);
}

function added(a: Tally, b: Tally): Tally {
  const ids = new Set([...Object.keys(a.items), ...Object.keys(b.items)]);
  return {
    looks: a.looks + b.looks,
    shown_first: a.shown_first + b.shown_first,
    items: Object.fromEntries([...ids].map((id) => [id, (a.items[id] ?? 0) + (b.items[id] ?? 0)])),
    artefacts: a.artefacts + b.artefacts,
    unasked_text: a.unasked_text + b.unasked_text,
  };
}

/** The newest look, with each item's finding by majority and the evidence of a look that found so. */
function consensus(checklist: Checklist, before: Verdict, fresh: Verdict, tally: Tally): Observation {
  const items = checklist.items.map(({ id }) => {
    const finding = findingOf((tally.items[id] ?? 0) / tally.looks);
    const seen = [fresh, before].map((verdict) => verdict.observation.items.find((item) => item.id === id));
    const evidence =
      (seen.find((item) => item?.finding === finding) ?? seen.find(Boolean))?.evidence ?? "not looked at";
    return { id, finding, evidence };
  });
  return { ...fresh.observation, items };
}

/**
 * `accept` the new picture, `reject` it, or look again in swapped order. A clear margin that the preference does not
 * contradict decides; so does a close one that the judge sees behind. A picture with words to the judge never wins over
 * one without.
 */
export function decide(best: Verdict, candidate: Verdict, preference: Preference): "accept" | "reject" | "look_again" {
  const margin = candidate.score - best.score;
  if (candidate.suspicious_text && !best.suspicious_text) return "reject";
  if (best.suspicious_text && !candidate.suspicious_text) return margin >= 0 ? "accept" : "reject";
  if (margin >= CLEAR_MARGIN) return preference === "new" ? "accept" : "look_again";
  if (isPinned(best, candidate)) return "look_again";
  if (margin <= -CLEAR_MARGIN) return preference === "new" ? "look_again" : "reject";
  return preference === "best" ? "reject" : "look_again";
}

/** One false "no" would hide that the new picture is the better one: it fails a single must, and the best fails some too. */
function isPinned(best: Verdict, candidate: Verdict): boolean {
  return failedMusts(candidate) === 1 && failedMusts(best) > 0;
}

function failedMusts(verdict: Verdict): number {
  return verdict.failed.filter((item) => item.level === "must" && item.finding === "no").length;
}

/**
 * After the second look in swapped order: all that both looks found, and what was preferred. A judge that once preferred
 * each follows the place, not the picture: then only a clear margin counts.
 */
export function decideAfterSecondLook(
  best: Verdict,
  candidate: Verdict,
  preferences: readonly [Preference, Preference],
): "accept" | "reject" {
  const margin = candidate.score - best.score;
  if (candidate.suspicious_text && !best.suspicious_text) return "reject";
  const followsPlace = preferences.includes("new") && preferences.includes("best");
  if (followsPlace) return margin >= CLEAR_MARGIN ? "accept" : "reject";
  const worth = { new: PREFERENCE_WORTH, best: -PREFERENCE_WORTH, tie: 0 };
  return margin + worth[preferences[0]] + worth[preferences[1]] > NEEDED_LEAD ? "accept" : "reject";
}
