import { z } from "zod";
import { quoteImage, quoteText, sumOf } from "../quotes.ts";
import { defineTool } from "../tool.ts";
import { runOptimize } from "./run.ts";

/** The score that ends a loop when the caller names none. */
const DEFAULT_TARGET = 90;

const OptimizeInput = z.object({
  /** Rounds after iteration 0. */
  rounds: z.number().int().min(1).max(50),
  /** The loop ends when all musts are met and the best has this score. */
  targetScore: z.number().min(1).max(100).default(DEFAULT_TARGET),
  /** Words that steer the first round. */
  feedback: z.string().max(2000).optional(),
});
export type OptimizeInput = z.infer<typeof OptimizeInput>;

/** The loop: revise → generate → judge, from the best so far. */
export const optimize = defineTool<OptimizeInput>({
  id: "optimize",
  input: OptimizeInput,
  quote: ({ rounds }, session, context) => {
    const isNew = context.iterationsMade === 0;
    const looks = 2 * rounds + (isNew ? 1 : 0) + 2;
    return sumOf(
      { times: session.prompt === null ? 1 : 0, micros: quoteText("refine", session, context) },
      { times: rounds + (isNew ? 1 : 0), micros: quoteImage(context.image, session) },
      { times: rounds, micros: quoteText("revise", session, context) },
      // Two looks a round, one for iteration 0, one when the best is judged by a new checklist, and a last one.
      { times: looks, micros: quoteText("judge", session, context) },
      { times: 1, micros: quoteText("recommend", session, context) },
    );
  },
  run: runOptimize,
});
