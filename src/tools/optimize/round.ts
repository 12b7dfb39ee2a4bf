import { z } from "zod";
import { ErrorRecord } from "../../domain/errors.ts";
import { deservesLastLook } from "../../domain/looks.ts";
import { basisOf, type Move, nextMove, PastRound, StopReason, withFeedbackItem } from "../../domain/loop-policy.ts";
import type { Prompt } from "../../domain/prompt-blocks.ts";
import { ANOTHER_DRAW } from "../../domain/session.ts";
import type { Checklist, Verdict } from "../../domain/verdict.ts";
import { JudgeOutput, ReviseOutput } from "../outputs.ts";
import { type PaintPlan, paint } from "../paint.ts";
import type { ToolContext } from "../tool.ts";
import type { OptimizeInput } from "./index.ts";

/** What a round adds to the history, and whether it was the last. */
export const RoundResult = z.object({
  past: z.array(PastRound),
  end: z.object({ reason: StopReason, error: ErrorRecord.nullable() }).nullable(),
});
export type RoundResult = z.infer<typeof RoundResult>;

/** The session as a round finds it: fixed, so that a retry plays the same round. */
interface Board {
  best: { id: string; index: number; prompt: Prompt };
  /** The person chose the best while the loop ran: it ends here. */
  kept: boolean;
  checklist: Checklist | null;
  feedback: { id: string | null; text: string }[];
  nextIndex: number;
}

/** One round below `round-<n>/`: the person's words, the next move, one picture, its judge. */
export async function playRound(
  context: ToolContext,
  input: OptimizeInput,
  round: number,
  past: readonly PastRound[],
): Promise<RoundResult> {
  const name = `round-${round}`;
  const roundsLeft = input.rounds - round + 1;
  const board = await context.step(`${name}/begin`, () => readBoard(context, round === 1 ? input.feedback : undefined));
  if (board.kept) return { past: [], end: { reason: "person", error: null } };
  const feedbackPending = board.feedback.length > 0;
  if (roundsLeft > 0) {
    const again = await judgeBestAgain(context, name, board, round === 1);
    const end = again === null ? null : judgeEnd(again);
    if (end !== null) return { past: [], end };
  }
  const best = await context.step(`${name}/best`, () => readVerdict(context, board.best.id));
  const basis = await context.step(`${name}/basis`, () => readBasis(context, board, past));
  const state = { best, basis: basis.verdict, targetScore: input.targetScore, roundsLeft, feedbackPending };
  const planned = await planRound(
    context,
    name,
    round,
    input.rounds,
    { ...board, from: basis.id },
    (tries, mayRevise) => nextMove({ ...state, past: [...past, ...tries], mayRevise }),
  );
  if (planned.plan === null) {
    if (best !== null && deservesLastLook(best))
      await context.call(`${name}/last-look`, "judge", { iterationId: board.best.id });
    return { past: planned.tries, end: { reason: planned.reason, error: null } };
  }
  await showStage(context, "generating", round, input.rounds, 0.3);
  const { iterationId } = await paint(context, `${name}/generate`, planned.plan);
  await showStage(context, "judging", round, input.rounds, 0.7);
  const judged = JudgeOutput.parse(await context.call(`${name}/judge`, "judge", { iterationId }));
  const { won, accepted } = judged;
  const played = { kind: planned.kind, fixes: planned.fixes, won: judged.judged ? won : null, accepted, iterationId };
  return { past: [...planned.tries, played], end: judgeEnd(judged) };
}

/** A judge that fails does not end the loop; money that ran out does. */
export function judgeEnd(judged: JudgeOutput): RoundResult["end"] {
  return judged.error?.code === "E_BUDGET_BLOCKED" ? { reason: "budget", error: judged.error } : null;
}

type Planned =
  | { plan: PaintPlan; kind: "revise" | "resample" | "different_build"; fixes: string[]; tries: PastRound[] }
  | { plan: null; reason: StopReason; tries: PastRound[] };

