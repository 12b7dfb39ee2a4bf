import { z } from "zod";
import { BlockName, PromptBlocks } from "./prompt-blocks.ts";
import { Observation } from "./verdict.ts";

/**
 * What each text call is given and must answer. Every property of an answer is required, as strict structured output
 * wants it. Nothing in an answer can name a price, a model, a person, a cap or the stop.
 */

/** Thousandths of a picture's sides, from its upper left corner. */
const Mark = z.number().int().min(0).max(1000);
const Box = z.object({ left: Mark, top: Mark, right: Mark, bottom: Mark });

/** What the refiner is told of the model that will paint. */
const Painter = z.object({ guide: z.string(), aspect: z.string(), supports_negative_prompt: z.boolean() });

/** What the refiner is told of an edit; the photo itself goes along as a picture called `photo`. */
const EditBrief = z.object({
  tool: z.string(),
  /** Only a part may change. */
  masked: z.boolean(),
  references: z.number().int(),
  /** What stays over all rounds: light, perspective, colours. */
  keeps: z.string(),
});
export const RefineData = z.object({
  goal: z.string(),
  negative: z.string(),
  painter: Painter,
  edit: EditBrief.optional(),
});
export type RefineData = z.infer<typeof RefineData>;
export const RefineAnswer = z.object({
  blocks: PromptBlocks,
  checklist: z
    .array(
      z.object({
        text: z.string(),
        weight: z.number().int().min(1).max(3),
        level: z.enum(["must", "should"]),
        kind: z.enum(["content", "artefact"]),
      }),
    )
    .min(1)
    .max(16),
  /** What the prompt adds beyond the goal. */
  assumptions: z.array(z.string()),
});
export type RefineAnswer = z.infer<typeof RefineAnswer>;
/** Of an edit also what the refiner saw in the photo. */
export const EditRefineAnswer = RefineAnswer.extend({
  /** A logo, brand mark or lettering that must stay; null without one, and when the goal changes it. */
  logo: z.object({ text: z.string(), box: Box }).nullable().default(null),
});
export type EditRefineAnswer = z.infer<typeof EditRefineAnswer>;

export const JudgeData = z.object({
  goal: z.string(),
  checklist: z.array(z.object({ id: z.string(), text: z.string() })),
  /** Labels of the pictures that follow, in their order. */
  pictures: z.array(z.enum(["A", "B"])).min(1),
  /** The pictures are edits of one more picture, shown as `original`, which is not judged. */
  edited: z.boolean().optional(),
});
export type JudgeData = z.infer<typeof JudgeData>;
export const JudgeAnswer = z.object({
  pictures: z.array(Observation.extend({ label: z.enum(["A", "B"]) })).min(1),
  /** Which meets the goal better; `tie` with one picture. */
  better: z.enum(["A", "B", "tie"]),
});
export type JudgeAnswer = z.infer<typeof JudgeAnswer>;

export const ReviseData = z.object({
  goal: z.string(),
  blocks: PromptBlocks,
  locked: z.array(BlockName),
  /** To be fixed: at most two, of the greatest weight. */
  failed: z.array(z.object({ text: z.string(), finding: z.string(), evidence: z.string() })),
  /** To be kept as they are. */
  passed: z.array(z.string()),
  /** The person's words; they outrank the judge. */
  feedback: z.array(z.string()),
  history: z.array(
    z.object({ iteration: z.number(), diff: z.string(), score: z.number().nullable(), accepted: z.boolean() }),
  ),
  painter: Painter,
  /** `fix`: the smallest change. `different_build`: the same wish said in another way. */
  mode: z.enum(["fix", "different_build"]),
});
export type ReviseData = z.infer<typeof ReviseData>;
export const ReviseAnswer = z.object({
  changes: z.array(z.object({ block: BlockName, text: z.string() })),
  /** What changed and why, in at most 20 words. */
  diff: z.string(),
});
export type ReviseAnswer = z.infer<typeof ReviseAnswer>;

export const RecommendData = z.object({
  goal: z.string(),
  final_prompt: z.string(),
  best_iteration: z.number().int(),
  iterations: z.array(
    z.object({
      iteration: z.number().int(),
      diff: z.string(),
      score: z.number().nullable(),
      accepted: z.boolean(),
      failed: z.array(z.string()),
      feedback: z.string().nullable(),
    }),
  ),
});
export type RecommendData = z.infer<typeof RecommendData>;
export const RecommendAnswer = z.object({
  points: z.array(z.object({ text: z.string(), iteration: z.number().int() })).max(10),
});
export type RecommendAnswer = z.infer<typeof RecommendAnswer>;

export const DescribeData = z.object({ language: z.string() });
export type DescribeData = z.infer<typeof DescribeData>;
export const DescribeAnswer = z.object({
  /** What is to be seen, in two or three sentences, for the person. */
  description: z.string(),
  /** A prompt that would make such a picture. */
  blocks: PromptBlocks,
});
export type DescribeAnswer = z.infer<typeof DescribeAnswer>;

export const LocateData = z.object({
  /** The person's words that name what is to be found. */
  part: z.string(),
});
export type LocateData = z.infer<typeof LocateData>;
export const LocateAnswer = z.object({
  /** Each separate piece of what was named; empty when the picture does not show it. */
  parts: z
    .array(
      z.object({
        label: z.string(),
        box: Box,
        /** The outline's points in their order; empty for what fills its box. */
        outline: z.array(z.object({ x: Mark, y: Mark })).max(120),
      }),
    )
    .max(20),
});
export type LocateAnswer = z.infer<typeof LocateAnswer>;
