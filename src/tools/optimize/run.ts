import { type ErrorRecord, SfumatoError } from "../../domain/errors.ts";
import type { PastRound, StopReason } from "../../domain/loop-policy.ts";
import { attempt, MODEL_OR_BUDGET_FAILURES } from "../attempt.ts";
import type { OptimizeOutput } from "../outputs.ts";
import type { ToolContext } from "../tool.ts";
import { firstRound } from "./first-round.ts";
import type { OptimizeInput } from "./index.ts";
import { playRound, type RoundResult } from "./round.ts";

/** Plays rounds until one says stop. What was made is never lost: money or a provider that runs out ends the loop well. */
export async function runOptimize(context: ToolContext, input: OptimizeInput): Promise<OptimizeOutput> {
  await context.session.update({ status: "running" });
  try {
    const { past, end } = await playRounds(context, input);
    await showSummarizing(context, input.rounds);
    await context.call("recommend", "recommend", {});
    const best = await context.step("end", () => readBest(context));
    await context.session.update({ status: "done" });
    const pictures = past.filter((round) => round.iterationId !== null).length;
    return { stopped: end.reason, error: end.error, pictures, ...best };
  } catch (thrown) {
    await leaveStatus(context, thrown);
    throw thrown;
  }
}

interface End {
  reason: StopReason;
  error: ErrorRecord | null;
}

async function playRounds(context: ToolContext, input: OptimizeInput): Promise<{ past: PastRound[]; end: End }> {
  const past: PastRound[] = [];
  const first = await firstRound(context, input.rounds);
  past.push(...first.past);
  if (first.end !== null) return { past, end: first.end };
  for (let round = 1; ; round += 1) {
    context.signal.throwIfAborted();
    const played = await attempt(context, `round-${round}/result`, MODEL_OR_BUDGET_FAILURES, () =>
      playRound(context, input, round, past),
    );
    const result: RoundResult = played.ok ? played.value : { past: [], end: endOf(played.error) };
    past.push(...result.past);
    if (result.end !== null) return { past, end: result.end };
  }
}

function endOf(error: ErrorRecord): End {
  return { reason: error.code === "E_BUDGET_BLOCKED" ? "budget" : "provider_failed", error };
}

async function readBest(context: ToolContext): Promise<Pick<OptimizeOutput, "bestIterationId" | "bestScore">> {
  const { bestIterationId } = await context.session.get();
  const best = (await context.session.iterations()).find((iteration) => iteration.id === bestIterationId);
  return { bestIterationId, bestScore: best?.verdict?.score ?? null };
}

function showSummarizing(context: ToolContext, rounds: number): Promise<void> {
  return context.emit({ type: "stage", stage: { stage: "summarizing", round: rounds, rounds, fraction: 0.97 } });
}

/** A session must not read "running" when no retry will come. Failures that may be retried are the engine's to end. */
async function leaveStatus(context: ToolContext, thrown: unknown): Promise<void> {
  const cause = context.signal.aborted ? context.signal.reason : thrown;
  if (!(cause instanceof SfumatoError) || cause.retryable) return;
  const isOver = cause.code === "E_CANCELLED" || cause.code === "E_BUDGET_BLOCKED";
  if (context.signal.aborted && !isOver) return;
  const made = (await context.session.iterations()).length;
  await context.session.update({ status: !isOver ? "failed" : made > 0 ? "done" : "draft" });
}
