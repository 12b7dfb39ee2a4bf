import { usdFromMicros } from "../domain/money.ts";
import type { Iteration, Session } from "../domain/session.ts";
import { judgeSummary } from "./judge-summary.ts";

/** A session as `run --json` prints it and `session.json` keeps it (CONTRACT.md). Money in USD. */
export function sessionJson(
  session: Session,
  iterations: readonly Iteration[],
  files: ReadonlyMap<string, string>,
  costMicros: number,
) {
  const best = iterations.find((iteration) => iteration.id === session.bestIterationId);
  return {
    session_id: session.id,
    status: session.status,
    goal: session.goal,
    final_prompt: best?.promptText ?? null,
    best_iteration: best?.index ?? null,
    iterations: iterations.map((iteration) => ({
      index: iteration.index,
      prompt_text: iteration.promptText,
      prompt_diff: iteration.promptDiff,
      image_path: files.get(iteration.id) ?? null,
      judge_score: iteration.verdict?.score ?? null,
      judge_notes: judgeSummary(iteration),
      user_feedback: iteration.feedback,
      model_used: iteration.modelUsed,
      fell_back_from: iteration.fellBackFrom,
      cost_usd: usdFromMicros(iteration.costMicros),
    })),
    recommendations: session.recommendations.map((point) => point.text),
    cost_usd: usdFromMicros(costMicros),
  };
}

export type SessionJson = ReturnType<typeof sessionJson>;
