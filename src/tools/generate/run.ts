import { checklistByRule } from "../../domain/checklist.ts";
import { SfumatoError } from "../../domain/errors.ts";
import { literalsOf } from "../../domain/prompt-blocks.ts";
import { ANOTHER_DRAW } from "../../domain/session.ts";
import { attempt, MODEL_OR_BUDGET_FAILURES } from "../attempt.ts";
import { type GenerateOutput, JudgeOutput } from "../outputs.ts";
import { type PaintPlan, paint } from "../paint.ts";
import type { ToolContext } from "../tool.ts";
import type { GenerateInput } from "./index.ts";

/** Makes the next picture of the session and lets the judge look at it. */
export async function runGenerate(context: ToolContext, input: GenerateInput): Promise<GenerateOutput> {
  await prepare(context);
  const plan = await context.step("begin", () => planFor(context, input));
  await showStage(context, "generating", 0.1);
  const { iterationId } = await paint(context, "paint", plan);
  await showStage(context, "judging", 0.7);
  const verdict = JudgeOutput.parse(await context.call("judge", "judge", { iterationId }));
  return { iterationId, index: plan.index, verdict };
}

/** A prompt and a checklist. With a prompt of the person's own, a missing checklist never stops the picture. */
async function prepare(context: ToolContext): Promise<void> {
  const found = await context.step("prepare", async () => {
    const { prompt, checklist } = await context.session.get();
    return { prompt: prompt !== null, checklist: checklist !== null };
  });
  if (!found.prompt) await context.call("refine", "refine", {});
  else if (!found.checklist) {
    const made = await attempt(context, "checklist", MODEL_OR_BUDGET_FAILURES, () =>
      context.call("refine", "refine", {}),
    );
    if (made.ok) return;
    const { goal } = await context.session.get();
    await context.session.update({ checklist: checklistByRule(goal), literals: literalsOf(goal) });
  }
}

async function planFor(context: ToolContext, input: GenerateInput): Promise<PaintPlan> {
  const session = await context.session.get();
  const iterations = await context.session.iterations();
  const index = iterations.reduce((next, iteration) => Math.max(next, iteration.index + 1), 0);
  const plain = { index, feedback: null, feedbackIds: [], costMicros: 0 };
  if (input.mode === "accept") {
    if (session.prompt === null)
      throw new SfumatoError("E_PROMPT_INVALID", "There is no prompt to make a picture from.", {
        details: { reason: "no_prompt" },
      });
    return { ...plain, prompt: session.prompt, promptDiff: "", parentId: null };
  }
  const wanted = input.iterationId ?? session.bestIterationId;
  const parent = iterations.find((iteration) => iteration.id === wanted);
  if (parent === undefined) throw new SfumatoError("E_NOT_FOUND", "There is no picture to make once more.");
  return { ...plain, prompt: parent.prompt, promptDiff: ANOTHER_DRAW, parentId: parent.id };
}

function showStage(context: ToolContext, stage: "generating" | "judging", fraction: number): Promise<void> {
  return context.emit({ type: "stage", stage: { stage, round: 0, rounds: 0, fraction } });
}
