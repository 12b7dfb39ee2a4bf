import { z } from "zod";
import { quoteText, sumOf } from "../quotes.ts";
import { defineTool } from "../tool.ts";
import { runDescribe } from "./run.ts";

const DescribeInput = z.object({
  /** The kept picture to describe; the session's first photo when left out. */
  imageId: z.string().optional(),
});
export type DescribeInput = z.infer<typeof DescribeInput>;

/** Says what is in a picture, and a prompt that would make one like it. */
export const describe = defineTool<DescribeInput>({
  id: "describe",
  input: DescribeInput,
  edit: {
    task: "edit",
    // It reads with the text model, which every deployment has; whoever paints does not matter.
    can: () => true,
    readsOnly: true,
    words: "optional",
    mask: "none",
    wish: "Describe the photo",
    checks: [],
  },
  quote: (_input, session, context) => sumOf({ times: 1, micros: quoteText("describe", session, context) }),
  run: runDescribe,
});