/** Asks for moves until one gives a picture to make. A revision that changed nothing is a try; a round pays for one. */
async function planRound(
  context: ToolContext,
  name: string,
  round: number,
  rounds: number,
  board: Board & { from: string },
  next: (tries: readonly PastRound[], mayRevise: boolean) => Move,
): Promise<Planned> {
  const move = next([], true);
  if (move.kind === "stop") return { plan: null, reason: move.reason, tries: [] };
  const plain = { index: board.nextIndex, parentId: board.best.id, feedback: null, feedbackIds: [] };
  const draw = { ...plain, prompt: board.best.prompt, promptDiff: ANOTHER_DRAW };
  if (move.kind === "resample") return { plan: { ...draw, costMicros: 0 }, kind: "resample", fixes: [], tries: [] };
  await showStage(context, "revising", round, rounds, 0);
  const fixes = move.kind === "revise" ? move.fixes : [];
  const mode = move.kind === "revise" ? "fix" : "different_build";
  const asked = await context.call(`${name}/revise`, "revise", {
    mode,
    fixes,
    from: board.from,
    feedback: board.feedback,
  });
  const { changed, prompt, diff, feedbackIds, costMicros } = ReviseOutput.parse(asked);
  if (changed) {
    const feedback = board.feedback.map(({ text }) => text).join("\n") || null;
    const plan = { ...plain, parentId: board.from, prompt, promptDiff: diff, feedback, feedbackIds, costMicros };
    return { plan, kind: move.kind, fixes, tries: [] };
  }
  const tries: PastRound[] = [{ kind: move.kind, fixes, won: null, accepted: false, iterationId: null }];
  const other = next(tries, false);
  if (other.kind === "resample") return { plan: { ...draw, costMicros }, kind: "resample", fixes: [], tries };
  return { plan: null, reason: other.kind === "stop" ? other.reason : "no_progress", tries };
}

async function readBoard(context: ToolContext, firstWords: string | undefined): Promise<Board> {
  const session = await context.session.get();
  const iterations = await context.session.iterations();
  const pending = await context.session.pendingFeedback();
  const best = iterations.find((iteration) => iteration.id === session.bestIterationId) ?? iterations[0]!;
  const words = firstWords === undefined || firstWords.trim() === "" ? [] : [{ id: null, text: firstWords }];
  return {
    best: { id: best.id, index: best.index, prompt: best.prompt },
    kept: session.bestChosenByPerson,
    checklist: session.checklist,
    feedback: [...words, ...pending.map(({ id, text }) => ({ id, text }))],
    nextIndex: iterations.reduce((next, iteration) => Math.max(next, iteration.index + 1), 0),
  };
}

/** The iteration that a revision starts from, with what is known of its picture. */
async function readBasis(
  context: ToolContext,
  board: Board,
  past: readonly PastRound[],
): Promise<{ id: string; verdict: Verdict | null }> {
  const iterations = await context.session.iterations();
  const verdictOf = (id: string) => iterations.find((iteration) => iteration.id === id)?.verdict ?? null;
  const id = basisOf(past, verdictOf) ?? board.best.id;
  return { id, verdict: verdictOf(id) };
}

/** The person's words become locked items, and the best is judged once by the new version, so that scores compare. */
async function judgeBestAgain(
  context: ToolContext,
  name: string,
  board: Board,
  isFirst: boolean,
): Promise<JudgeOutput | null> {
  const checklist =
    board.checklist && board.feedback.reduce((list, { text }) => withFeedbackItem(list, text), board.checklist);
  const mustLook = await context.step(`${name}/checklist`, async () => {
    if (checklist !== null && checklist !== board.checklist) await context.session.update({ checklist });
    const verdict = await readVerdict(context, board.best.id);
    const isStale = verdict === null || verdict.checklist_version !== checklist?.version;
    return isStale && (isFirst || board.feedback.length > 0);
  });
  if (!mustLook) return null;
  return JudgeOutput.parse(await context.call(`${name}/judge-best`, "judge", { iterationId: board.best.id }));
}

async function readVerdict(context: ToolContext, iterationId: string): Promise<Verdict | null> {
  return (await context.session.iterations()).find((iteration) => iteration.id === iterationId)?.verdict ?? null;
}

/** Progress over the whole loop: iteration 0 counts as a round. */
export function showStage(
  context: ToolContext,
  stage: "refining" | "revising" | "generating" | "judging",
  round: number,
  rounds: number,
  part: number,
): Promise<void> {
  return context.emit({ type: "stage", stage: { stage, round, rounds, fraction: (round + part) / (rounds + 1) } });
}
