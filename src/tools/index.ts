import { SfumatoError } from "../domain/errors.ts";
import { contactSheet } from "./contact-sheet/index.ts";
import { describe } from "./describe/index.ts";
import { edit } from "./edit/index.ts";
import { exportPictures } from "./export/index.ts";
import { generate } from "./generate/index.ts";
import { inpaint } from "./inpaint/index.ts";
import { judge } from "./judge/index.ts";
import { optimize } from "./optimize/index.ts";
import { optimizePhoto } from "./optimize-photo/index.ts";
import { outpaint } from "./outpaint/index.ts";
import { receive } from "./receive/index.ts";
import { recommend } from "./recommend/index.ts";
import { refine } from "./refine/index.ts";
import { removeBackground } from "./remove-background/index.ts";
import { replaceBackground } from "./replace-background/index.ts";
import { revise } from "./revise/index.ts";
import type { Tool } from "./tool.ts";
import { upscale } from "./upscale/index.ts";
import { variations } from "./variations/index.ts";

/** Everything that a person may ask for. A tool that is not listed here does not exist. */
export const tools: readonly Tool[] = [
  refine,
  generate,
  judge,
  revise,
  optimize,
  recommend,
  receive,
  edit,
  inpaint,
  replaceBackground,
  removeBackground,
  outpaint,
  variations,
  upscale,
  optimizePhoto,
  describe,
  exportPictures,
  contactSheet,
];

/** @throws SfumatoError `E_NOT_FOUND` when there is no such tool. */
export function toolById(id: string): Tool {
  const tool = tools.find((candidate) => candidate.id === id);
  if (tool === undefined) throw new SfumatoError("E_NOT_FOUND", `There is no tool "${id}".`, { details: { tool: id } });
  return tool;
}
