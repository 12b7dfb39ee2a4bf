import { z } from "zod";
import { defineTool } from "../tool.ts";
import { runExport } from "./run.ts";

const ExportInput = z.object({
  /** Kept picture; made from it as it came from its provider, never from an export. */
  imageId: z.string(),
  /** Names of sizes in exports.config.json. */
  sizes: z.array(z.string()).min(1).max(20),
  /** Beginning of the files' names. */
  name: z.string().regex(/^[\w-]{1,60}$/),
});
export type ExportInput = z.infer<typeof ExportInput>;

/** A picture at the sizes of shops and networks; several at once as a ZIP. Costs nothing. */
export const exportPictures = defineTool<ExportInput>({
  id: "export",
  input: ExportInput,
  quote: () => ({ maxMicros: 0 }),
  run: runExport,
});
