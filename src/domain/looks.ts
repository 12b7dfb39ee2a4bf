import { expectedScore } from "./belief.ts";
import type { Checklist, Observation, Tally, Verdict } from "./verdict.ts";
import { findingOf, meetsAllMusts, verdictOf } from "./verdict.ts";

/**
 * What several looks at pictures come to. A single look of a vision model is wrong by a tenth in two of five cases, and
 * one false "no" on a must pins a score; so findings are counted over looks, pictures are compared by what they may be
 * expected to be worth, and a second look is paid for where it may turn the decision (docs/decisions/0019, 0030).
 */

/** All in points of {@link expectedScore}, which differs far less between pictures than scores do. */
const CLEAR_LEAD = 8;
/** Behind by this much, a second look seldom turns the decision. */
const CLEAR_LAG = 5;
/** What the judge's preference in one look weighs against its findings. */
const PREFERENCE_WORTH = 4;
/** What findings and preferences together must come to after two looks; equal pictures rarely do. */
const NEEDED_LEAD = 6;
/** The same when the judge preferred each picture once: it follows the place. */
const NEEDED_LEAD_BY_PLACE = 12;
/** A changed prompt that mended something is worth more than its picture: the next ones are drawn from it too. */
const MENDED_WORTH = 8;

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

/** Two pictures that are compared; `revised`: the new one was made from another prompt than the best. */
export interface Pair {
  readonly checklist: Checklist;
  readonly best: Verdict;
  readonly candidate: Verdict;
  readonly revised: boolean;
}

/**
 * `accept` the new picture, `reject` it, or look again in swapped order. A clear lead that the preference does not
 * contradict decides, and so does a lag. A picture with words to the judge never wins over one without.
 */
export function decide(pair: Pair, preference: Preference): "accept" | "reject" | "look_again" {
  const { best, candidate } = pair;
  if (candidate.suspicious_text && !best.suspicious_text) return "reject";
  if (best.suspicious_text && !candidate.suspicious_text) return candidate.score >= best.score ? "accept" : "reject";
  const lead = leadOf(pair);
  if (lead >= CLEAR_LEAD) return preference === "best" || scoresLower(pair) ? "look_again" : "accept";
  return lead <= -CLEAR_LAG ? "reject" : "look_again";
}

/** After the second look in swapped order: all that both looks found, and what was preferred. */
export function decideAfterSecondLook(pair: Pair, preferences: readonly [Preference, Preference]): "accept" | "reject" {
  if (pair.candidate.suspicious_text && !pair.best.suspicious_text) return "reject";
  if (scoresLower(pair)) return "reject";
  const lead = leadOf(pair);
  const followsPlace = preferences.includes("new") && preferences.includes("best");
  if (followsPlace) return lead >= NEEDED_LEAD_BY_PLACE ? "accept" : "reject";
  const worth = { new: PREFERENCE_WORTH, best: -PREFERENCE_WORTH, tie: 0 };
  return lead + worth[preferences[0]] + worth[preferences[1]] > NEEDED_LEAD ? "accept" : "reject";
}

/** People see the scores: none becomes the best with a lower one than that which it replaces. */
const scoresLower = ({ best, candidate }: Pair) => candidate.score < best.score;

/** Being seen failing less often is no lead by itself: something must be better in the new picture. */
function leadOf({ checklist, best, candidate, revised }: Pair): number {
  const lead = expectedScore(checklist, candidate) - expectedScore(checklist, best);
  const mended = best.failed.some(({ id }) => !candidate.failed.some((item) => item.id === id));
  if (!mended && candidate.score <= best.score) return Math.min(lead, 0);
  return revised && mended ? lead + MENDED_WORTH : lead;
}

/** A must failed in the only look at a picture: before that is the last word, a look is cheaper than being wrong. */
export function deservesLastLook(verdict: Verdict): boolean {
  return verdict.tally?.looks === 1 && !verdict.suspicious_text && !meetsAllMusts(verdict);
}
