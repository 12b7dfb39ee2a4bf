import { RecommendAnswer, type RecommendData } from "../../domain/calls.ts";
import { plainText } from "../../domain/prompt-blocks.ts";
import type { Recommendation } from "../../domain/session.ts";
import { attemptAsk, costOfFailure, MODEL_OR_BUDGET_FAILURES } from "../attempt.ts";
import type { RecommendOutput } from "../outputs.ts";
import { RECOMMEND_MAX_TOKENS } from "../text-calls.ts";
import type { ToolContext } from "../tool.ts";
import { keepTrue, type Made, pointsByRule } from "./points.ts";

const FEWEST = 3;
const MOST = 7;

/** One text call over the whole history; what contradicts the scores is dropped, and rules fill up to three points. */
export async function runRecommend(context: ToolContext): Promise<RecommendOutput> {
  const { made, data } = await context.step("begin", () => readHistory(context));
  if (made.length === 0) return { points: [], costMicros: 0 };
  const asked = await attemptAsk(context, "ask", MODEL_OR_BUDGET_FAILURES, async () => ({
    call: "recommend",
    instructions: context.prompts.instructions("recommend"),
    data,
    images: [],
    schema: RecommendAnswer,
    maxTokens: RECOMMEND_MAX_TOKENS,
  }));
  const said = asked.ok ? keepTrue(asked.value.value.points, made) : [];
  const points = withRules(said.slice(0, MOST), made, data.best_iteration);
  await context.step("save", async () => {
    await context.session.update({ recommendations: points });
    return true;
  });
  return { points, costMicros: asked.ok ? asked.value.costMicros : costOfFailure(asked.error) };
}

function withRules(said: Recommendation[], made: readonly Made[], best: number): Recommendation[] {
  const rules = pointsByRule(made, best);
  if (said.length === 0) return rules.slice(0, MOST);
  return [...said, ...rules.slice(0, Math.max(0, FEWEST - said.length))];
}

async function readHistory(context: ToolContext): Promise<{ made: Made[]; data: RecommendData }> {
  const session = await context.session.get();
  const iterations = await context.session.iterations();
  const best = iterations.find((iteration) => iteration.id === session.bestIterationId) ?? iterations.at(-1);
  const made = iterations.map((iteration): Made => {
    const parent = iterations.find((other) => other.id === iteration.parentId);
    const comparable = parent?.verdict?.checklist_version === iteration.verdict?.checklist_version;
    return {
      iteration: iteration.index,
      diff: iteration.promptDiff,
      score: iteration.verdict?.score ?? null,
      accepted: iteration.accepted === true,
      failed: iteration.verdict?.failed.map((item) => item.text) ?? [],
      feedback: iteration.feedback,
      parentScore: comparable ? (parent?.verdict?.score ?? null) : null,
    };
  });
  const prompt = best?.prompt ?? session.prompt;
  return {
    made,
    data: {
      goal: session.goal,
      final_prompt: prompt === null || prompt === undefined ? "" : plainText(prompt),
      best_iteration: best?.index ?? 0,
      iterations: made.map(({ parentScore: _, ...shown }) => shown),
    },
  };
}
