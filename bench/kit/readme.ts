import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Figure } from "./figures.ts";
import { ROOT } from "./program.ts";

const README = join(ROOT, "README.md");
const BEGIN = "<!-- figures: written by `npm run bench` -->";
const END = "<!-- /figures -->";

/** Puts the newest figures of all benchmarks into the README. */
export async function writeFigures(figures: readonly Figure[]): Promise<void> {
  const text = await readFile(README, "utf8");
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`README.md: the lines ${BEGIN} and ${END} are missing`);
  const mark = (met: boolean | null) => (met === null ? "" : met ? "✓ " : "✗ ");
  const rows = figures.map(
    ({ figure, measured, limit, met }) => `| ${figure} | ${mark(met)}${measured} | ${limit || "–"} |`,
  );
  const table = [BEGIN, "", "| figure | measured | limit |", "| --- | --- | --- |", ...rows, "", ""].join("\n");
  await writeFile(README, text.slice(0, from) + table + text.slice(to));
}
