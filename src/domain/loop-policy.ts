import { z } from "zod";
import { meetsAllMusts, type Verdict } from "./verdict.ts";

export { withFeedbackItem } from "./checklist.ts";

/** At most this many failed items are mended in one revision. */
const FIXES_PER_REVISION = 2;
/** After this many rejections in a row the loop tries its luck instead of another fix. */
const REJECTIONS_BEFORE_LUCK = 2;

/** Why a loop ended; `person`: they kept a picture meanwhile. The first three are decided by {@link nextMove}. */
export const StopReason = z.enum(["target_met", "rounds", "no_progress", "person", "budget", "provider_failed"]);
export type StopReason = z.infer<typeof StopReason>;

/** What one try of this loop was and came to. */
export const PastRound = z.object({
  kind: z.enum(["first", "revise", "resample", "different_build"]),
  /** Ids of the checklist items that it was to mend. */
  fixes: z.array(z.string()),
  /** Whether the judge preferred it to the best; null when nobody could say, or no picture was made. */
  won: z.boolean().nullable(),
  /** Whether it became the best (the person may have chosen another). */
  accepted: z.boolean(),
  iterationId: z.string().nullable(),
});
export type PastRound = z.infer<typeof PastRound>;

/** Everything that the next move depends on. */
export interface LoopState {
  /** Of the best picture; null when it could not be judged. */
  readonly best: Verdict | null;
  /** Of the picture whose prompt a revision starts from ({@link basisOf}); the best's when left out. */
  readonly basis?: Verdict | null;
  readonly targetScore: number;
  readonly roundsLeft: number;
  readonly feedbackPending: boolean;
  /** Oldest first. */
  readonly past: readonly PastRound[];
  /** False when the reviser was asked in this round and changed nothing: a round pays for one revision. */
  readonly mayRevise: boolean;
}

export type Move =
  | { kind: "revise"; reason: "feedback" | "failed_items"; fixes: string[] }
  | { kind: "resample" | "different_build"; reason: "two_rejections" | "nothing_to_mend" | "not_judged" }
  | { kind: "stop"; reason: "target_met" | "rounds" | "no_progress" };

/** What the loop does next. Pure: the same state is always answered in the same way. */
export function nextMove(state: LoopState): Move {
  if (!state.feedbackPending && state.best !== null && isDone(state.best, state.targetScore))
    return { kind: "stop", reason: "target_met" };
  if (state.roundsLeft <= 0) return { kind: "stop", reason: "rounds" };
  const basis = state.basis ?? state.best;
  const fixes = basis === null ? [] : pickFixes(basis, state.past);
  if (state.feedbackPending && state.mayRevise) return { kind: "revise", reason: "feedback", fixes };
  const tries = sinceBestChanged(state.past);
  const stuck = rejectionsInARow(tries) >= REJECTIONS_BEFORE_LUCK;
  const reason = stuck ? "two_rejections" : state.best === null ? "not_judged" : "nothing_to_mend";
  const tried = (kind: PastRound["kind"]) => tries.some((round) => round.kind === kind);
  if (stuck && !tried("resample")) return { kind: "resample", reason };
  if (fixes.length > 0 && state.mayRevise) return { kind: "revise", reason: "failed_items", fixes };
  if (!tried("resample")) return { kind: "resample", reason };
  if (!tried("different_build") && state.mayRevise) return { kind: "different_build", reason };
  return stuck ? { kind: "stop", reason: "no_progress" } : { kind: "resample", reason };
}

/**
 * The iteration whose prompt the next revision starts from; null: the best's. A revision that mended something of what it
 * was to mend, in a picture that lost for other reasons, was a good change with a bad draw: it is built upon, not thrown away.
 */
export function basisOf(past: readonly PastRound[], verdictOf: (iterationId: string) => Verdict | null): string | null {
  const last = past.at(-1);
  if (last?.kind !== "revise" || last.won !== false || last.iterationId === null) return null;
  const verdict = verdictOf(last.iterationId);
  if (verdict === null || verdict.suspicious_text) return null;
  const mended = last.fixes.some((id) => !verdict.failed.some((item) => item.id === id));
  return mended ? last.iterationId : null;
}

/** All musts are met and the score has reached the target. */
function isDone(verdict: Verdict, targetScore: number): boolean {
  return meetsAllMusts(verdict) && verdict.score >= targetScore;
}

/** Ids of at most two failed items of the greatest weight that were not tried on this best before. */
export function pickFixes(verdict: Verdict, past: readonly PastRound[]): string[] {
  const tried = new Set(sinceBestChanged(past).flatMap((round) => round.fixes));
  return verdict.failed
    .filter((item) => !tried.has(item.id))
    .sort(
      (a, b) =>
        Number(b.level === "must") - Number(a.level === "must") ||
        b.weight - a.weight ||
        Number(b.finding === "no") - Number(a.finding === "no"),
    )
    .slice(0, FIXES_PER_REVISION)
    .map((item) => item.id);
}

/** A fix that failed on an older best may work on the new one. */
function sinceBestChanged(past: readonly PastRound[]): readonly PastRound[] {
  return past.slice(past.findLastIndex((round) => round.accepted) + 1);
}

function rejectionsInARow(tries: readonly PastRound[]): number {
  return tries.slice(tries.findLastIndex((round) => round.won === true) + 1).filter((round) => round.won === false)
    .length;
}
