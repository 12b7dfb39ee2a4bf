import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");

/** Every TypeScript file of src/ by its path below src/. */
export function readSources(): Map<string, string> {
  const entries = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" }).sort();
  const files = entries.filter((path) => path.endsWith(".ts"));
  return new Map(files.map((path) => [path, readFileSync(join(ROOT, "src", path), "utf8")]));
}

/** Names of the folders in a folder of src/. */
export function foldersIn(path: string): string[] {
  return readdirSync(join(ROOT, "src", path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** The source with its comments blanked, line by line, so that prose about a thing is not taken for its use. */
export function withoutComments(code: string): string {
  return code
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "))
    .replace(/^\s*\/\/.*$|\s\/\/ .*$/gm, "");
}

/** Modules that an import or export statement of this code names, static or dynamic. */
export function importsOf(code: string): string[] {
  const statements =
    /^\s*(?:import|export)\b(?:[^"';]*?\bfrom)?\s*"([^"]+)"|^\} from "([^"]+)"|\bimport\(\s*"([^"]+)"/gm;
  return [...code.matchAll(statements)].map(([, whole, tail, dynamic]) => whole ?? tail ?? (dynamic as string));
}
