import { z } from "zod";
import { thingFromWords } from "../../domain/mask-words.ts";
import { EditChoice, OutpaintSides } from "../../domain/photo-work.ts";
import { Aspect } from "../../domain/picture.ts";
import { IncomingFile } from "../../domain/upload.ts";
import { quoteText, sumOf } from "../quotes.ts";
import { defineTool } from "../tool.ts";
import { runReceive } from "./run.ts";

const ReceiveInput = z.object({
  /** Files that somebody sent: the first is worked on, the next may be its mask, the others are references. */
  files: z.array(IncomingFile).max(10),
  /** Kept pictures to work on instead of files. */
  pictures: z.array(z.string()).max(10).default([]),
  /** What is done without a mask, and with one. */
  edit: EditChoice,
  masked: EditChoice.nullable(),
  /** A file given as the mask. */
  mask: IncomingFile.nullable().default(null),
  /** The tool makes no sense without a mask. */
  needsMask: z.boolean().default(false),
  /** Outpaint: the ratio of the larger canvas. */
  aspect: Aspect.nullable().default(null),
  /** Outpaint: how far beyond which sides, instead of a ratio. */
  sides: OutpaintSides.nullable().default(null),
  /** A reading tool to go on with in the same job. */
  reads: z.enum(["describe"]).nullable().default(null),
  /** What the loop is to begin with once the photo is in and no mask has to be looked at first; whoever shows the job begins it. */
  loop: z.object({ rounds: z.number().int(), targetScore: z.number() }).nullable().default(null),
  /** Ends with the card's prompt; false leaves that to whoever asked. */
  refine: z.boolean().default(true),
});
export type ReceiveInput = z.infer<typeof ReceiveInput>;

/** Takes the photos of a session in, finds the mask among them or in the words, and makes the prompt of its card. */
export const receive = defineTool<ReceiveInput>({
  id: "receive",
  input: ReceiveInput,
  quote: ({ refine, reads, masked, mask, needsMask }, session, context) =>
    sumOf(
      {
        times: masked && !mask && (needsMask || thingFromWords(session.goal) !== null) ? 1 : 0,
        micros: quoteText("locate", session, context),
      },
      { times: refine ? 1 : 0, micros: quoteText("refine", session, context) },
      { times: reads === null ? 0 : 1, micros: quoteText("describe", session, context) },
    ),
  run: runReceive,
});
