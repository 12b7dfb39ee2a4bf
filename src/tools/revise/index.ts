import { z } from "zod";
import { quoteText, sumOf } from "../quotes.ts";
import { defineTool } from "../tool.ts";
import { runRevise } from "./run.ts";

const ReviseInput = z.object({
  /** `fix`: the smallest change for what failed. `different_build`: the same wish said in another way. */
  mode: z.enum(["fix", "different_build"]).default("fix"),
  /** The iteration whose prompt is changed; left out: the best. */
  from: z.string().optional(),
  /** Failed items to mend, by id; left out: the two of the greatest weight. */
  fixes: z.array(z.string()).max(2).optional(),
  /** The person's words to follow; left out: those that no iteration has used. */
  feedback: z.array(z.object({ id: z.string().nullable(), text: z.string() })).optional(),
});
export type ReviseInput = z.infer<typeof ReviseInput>;

/** Changes the best prompt where its picture failed, or as the person says. Makes no picture. */
export const revise = defineTool<ReviseInput>({
  id: "revise",
  input: ReviseInput,
  quote: (_input, session, context) => sumOf({ times: 1, micros: quoteText("revise", session, context) }),
  run: runRevise,
});
