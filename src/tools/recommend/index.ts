import { z } from "zod";
import { quoteText, sumOf } from "../quotes.ts";
import { defineTool } from "../tool.ts";
import { runRecommend } from "./run.ts";

/** Three to seven points of what worked. Without money, or without an answer, they are made by rules. */
export const recommend = defineTool({
  id: "recommend",
  input: z.object({}),
  quote: (_input, session, context) => sumOf({ times: 1, micros: quoteText("recommend", session, context) }),
  run: (context) => runRecommend(context),
});
