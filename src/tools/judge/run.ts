import type { ErrorRecord } from "../../domain/errors.ts";
import { afterAnotherLook, decide, decideAfterSecondLook } from "../../domain/looks.ts";
import { scoreOf, type Verdict } from "../../domain/verdict.ts";
import type { JudgeOutput } from "../outputs.ts";
import type { ToolContext } from "../tool.ts";
import type { JudgeInput } from "./index.ts";
import { costOfLook, type Look, look, type Order } from "./look.ts";
import { readSubject, type Subject } from "./subject.ts";

/** Decides which picture is shown first. */
type Coin = (seed: string) => Order;

/** FNV-1a over the seed: retries of a job agree, and neither place in the order is the new picture's own. */
const seededCoin: Coin = (seed) => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < seed.length; at += 1) hash = Math.imul(hash ^ seed.charCodeAt(at), 0x01000193);
  // The lowest bits of this hash are weak; fold the upper half in.
  return (((hash >>> 16) ^ (hash >>> 7)) & 1) === 0 ? "best_first" : "new_first";
};

/** A picture that was looked at before is shown where it was less often, so that its looks do not repeat each other's errors. */
function orderFor(subject: Subject, coin: Coin): Order {
  const tally = (subject.best ?? subject.candidate).verdict?.tally;
  const shownFirst = tally === undefined ? 0 : 2 * tally.shown_first - tally.looks;
  if (shownFirst === 0) return coin(subject.coinSeed);
  const isDueSecond = shownFirst > 0;
  return isDueSecond === (subject.best !== null) ? "new_first" : "best_first";
}

const swapped = (order: Order): Order => (order === "best_first" ? "new_first" : "best_first");

/** What a look, or two of them, came to. */
interface Ruling {
  verdict: Verdict | null;
  /** All that is known of the best now. */
  bestVerdict: Verdict | null;
  won: boolean | null;
  costMicros: number;
  error: ErrorRecord | null;
}

/**
 * Judges a picture beside the best; what is known of the best from earlier looks counts along. A judge that fails never loses the picture: it is kept without a verdict.
 */
export async function runJudge(context: ToolContext, input: JudgeInput, coin: Coin = seededCoin): Promise<JudgeOutput> {
  const subject = await context.step("begin", () => readSubject(context, input.iterationId));
  const ruling = await rule(context, subject, orderFor(subject, coin));
  const accepted = await context.step("save", () => save(context, subject, ruling));
  const { verdict, won, costMicros, error } = ruling;
  return { judged: verdict !== null, accepted, won, score: verdict?.score ?? null, costMicros, error };
}

async function rule(context: ToolContext, subject: Subject, order: Order): Promise<Ruling> {
  const { checklist } = subject;
  const first = await look(context, "look", subject, order);
  const costMicros = costOfLook(first);
  // The first picture is the best there is, judged or not.
  const isOnly = subject.best === null;
  if (!first.ok) return { verdict: null, bestVerdict: null, won: isOnly ? true : null, costMicros, error: first.error };
  const { verdict, bestVerdict: seen } = scoresOf(subject, first.value, order);
  if (seen === null) {
    const known = afterAnotherLook(checklist, subject.candidate.verdict, verdict);
    return { verdict: known, bestVerdict: null, won: true, costMicros, error: null };
  }
  const bestVerdict = afterAnotherLook(checklist, subject.best?.verdict ?? null, seen);
  const { revised } = subject;
  const decision = decide({ checklist, revised, best: bestVerdict, candidate: verdict }, first.value.preference);
  if (decision !== "look_again") return { verdict, bestVerdict, won: decision === "accept", costMicros, error: null };
  const second = await look(context, "second-look", subject, swapped(order));
  const paid = costMicros + costOfLook(second);
  if (!second.ok) return { verdict, bestVerdict, won: false, costMicros: paid, error: second.error };
  const again = scoresOf(subject, second.value, swapped(order));
  const both = {
    verdict: afterAnotherLook(checklist, verdict, again.verdict),
    bestVerdict: afterAnotherLook(checklist, bestVerdict, again.bestVerdict ?? seen),
  };
  const preferences = [first.value.preference, second.value.preference] as const;
  const pair = { checklist, revised, best: both.bestVerdict, candidate: both.verdict };
  const won = decideAfterSecondLook(pair, preferences) === "accept";
  return { ...both, won, costMicros: paid, error: null };
}

function scoresOf(
  { checklist, goal }: Subject,
  seen: Look,
  order: Order,
): { verdict: Verdict; bestVerdict: Verdict | null } {
  const isNewFirst = order === "new_first";
  return {
    verdict: scoreOf(checklist, seen.candidate, goal, isNewFirst),
    bestVerdict: seen.best && scoreOf(checklist, seen.best, goal, !isNewFirst),
  };
}

/** Writes the verdict down; returns whether the picture is the best now. A best that the person chose is not moved. */
async function save(context: ToolContext, subject: Subject, ruling: Ruling): Promise<boolean> {
  const { candidate, best } = subject;
  const costMicros = candidate.costMicros + ruling.costMicros;
  const session = await context.session.get();
  const isMine = !session.bestChosenByPerson || session.bestIterationId === candidate.id;
  const accepted = ruling.won === true && isMine;
  if (ruling.verdict === null) {
    const judgeError = ruling.error?.message ?? "The judge gave no answer.";
    // An earlier verdict of the best outlives a second judging that failed.
    const change = candidate.isBest ? { costMicros } : { costMicros, judgeError, accepted };
    await context.session.updateIteration(candidate.id, change);
  } else {
    const change = { verdict: ruling.verdict, judgeError: null, costMicros };
    await context.session.updateIteration(candidate.id, candidate.isBest ? change : { ...change, accepted });
  }
  if (best !== null && ruling.bestVerdict !== null) {
    await context.session.updateIteration(best.id, { verdict: ruling.bestVerdict, judgeError: null });
  }
  if (accepted) await context.session.update({ bestIterationId: candidate.id });
  await context.emit({ type: "iteration_judged", iterationId: candidate.id });
  return accepted;
}
