import type { Job } from "../domain/job.ts";
import type { Iteration, Session } from "../domain/session.ts";
import type { Stores } from "../ports/stores.ts";
import type { ChatDeps } from "./chat-deps.ts";
import { warningsIn } from "./job-warnings.ts";
import { putForSession, sayFor } from "./messages.ts";
import { iterationScreen } from "./screens/iteration.ts";
import { pricesOf } from "./session-state.ts";

/**
 * Wants the posts of a session's pictures as they should be now. Those of `job` are made when they are missing; the
 * others only change, by losing or getting buttons and marks.
 */
export async function putIterations(
  deps: ChatDeps,
  stores: Stores,
  session: Session,
  iterations: readonly Iteration[],
  { job, idle }: { job: Job | null; idle: boolean },
): Promise<void> {
  const say = sayFor(deps, session);
  const byId = new Map(iterations.map((iteration) => [iteration.id, iteration]));
  const newest = iterations.at(-1);
  const prices = pricesOf(deps, session, iterations.length);
  const warnings = await warningsOf(stores, iterations);
  for (const iteration of iterations) {
    const key = `iteration:${iteration.id}`;
    if (iteration.jobId !== job?.id && !(await stores.outbox.exists(key))) continue;
    const view = iterationScreen(say, {
      ...{ session, idle, prices },
      iteration: { ...iteration, warnings: [...(warnings.get(iteration.id) ?? []), ...iteration.warnings] },
      parent: iteration.parentId === null ? undefined : byId.get(iteration.parentId),
      last: await lastIndexOf(stores, iteration, iterations),
      alone: iterations.length === 1,
      offersMore: iteration.id === newest?.id || iteration.id === session.bestIterationId,
    });
    await putForSession(stores, key, session, view, { iterationId: iteration.id });
  }
}

/** What the prompt's writer could not do for each picture: its maker's own warnings are kept with it. */
async function warningsOf(
  stores: Stores,
  iterations: readonly Iteration[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const jobs = [...new Set(iterations.map(({ jobId }) => jobId))];
  const all = await Promise.all(jobs.map(async (id) => warningsIn(await stores.jobs.events(id)).of));
  return new Map(all.flatMap((of) => [...of]));
}

/** The last index of the loop that made a picture; null when it was made on its own. */
async function lastIndexOf(
  stores: Stores,
  iteration: Iteration,
  iterations: readonly Iteration[],
): Promise<number | null> {
  const job = await stores.jobs.get(iteration.jobId);
  if (job?.tool !== "optimize") return null;
  const { rounds } = job.input as { rounds: number };
  const first = iterations.find((made) => made.jobId === iteration.jobId)?.index ?? 0;
  return first === 0 ? rounds : first - 1 + rounds;
}
