import type { ErrorRecord } from "../../domain/errors.ts";
import { afterAnotherLook, decide, decideAfterSecondLook, scoreOf, type Verdict } from "../../domain/verdict.ts";
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

const swapped = (order: Order): Order => (order === "best_first" ? "new_first" : "best_first");

/** What a look, or two of them, came to. */
interface Ruling {
  verdict: Verdict | null;
  /** The best's, from the same look: used to compare, and added to what is known of the best. */
  bestVerdict: Verdict | null;
  won: boolean | null;
  costMicros: number;
  error: ErrorRecord | null;
}

/**
 * Judges a picture beside the best. Both are scored from the same look, since scores of different looks differ by a
 * tenth for the same picture. A judge that fails never loses the picture: it is kept without a verdict.
 */
export async function runJudge(context: ToolContext, input: JudgeInput, coin: Coin = seededCoin): Promise<JudgeOutput> {
  const subject = await context.step("begin", () => readSubject(context, input.iterationId));
  const ruling = await rule(context, subject, coin(subject.coinSeed));
  const accepted = await context.step("save", () => save(context, subject, ruling));
  const { verdict, won, costMicros, error } = ruling;
  return { judged: verdict !== null, accepted, won, score: verdict?.score ?? null, costMicros, error };
}

async function rule(context: ToolContext, subject: Subject, order: Order): Promise<Ruling> {
  const first = await look(context, "look", subject, order);
  const paid = costOfLook(first);
  // The first picture is the best there is, judged or not.
  const isOnly = subject.best === null;
  if (!first.ok)
    return { verdict: null, bestVerdict: null, won: isOnly ? true : null, costMicros: paid, error: first.error };
  const { verdict, bestVerdict } = scoresOf(subject, first.value);
  if (bestVerdict === null) return { verdict, bestVerdict, won: true, costMicros: paid, error: null };
  const decision = decide(bestVerdict, verdict, first.value.preference);
  if (decision !== "look_again")
    return { verdict, bestVerdict, won: decision === "accept", costMicros: paid, error: null };
  const second = await look(context, "second-look", subject, swapped(order));
  const again = second.ok ? scoresOf(subject, second.value) : null;
  return {
    verdict: again === null ? verdict : afterAnotherLook(verdict, again.verdict),
    bestVerdict: again?.bestVerdict ? afterAnotherLook(bestVerdict, again.bestVerdict) : bestVerdict,
    won: second.ok && wonBoth(first.value, second.value),
    costMicros: paid + costOfLook(second),
    error: second.ok ? null : second.error,
  };
}

function scoresOf(subject: Subject, seen: Look): { verdict: Verdict; bestVerdict: Verdict | null } {
  return {
    verdict: scoreOf(subject.checklist, seen.candidate, subject.goal),
    bestVerdict: seen.best && scoreOf(subject.checklist, seen.best, subject.goal),
  };
}

function wonBoth(first: Look, second: Look): boolean {
  return decideAfterSecondLook(first.preference, second.preference) === "accept";
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
    const verdict = afterAnotherLook(best.verdict, ruling.bestVerdict);
    await context.session.updateIteration(best.id, { verdict, judgeError: null });
  }
  if (accepted) await context.session.update({ bestIterationId: candidate.id });
  await context.emit({ type: "iteration_judged", iterationId: candidate.id });
  return accepted;
}
