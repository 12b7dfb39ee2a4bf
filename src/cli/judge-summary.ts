import type { Iteration } from "../domain/session.ts";
import { bandOf } from "../domain/verdict.ts";

/** The judge's notes in one line of English: the band and what failed with its evidence. */
export function judgeSummary(iteration: Iteration): string {
  if (iteration.judgeError) return `not judged: ${iteration.judgeError}`;
  if (!iteration.verdict) return "";
  const failed = iteration.verdict.failed.map(
    (item) => `${item.finding === "partial" ? "partly " : ""}missing: ${item.text} (${item.evidence})`,
  );
  return [bandOf(iteration.verdict.score), ...failed].join("; ");
}
