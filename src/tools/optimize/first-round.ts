import { checklistByRule } from "../../domain/checklist.ts";
import { SfumatoError } from "../../domain/errors.ts";
import { literalsOf } from "../../domain/prompt-blocks.ts";
import { attempt, MODEL_OR_BUDGET_FAILURES } from "../attempt.ts";
import { JudgeOutput } from "../outputs.ts";
import { paint } from "../paint.ts";
import type { ToolContext } from "../tool.ts";
import { judgeEnd, type RoundResult, showStage } from "./round.ts";

/** A prompt, a checklist and iteration 0, as far as they are missing. Without a picture a failure is thrown. */
export async function firstRound(context: ToolContext, rounds: number): Promise<RoundResult> {
  const found = await context.step("begin", async () => {
    const { prompt, checklist } = await context.session.get();
    return {
      prompt: prompt !== null,
      checklist: checklist !== null,
      made: (await context.session.iterations()).length,
    };
  });
  if (!found.prompt) {
    await showStage(context, "refining", 0, rounds, 0);
    await context.call("refine", "refine", {});
  } else if (!found.checklist) await makeChecklist(context);
  if (found.made > 0) return { past: [], end: null };
  await showStage(context, "generating", 0, rounds, 0.3);
  const prompt = await context.step("round-0/prompt", async () => (await context.session.get()).prompt);
  if (prompt === null)
    throw new SfumatoError("E_PROMPT_INVALID", "There is no prompt to make a picture from.", {
      details: { reason: "no_prompt" },
    });
  const plain = { index: 0, promptDiff: "", parentId: null, feedback: null, feedbackIds: [], costMicros: 0 };
  const { iterationId } = await paint(context, "round-0/generate", { ...plain, prompt });
  await showStage(context, "judging", 0, rounds, 0.7);
  const judged = JudgeOutput.parse(await context.call("round-0/judge", "judge", { iterationId }));
  const { won, accepted } = judged;
  return { past: [{ kind: "first", fixes: [], won, accepted, iterationId }], end: judgeEnd(judged) };
}

/** The prompt is the person's own: a checklist that cannot be asked for is made by rule. */
async function makeChecklist(context: ToolContext): Promise<void> {
  const made = await attempt(context, "checklist", MODEL_OR_BUDGET_FAILURES, () =>
    context.call("refine", "refine", {}),
  );
  if (made.ok) return;
  const { goal } = await context.session.get();
  await context.session.update({ checklist: checklistByRule(goal), literals: literalsOf(goal) });
}
