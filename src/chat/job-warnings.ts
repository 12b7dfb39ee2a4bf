import type { JobEvent } from "../domain/job.ts";

/** What was warned of while a job made its pictures. */
export interface JobWarnings {
  /** By the picture that came next. */
  of: ReadonlyMap<string, readonly string[]>;
  /** After the last picture. */
  left: readonly string[];
}

/** Sorts a job's warnings to the pictures that they are about. */
export function warningsIn(events: readonly JobEvent[]): JobWarnings {
  const of = new Map<string, string[]>();
  let waiting: string[] = [];
  for (const event of events) {
    // A job that was taken back says the same again.
    if (event.type === "warning" && !waiting.includes(event.message)) waiting.push(event.message);
    if (event.type !== "iteration_made" || of.has(event.iterationId)) continue;
    of.set(event.iterationId, waiting);
    waiting = [];
  }
  return { of, left: waiting };
}
