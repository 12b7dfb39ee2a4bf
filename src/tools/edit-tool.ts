import { z } from "zod";
import { SfumatoError } from "../domain/errors.ts";
import type { EditKind } from "./edit-kind.ts";
import { GenerateOutput } from "./outputs.ts";
import { quoteImage, quoteText, sumOf } from "./quotes.ts";
import { defineTool, type Tool } from "./tool.ts";

const EditInput = z.object({
  /** `accept`: the session's prompt. `reroll`: the prompt of an iteration once more. */
  mode: z.enum(["accept", "reroll"]).default("accept"),
  /** With `reroll`; the best when left out. */
  iterationId: z.string().optional(),
});
type EditInput = z.infer<typeof EditInput>;

/** A tool that makes one picture out of a session's photo and has it judged, as `generate` does out of nothing. */
export function defineEdit(id: string, edit: EditKind): Tool<EditInput> {
  return defineTool<EditInput>({
    id,
    edit,
    input: EditInput,
    quote: (_input, session, context) =>
      sumOf(
        { times: session.prompt === null ? 1 : 0, micros: quoteText("refine", session, context) },
        { times: 1, micros: quoteImage(context.image, session) },
        { times: context.iterationsMade === 0 ? 1 : 2, micros: quoteText("judge", session, context) },
      ),
    async run(context, input) {
      const { photo } = await context.session.get();
      if (photo === null)
        throw new SfumatoError("E_PROMPT_INVALID", "There is no photo to work on.", {
          details: { reason: "no_photo" },
        });
      if (photo.mask === null && edit.mask === "needed")
        throw new SfumatoError("E_PROMPT_INVALID", "Say or show first which part may change.", {
          details: { reason: "mask_needed" },
        });
      return GenerateOutput.parse(await context.call("make", "generate", input));
    },
  });
}
