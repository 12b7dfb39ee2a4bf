import type { PhotoWork } from "../domain/photo-work.ts";
import type { Prompt } from "../domain/prompt-blocks.ts";
import { textsFor } from "../domain/prompt-style.ts";
import type { Session } from "../domain/session.ts";
import { warning } from "../domain/warning.ts";
import { checkCan, type EditRequest, measureLight, putBack, readEdit } from "./paint-edit.ts";
import type { MadeImage, PictureRequest, ToolContext } from "./tool.ts";

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

/**
 * The request of one picture, in the words of the model that is asked. A chosen seed is moved on by the index, or a second
 * draw would be the same picture. Only for a fallback is too long a prompt made shorter: the chosen model says so itself.
 */
function requestFor(
  context: ToolContext,
  session: Session,
  { prompt, index }: PaintPlan,
  edit: EditRequest | null,
): PictureRequest {
  const { aspect, preset, seed } = session.options;
  return (model, fallback) => {
    const { capabilities: can, guide } = model;
    const { leftOut, ...texts } = textsFor(prompt, session.goal, {
      supportsNegative: can.supports_negative_prompt,
      style: context.prompts.style(guide),
      maxLength: fallback ? can.max_prompt_length : null,
    });
    const shifted = seed === null ? null : (seed + index) % (LARGEST_SEED + 1);
    const warnings = leftOut.length > 0 ? [warning("left_out", { blocks: leftOut.join(", ") })] : [];
    const edited = edit?.(model) ?? { request: {}, warnings: [] };
    const request = { ...texts, aspect, preset, seed: shifted, ...edited.request };
    return { request, warnings: [...warnings, ...edited.warnings] };
  };
}

/** What code does to an edit, and what it measures of it. */
async function finishEdit(
  context: ToolContext,
  name: string,
  photo: PhotoWork,
  { frame }: Prompt,
  painted: MadeImage,
): Promise<MadeImage> {
  const whole = await putBack(context, `${name}/put-back`, photo, painted);
  return measureLight(context, `${name}/light`, photo, frame, whole);
}

/** Makes one paid picture and saves it as an iteration, with steps named below `name`. */
export async function paint(context: ToolContext, name: string, plan: PaintPlan): Promise<{ iterationId: string }> {
  const session = await context.session.get();
  const { photo } = session;
  if (photo !== null) checkCan(photo, await context.imageModel());
  const request = requestFor(context, session, plan, photo && (await readEdit(context, photo)));
  const painted = await context.makeImage(`${name}/image`, request);
  const made = photo === null ? painted : await finishEdit(context, name, photo, plan.prompt, painted);
  return context.step(`${name}/iteration`, async () => {
    const iteration = await context.session.addIteration({
      sessionId: session.id,
      jobId: context.jobId,
      index: plan.index,
      prompt: plan.prompt,
      promptText: made.promptText,
      promptDiff: plan.promptDiff,
      parentId: plan.parentId,
      imageId: made.stored.id,
      modelUsed: made.modelUsed,
      fellBackFrom: made.fellBackFrom,
      simulated: made.simulated,
      warnings: [...made.warnings],
      feedback: plan.feedback,
      costMicros: plan.costMicros + made.costMicros,
    });
    if (plan.feedbackIds.length > 0) await context.session.useFeedback(plan.feedbackIds, iteration.id);
    await context.emit({ type: "iteration_made", iterationId: iteration.id });
    return { iterationId: iteration.id };
  });
}
