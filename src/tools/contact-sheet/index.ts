import { z } from "zod";
import { defineTool } from "../tool.ts";
import { runContactSheet } from "./run.ts";

const ContactSheetInput = z.object({});

/** One picture of the whole session: thumbnails in their order, the best one marked. Costs nothing. */
export const contactSheet = defineTool({
  id: "contact-sheet",
  input: ContactSheetInput,
  quote: () => ({ maxMicros: 0 }),
  run: runContactSheet,
});
