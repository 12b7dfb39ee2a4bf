import { type Prompt, providerTexts } from "../domain/prompt-blocks.ts";
import type { Session } from "../domain/session.ts";
import type { ImageRequest } from "../ports/models.ts";
import { editRequest, putBack } from "./paint-edit.ts";
import type { ToolContext } from "./tool.ts";

/** A picture to be made, and what its iteration says about it. */
export interface PaintPlan {
  index: number;
  prompt: Prompt;
  promptDiff: string;
  parentId: string | null;
  feedback: string | null;
  feedbackIds: readonly string[];
  /** What was paid for the prompt already (revise), micro-USD. */
  costMicros: number;
}

const LARGEST_SEED = 2_147_483_647;

/** The request of one picture. A chosen seed is moved on by the index, or a second draw would be the same picture. */
function imageRequestFor(
  prompt: Prompt,
  index: number,
  options: Session["options"],
  supportsNegative: boolean,
): ImageRequest {
  const { aspect, preset, seed } = options;
  return {
    ...providerTexts(prompt, supportsNegative),
    aspect,
    preset,
    seed: seed === null ? null : (seed + index) % (LARGEST_SEED + 1),
  };
}

/** Makes one paid picture and saves it as an iteration, with steps named below `name`. */
export async function paint(context: ToolContext, name: string, plan: PaintPlan): Promise<{ iterationId: string }> {
  const session = await context.session.get();
  const model = await context.imageModel();
  const request = imageRequestFor(
    plan.prompt,
    plan.index,
    session.options,
    model.capabilities.supports_negative_prompt,
  );
  const edit = session.photo === null ? null : await editRequest(context, session.photo, model);
  const painted = await context.makeImage(`${name}/image`, edit === null ? request : { ...request, ...edit.request });
  const made = session.photo === null ? painted : await putBack(context, `${name}/put-back`, session.photo, painted);
  return context.step(`${name}/iteration`, async () => {
    const iteration = await context.session.addIteration({
      sessionId: session.id,
      jobId: context.jobId,
      index: plan.index,
      prompt: plan.prompt,
      promptText: request.prompt,
      promptDiff: plan.promptDiff,
      parentId: plan.parentId,
      imageId: made.stored.id,
      modelUsed: made.modelUsed,
      fellBackFrom: made.fellBackFrom,
      simulated: made.simulated,
      warnings: [...made.warnings, ...(edit?.warnings ?? [])],
      feedback: plan.feedback,
      costMicros: plan.costMicros + made.costMicros,
    });
    if (plan.feedbackIds.length > 0) await context.session.useFeedback(plan.feedbackIds, iteration.id);
    await context.emit({ type: "iteration_made", iterationId: iteration.id });
    return { iterationId: iteration.id };
  });
}
