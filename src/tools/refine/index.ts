import { z } from "zod";
import { quoteText, sumOf } from "../quotes.ts";
import { defineTool } from "../tool.ts";
import { runRefine } from "./run.ts";

/** Turns a goal into a prompt made of blocks and the checklist that pictures are judged by. */
export const refine = defineTool({
  id: "refine",
  input: z.object({}),
  quote: (_input, session, context) => sumOf({ times: 1, micros: quoteText("refine", session, context) }),
  run: (context) => runRefine(context),
});
