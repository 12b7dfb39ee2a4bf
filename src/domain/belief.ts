import { type Checklist, FAILED_MUST_LIMIT, type Tally, UNASKED_TEXT_WEIGHT, type Verdict } from "./verdict.ts";

/*
 * What a judge's findings are worth. The rates are a guess about vision models on single items, somewhat worse than those
 * of the simulation and better than those of its hard judge; decisions hardly change between .25/.12 and .3/.2 (0030).
 */

/** The judge passes what is not there. */
const FALSE_YES = 0.3;
/** The judge fails what is there. */
const FALSE_NO = 0.2;
/** Share of what is asked for that is there before anybody looked. */
const USUALLY_THERE = 0.75;

const PRIOR = Math.log(USUALLY_THERE / (1 - USUALLY_THERE));
const FOR_YES = Math.log((1 - FALSE_NO) / FALSE_YES);
const FOR_NO = Math.log(FALSE_NO / (1 - FALSE_YES));

/**
 * The score (0 to 100) that a picture may be expected to have in truth, given all looks at it. A single "no" halves the
 * belief in a must instead of pinning the score, so a false one cannot throw a good picture out. For comparing pictures
 * only: people see {@link Verdict.score}.
 */
export function expectedScore(checklist: Checklist, verdict: Verdict): number {
  const { tally } = verdict;
  if (tally === undefined) return verdict.score;
  const items = checklist.items.map(({ id, weight, level }) => ({ weight, level, chance: chanceOf(tally, id) }));
  const unasked = tally.unasked_text / tally.looks;
  if (unasked > 0) items.push({ weight: UNASKED_TEXT_WEIGHT, level: "should", chance: 1 - unasked });
  const weights = items.reduce((sum, { weight }) => sum + weight, 0);
  const raw = (value: (item: (typeof items)[number]) => number) =>
    100 * (0.85 * (items.reduce((sum, item) => sum + item.weight * value(item), 0) / weights) + 0.15 * clean(tally));
  const allMet = items.reduce((product, { level, chance }) => (level === "must" ? product * chance : product), 1);
  const whenMet = raw(({ level, chance }) => (level === "must" ? 1 : chance));
  const whenNot = allMet > 0.999 ? 0 : (raw(({ chance }) => chance) - allMet * whenMet) / (1 - allMet);
  return allMet * whenMet + (1 - allMet) * Math.min(whenNot, FAILED_MUST_LIMIT);
}

const clean = (tally: Tally) => 1 - tally.artefacts / tally.looks;

/** Chance that an item is truly there; each look adds its evidence, a "partial" half of each kind. */
function chanceOf(tally: Tally, id: string): number {
  const yes = tally.items[id] ?? 0;
  return 1 / (1 + Math.exp(-(PRIOR + yes * FOR_YES + (tally.looks - yes) * FOR_NO)));
}
