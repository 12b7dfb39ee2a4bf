import { SfumatoError } from "../domain/errors.ts";
import { generate } from "./generate/index.ts";
import { judge } from "./judge/index.ts";
import { optimize } from "./optimize/index.ts";
import { recommend } from "./recommend/index.ts";
import { refine } from "./refine/index.ts";
import { revise } from "./revise/index.ts";
import type { Tool } from "./tool.ts";

/** Everything that a person may ask for. A tool that is not listed here does not exist. */
export const tools: readonly Tool[] = [refine, generate, judge, revise, optimize, recommend];

/** @throws SfumatoError `E_NOT_FOUND` when there is no such tool. */
export function toolById(id: string): Tool {
  const tool = tools.find((candidate) => candidate.id === id);
  if (tool === undefined) throw new SfumatoError("E_NOT_FOUND", `There is no tool "${id}".`, { details: { tool: id } });
  return tool;
}
