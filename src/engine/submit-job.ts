import { SfumatoError } from "../domain/errors.ts";
import type { Job } from "../domain/job.ts";
import { CARD_TOOLS, FREE_TOOLS } from "../domain/job-kinds.ts";
import type { Session } from "../domain/session.ts";
import type { NewId } from "../ports/clock.ts";
import type { Queue } from "../ports/queue.ts";
import type { JobLoad, Stores } from "../ports/stores.ts";
import type { Tool } from "../tools/tool.ts";
import { standingOf, standstill } from "./standing.ts";

export interface SubmitDeps {
  tools: ReadonlyMap<string, Tool>;
  queue: Queue;
  newId: NewId;
  limits: { userConcurrency: number; userPerMinute: number; expensiveIntervalMs: number };
}

export interface Submission {
  tool: string;
  input: unknown;
  session: Session;
  /** What asked for it, such as an update or a button's token: the same again is the same job. */
  idempotencyKey: string;
  /** Whoever submits it shows that it waits. */
  announced?: boolean;
}

/**
 * Checks a wish for work, saves it as a job inside the caller's transaction and wakes a worker once that is durable.
 * @throws SfumatoError `E_RATE_LIMITED` with `details.retryAfterMs`, `E_DUPLICATE` while a job of the session runs, and
 * what {@link standstill} says
 */
export async function submitJob(deps: SubmitDeps, stores: Stores, submission: Submission): Promise<Job> {
  const { session, tool: toolId } = submission;
  const tool = deps.tools.get(toolId);
  if (!tool) throw new SfumatoError("E_INTERNAL", `There is no tool "${toolId}".`);
  const input = tool.input.parse(submission.input);
  const { idempotencyKey, announced } = submission;
  const owner = { platform: session.place.platform, personId: session.personId, sessionId: session.id };
  const isCheap = CARD_TOOLS.has(toolId) || FREE_TOOLS.has(toolId);
  // Pressed in two chats at once, both would count before the other is there.
  if (!isCheap) await stores.jobs.hold(owner.platform, owner.personId);
  const load = await stores.jobs.load({ ...owner, idempotencyKey }, 60_000);
  const same = load.same === null ? undefined : await stores.jobs.get(load.same);
  if (same) return same;
  const standing = await standingOf(stores, { ...session.place, personId: session.personId });
  const stopped = standstill(standing, session.options.provider);
  if (stopped) throw stopped;
  checkLimits(deps.limits, load, isCheap);
  const { job } = await stores.jobs.add({
    id: deps.newId(),
    tool: toolId,
    input,
    sessionId: session.id,
    platform: session.place.platform,
    chatId: session.place.chatId,
    personId: session.personId,
    idempotencyKey,
    announced,
  });
  stores.afterCommit(() => void deps.queue.wake(job.id));
  return job;
}

function checkLimits(limits: SubmitDeps["limits"], load: JobLoad, isCheap: boolean): void {
  if (load.activeOfSession !== null)
    throw new SfumatoError("E_DUPLICATE", "This session is at work already.", {
      details: { jobId: load.activeOfSession },
      retryable: true,
    });
  if (load.recentOfPerson >= limits.userPerMinute) throw tooFast("per_minute", 60_000 - load.oldestAgeMs);
  // Making the card is cheap and comes with the wish itself; only paid pictures are held apart and counted as running.
  if (isCheap) return;
  if (load.activeOfPerson >= limits.userConcurrency) throw tooFast("concurrency", 10_000);
  const since = load.sinceLastOfSessionMs;
  if (since !== null && since < limits.expensiveIntervalMs)
    throw tooFast("interval", limits.expensiveIntervalMs - since);
}

function tooFast(limit: string, retryAfterMs: number): SfumatoError {
  return new SfumatoError("E_RATE_LIMITED", `Too fast: try again in ${Math.ceil(retryAfterMs / 1000)} s.`, {
    details: { limit, retryAfterMs: Math.ceil(retryAfterMs) },
    retryable: true,
  });
}
