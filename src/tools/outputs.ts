import { z } from "zod";
import { ErrorRecord } from "../domain/errors.ts";
import { StopReason } from "../domain/loop-policy.ts";
import { BlockChange, Prompt } from "../domain/prompt-blocks.ts";
import { Recommendation } from "../domain/session.ts";

/** What tools hand to each other and to jobs. A tool reads another's output through these. */

/** `by_rule`: the text model failed and the goal itself became the prompt. */
export const RefineOutput = z.object({ made: z.enum(["by_model", "by_rule"]), costMicros: z.number().int() });
export type RefineOutput = z.infer<typeof RefineOutput>;

export const JudgeOutput = z.object({
  judged: z.boolean(),
  /** It became the best. */
  accepted: z.boolean(),
  /** The judge preferred it to the best (true for the first); null when nobody could say. */
  won: z.boolean().nullable(),
  score: z.number().nullable(),
  costMicros: z.number().int(),
  /** Why a look failed. The picture is kept whatever happened. */
  error: ErrorRecord.nullable(),
});
export type JudgeOutput = z.infer<typeof JudgeOutput>;

export const GenerateOutput = z.object({ iterationId: z.string(), index: z.number().int(), verdict: JudgeOutput });
export type GenerateOutput = z.infer<typeof GenerateOutput>;

export const ReviseOutput = z.object({
  changed: z.boolean(),
  prompt: Prompt,
  diff: z.string(),
  applied: z.array(BlockChange),
  feedbackIds: z.array(z.string()),
  costMicros: z.number().int(),
});
export type ReviseOutput = z.infer<typeof ReviseOutput>;

export const RecommendOutput = z.object({ points: z.array(Recommendation), costMicros: z.number().int() });
export type RecommendOutput = z.infer<typeof RecommendOutput>;

export const OptimizeOutput = z.object({
  stopped: StopReason,
  /** Pictures made by this job. */
  pictures: z.number().int(),
  bestIterationId: z.string().nullable(),
  bestScore: z.number().nullable(),
  /** With `budget` and `provider_failed`: what ended it. */
  error: ErrorRecord.nullable(),
});
export type OptimizeOutput = z.infer<typeof OptimizeOutput>;

/** A contact sheet: a kept picture of the chat, and how many are on it. */
export interface ContactSheetOutput {
  imageId: string;
  pictures: number;
}
