import { EditRefineAnswer, RefineAnswer, type RefineData } from "../../domain/calls.ts";
import { checklistByRule, freezeChecklist, withChecks } from "../../domain/checklist.ts";
import type { PhotoWork } from "../../domain/photo-work.ts";
import {
  BlockName,
  cleanBlock,
  emptyBlocks,
  type Literal,
  literalsOf,
  PLAIN_FRAME,
  type Prompt,
  type PromptBlocks,
  restoreLiterals,
} from "../../domain/prompt-blocks.ts";
import { memoryText, withLogo } from "../../domain/session-memory.ts";
import type { Checklist } from "../../domain/verdict.ts";
import { warning } from "../../domain/warning.ts";
import type { ImageData } from "../../ports/models.ts";
import { attemptAsk, BAD_ANSWERS, costOfFailure } from "../attempt.ts";
import type { RefineOutput } from "../outputs.ts";
import { REFINE_MAX_TOKENS } from "../text-calls.ts";
import type { ToolContext } from "../tool.ts";

const MAX_BLOCK_LENGTH = 2000;
const MAX_ASSUMPTIONS = 8;
const FALLBACK_WARNING = warning("own_words");

interface Refined {
  prompt: Prompt;
  checklist: Checklist;
  assumptions: string[];
  /** The work with what was seen in its photo. */
  photo?: PhotoWork;
}

/** One text call. A model that refuses or answers badly costs the person nothing but the polish: the goal is the prompt. */
export async function runRefine(context: ToolContext): Promise<RefineOutput> {
  // All of it stays as it is while the session is at work.
  const { goal, options, photo } = await context.session.get();
  const { negative, aspect } = options;
  const { guide, capabilities } = await context.imageModel();
  const data: RefineData = {
    goal,
    negative,
    painter: {
      guide: context.prompts.guide(guide),
      aspect,
      supports_negative_prompt: capabilities.supports_negative_prompt,
    },
    ...(photo === null ? {} : { edit: briefOf(photo) }),
  };
  const asked = await attemptAsk<RefineAnswer>(context, "ask", BAD_ANSWERS, async () => ({
    call: "refine",
    instructions: context.prompts.instructions("refine"),
    data,
    images: await picturesOf(context, photo),
    schema: photo === null ? RefineAnswer : EditRefineAnswer,
    maxTokens: REFINE_MAX_TOKENS,
  }));
  const literals = literalsOf(goal);
  const plain = asked.ok ? fromAnswer(goal, negative, literals, asked.value.value) : byRule(goal, negative, literals);
  const work = photo && asked.ok ? withLogoOf(photo, asked.value.value) : photo;
  const refined = work === null ? plain : asEdit(context, plain, work);
  await context.step("save", () => save(context, refined, literals, asked.ok));
  return asked.ok
    ? { made: "by_model", costMicros: asked.value.costMicros }
    : { made: "by_rule", costMicros: costOfFailure(asked.error) };
}

function briefOf({ tool, mask, inputs, context }: PhotoWork): RefineData["edit"] {
  return { tool, masked: mask !== null, references: inputs.length - 1, keeps: context ? memoryText(context) : "" };
}

/** The photo as the writer is shown it; with a mask, the picture that shows where it lies. */
async function picturesOf(
  context: ToolContext,
  photo: PhotoWork | null,
): Promise<{ label: string; image: ImageData }[]> {
  if (photo === null) return [];
  return [{ label: "photo", image: await context.pictures.view(photo.mask?.previewId ?? (photo.inputs[0] as string)) }];
}

/** The work with the logo that the refiner saw in its photo, for all later rounds. */
function withLogoOf(photo: PhotoWork, answer: RefineAnswer): PhotoWork {
  const logo = "logo" in answer ? (answer as EditRefineAnswer).logo : null;
  // Of an extension the writer saw the larger canvas, and the photo is put back in it anyway.
  return logo && photo.context && photo.task !== "outpaint"
    ? { ...photo, context: withLogo(photo.context, logo) }
    : photo;
}

/** What code adds to the checklist: what every result of the tool shows, and that the logo stays. */
function checksOf({ checks, context }: PhotoWork): string[] {
  return context?.logo_anchor
    ? [...checks, "the logo is as it is in the original, in its place on what carries it"]
    : checks;
}

/** An edit's frame says what stays, and is the same in every round; its checks belong to the checklist. */
function asEdit(context: ToolContext, refined: Refined, photo: PhotoWork): Refined {
  const keeps = photo.context ? memoryText(photo.context) : "the light and the camera position of the original";
  const logo = photo.context?.logo_anchor ? `Keep ${photo.context.logo_anchor}.` : "";
  const frame = context.prompts.frame(photo.tool).replace("{{ keeps }}", keeps).replace("{{ logo }}", logo);
  return {
    ...refined,
    prompt: { ...refined.prompt, frame },
    checklist: withChecks(refined.checklist, checksOf(photo)),
    photo,
  };
}

function fromAnswer(goal: string, negative: string, literals: readonly Literal[], answer: RefineAnswer): Refined {
  const blocks = emptyBlocks();
  for (const name of BlockName.options)
    blocks[name] = cleanBlock(answer.blocks[name]).slice(0, MAX_BLOCK_LENGTH).trim();
  if (blocks.subject === "") blocks.subject = cleanBlock(goal);
  return {
    prompt: promptOf(blocks, negative, literals),
    checklist: freezeChecklist(goal, answer.checklist, literals),
    assumptions: answer.assumptions
      .map((line) => line.replace(/\s+/g, " ").trim().slice(0, 200))
      .filter(Boolean)
      .slice(0, MAX_ASSUMPTIONS),
  };
}

function byRule(goal: string, negative: string, literals: readonly Literal[]): Refined {
  const blocks = { ...emptyBlocks(), subject: cleanBlock(goal) };
  return { prompt: promptOf(blocks, negative, literals), checklist: checklistByRule(goal, literals), assumptions: [] };
}

function promptOf(blocks: PromptBlocks, negative: string, literals: readonly Literal[]): Prompt {
  const wanted = cleanBlock(negative);
  const avoided = blocks.negative_constraints;
  const isThere = avoided.toLowerCase().includes(wanted.toLowerCase());
  const negative_constraints = isThere
    ? avoided
    : [avoided.replace(/[.,;\s]+$/, ""), wanted].filter(Boolean).join(", ");
  return restoreLiterals({ frame: PLAIN_FRAME, blocks: { ...blocks, negative_constraints }, locked: [] }, literals);
}

/** A prompt that the person edited in the meantime stands; the checklist is made from the goal alone. */
async function save(context: ToolContext, refined: Refined, literals: Literal[], byModel: boolean): Promise<true> {
  const session = await context.session.get();
  await context.session.update({
    prompt: session.prompt ?? refined.prompt,
    originalPrompt: session.originalPrompt ?? refined.prompt,
    checklist: session.checklist ?? refined.checklist,
    assumptions: refined.assumptions,
    literals,
    ...(refined.photo ? { photo: refined.photo } : {}),
  });
  if (!byModel) await context.emit({ type: "warning", message: FALLBACK_WARNING });
  await context.emit({ type: "prompt_ready", sessionId: session.id });
  return true;
}
