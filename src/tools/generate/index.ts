import { z } from "zod";
import { quoteImage, quoteText, sumOf } from "../quotes.ts";
import { defineTool } from "../tool.ts";
import { runGenerate } from "./run.ts";

const GenerateInput = z.object({
  /** `accept`: the session's prompt. `reroll`: the prompt of an iteration once more. */
  mode: z.enum(["accept", "reroll"]).default("accept"),
  /** With `reroll`; the best when left out. */
  iterationId: z.string().optional(),
});
export type GenerateInput = z.infer<typeof GenerateInput>;

/** One picture, judged. */
export const generate = defineTool<GenerateInput>({
  id: "generate",
  input: GenerateInput,
  quote: (_input, session, context) =>
    sumOf(
      { times: session.prompt === null ? 1 : 0, micros: quoteText("refine", session, context) },
      { times: 1, micros: quoteImage(context.image, session) },
      // A close decision is looked at twice; the first picture has nothing to be close to.
      { times: context.iterationsMade === 0 ? 1 : 2, micros: quoteText("judge", session, context) },
    ),
  run: runGenerate,
});
