import { z } from "zod";
import { quoteText, sumOf } from "../quotes.ts";
import { defineTool } from "../tool.ts";
import { runJudge } from "./run.ts";

const JudgeInput = z.object({ iterationId: z.string() });
export type JudgeInput = z.infer<typeof JudgeInput>;

/** Looks at a picture, beside the best so far when there is one, and says which is the best now. */
export const judge = defineTool<JudgeInput>({
  id: "judge",
  input: JudgeInput,
  quote: (_input, session, context) => sumOf({ times: 2, micros: quoteText("judge", session, context) }),
  run: (context, input) => runJudge(context, input),
});
