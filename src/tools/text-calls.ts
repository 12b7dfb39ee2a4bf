import type { z } from "zod";
import {
  DescribeAnswer,
  JudgeAnswer,
  LocateAnswer,
  RecommendAnswer,
  RefineAnswer,
  ReviseAnswer,
} from "../domain/calls.ts";
import type { TextCall } from "../ports/models.ts";

/** Longest answers (tokens); pinned in each request, so that its quote is an upper bound. */
export const REFINE_MAX_TOKENS = 3000;
/** Two pictures, twelve items each. */
export const JUDGE_MAX_TOKENS = 3000;
export const REVISE_MAX_TOKENS = 2000;
export const RECOMMEND_MAX_TOKENS = 1500;
export const DESCRIBE_MAX_TOKENS = 1500;
/** Points of outlines, and what some models think before them. */
export const LOCATE_MAX_TOKENS = 4000;

/** What each text call must answer, and in how many tokens. */
export const TEXT_CALLS: Readonly<Record<TextCall, { schema: z.ZodType; maxTokens: number }>> = {
  refine: { schema: RefineAnswer, maxTokens: REFINE_MAX_TOKENS },
  judge: { schema: JudgeAnswer, maxTokens: JUDGE_MAX_TOKENS },
  revise: { schema: ReviseAnswer, maxTokens: REVISE_MAX_TOKENS },
  recommend: { schema: RecommendAnswer, maxTokens: RECOMMEND_MAX_TOKENS },
  locate: { schema: LocateAnswer, maxTokens: LOCATE_MAX_TOKENS },
  describe: { schema: DescribeAnswer, maxTokens: DESCRIBE_MAX_TOKENS },
};
