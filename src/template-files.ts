import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Template, TemplateFile } from "./domain/template.ts";
import type { Logger } from "./engine/logger.ts";
import type { Templates } from "./ports/templates.ts";

const NAME = /^([a-z0-9]+(?:-[a-z0-9]+)*)\.json$/;
const KINDS: readonly Template["kind"][] = TemplateFile.shape.kind.options;

/** A file as it was last read. */
interface Known {
  /** When it was changed and how large it is: another of these, and it is read again. */
  mark: string;
  good: Template | undefined;
}

/**
 * Templates in `<folder>/<id>.json`, read anew when a file changes. A broken one is logged once with what is wrong; its
 * last good version stays in force.
 */
export function createTemplateFiles({ folder, log }: { folder: string; log: Pick<Logger, "warn"> }): Templates {
  let known = new Map<string, Known>();
  const warn = (file: string, problem: string) =>
    log.warn({ file, problem }, `templates: ${file} is broken: ${problem}; the last good one stays`);
  const readAgain = async (file: string, id: string, before: Known | undefined): Promise<Known> => {
    const path = join(folder, file);
    let mark = before?.mark ?? "";
    try {
      const { mtimeMs, size } = await stat(path);
      if (mark === `${mtimeMs} ${size}` && before) return before;
      mark = `${mtimeMs} ${size}`;
      return { mark, good: { id, ...parse(await readFile(path, "utf8")) } };
    } catch (error) {
      warn(file, error instanceof Error ? error.message : String(error));
      return { mark, good: before?.good };
    }
  };
  return {
    async list() {
      const files = await readdir(folder).catch((error: Error) => {
        if (!known.has("")) warn(folder, error.message);
        known.set("", { mark: "", good: undefined });
        return null;
      });
      if (files !== null) {
        const read = files.flatMap((file) => {
          const id = NAME.exec(file)?.[1];
          return id ? [readAgain(file, id, known.get(id)).then((one) => [id, one] as const)] : [];
        });
        known = new Map(await Promise.all(read));
      }
      const templates = [...known.values()].flatMap(({ good }) => good ?? []);
      const rank = ({ kind, order }: Template) => KINDS.indexOf(kind) * 10_000 + order;
      return templates.sort((a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id));
    },
  };
}

/** @throws Error that says what is wrong and where in the file */
function parse(text: string): TemplateFile {
  const parsed = TemplateFile.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(z.prettifyError(parsed.error).replace(/\s*\n\s*/g, " "));
}
