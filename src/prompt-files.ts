import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { SfumatoError } from "./domain/errors.ts";
import { PromptStyle } from "./domain/prompt-style.ts";
import type { TextCall } from "./ports/models.ts";
import type { Prompts } from "./ports/prompts.ts";

const CALLS: readonly TextCall[] = ["refine", "judge", "revise", "recommend", "describe", "locate"];
/** `version` grows with every change of meaning, so that results can be told apart. */
const FrontMatter = z.strictObject({ call: z.string(), version: z.number().int().min(1) });
/** Of an edit's frame. */
const FrameMatter = z.strictObject({ tool: z.string(), version: z.number().int().min(1) });
const FRONT_MATTER = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/;

/**
 * Reads prompts/<call>.md, prompts/guides/<name>.md and prompts/edits/<tool>.md once, at the start.
 * @throws SfumatoError `E_CONFIG` naming the file that is missing or broken; a guide that is not there throws when asked for.
 */
export function createPrompts(folder: string): Prompts {
  const instructions = new Map(CALLS.map((call) => [call, readInstructions(folder, call)]));
  const guides = readGuides(join(folder, "guides"));
  const guideOf = (name: string) => {
    const guide = guides.get(name);
    if (guide === undefined) throw broken(join(folder, "guides", `${name}.md`), "is missing");
    return guide;
  };
  const frames = readFrames(join(folder, "edits"));
  return {
    instructions: (call) => instructions.get(call) as string,
    guide: (name) => guideOf(name).text,
    style: (name) => guideOf(name).style,
    frame(tool) {
      const frame = frames.get(tool);
      if (frame === undefined) throw broken(join(folder, "edits", `${tool}.md`), "is missing");
      return frame;
    },
  };
}

function readInstructions(folder: string, call: TextCall): string {
  const file = join(folder, `${call}.md`);
  const match = FRONT_MATTER.exec(readText(file));
  if (match === null) throw broken(file, "must begin with front matter between --- lines");
  const parsed = FrontMatter.safeParse(readYaml(file, match[1] as string));
  if (!parsed.success) throw broken(file, `has wrong front matter (${z.prettifyError(parsed.error)})`);
  if (parsed.data.call !== call) throw broken(file, `says call: ${parsed.data.call}`);
  return nonEmpty(file, match[2] as string);
}

/** A guide's front matter says how code puts a prompt into words ({@link PromptStyle}); models get the text alone. */
function readGuides(folder: string): Map<string, { text: string; style: PromptStyle }> {
  const names = listFolder(folder).filter((name) => name.endsWith(".md"));
  return new Map(
    names.map((name) => {
      const file = join(folder, name);
      const whole = readText(file);
      const match = FRONT_MATTER.exec(whole);
      const style = PromptStyle.safeParse((match && readYaml(file, match[1] as string)) ?? {});
      if (!style.success) throw broken(file, `has wrong front matter (${z.prettifyError(style.error)})`);
      return [name.slice(0, -".md".length), { text: nonEmpty(file, match?.[2] ?? whole), style: style.data }];
    }),
  );
}

/** The frame of each edit's prompt by its tool. */
function readFrames(folder: string): Map<string, string> {
  const names = listFolder(folder).filter((name) => name.endsWith(".md"));
  return new Map(
    names.map((name) => {
      const file = join(folder, name);
      const match = FRONT_MATTER.exec(readText(file));
      const parsed = FrameMatter.safeParse(match && readYaml(file, match[1] as string));
      const tool = name.slice(0, -".md".length);
      if (!parsed.success) throw broken(file, `has wrong front matter (${z.prettifyError(parsed.error)})`);
      if (parsed.data.tool !== tool) throw broken(file, `says tool: ${parsed.data.tool}`);
      return [tool, nonEmpty(file, match?.[2] ?? "")];
    }),
  );
}

function readYaml(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw broken(file, "has front matter that is not YAML", cause);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8").replace(/\r\n?/g, "\n");
  } catch (cause) {
    throw broken(file, "cannot be read", cause);
  }
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw broken(folder, "cannot be read", cause);
  }
}

function nonEmpty(file: string, text: string): string {
  const trimmed = text.trim();
  if (trimmed === "") throw broken(file, "is empty");
  return trimmed;
}

function broken(file: string, what: string, cause?: unknown): SfumatoError {
  return new SfumatoError("E_CONFIG", `The file ${file} ${what}.`, { details: { file }, cause });
}
