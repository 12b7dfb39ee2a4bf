import { SfumatoError } from "../domain/errors.ts";
import type { Job } from "../domain/job.ts";
import { CARD_TOOLS, FREE_TOOLS } from "../domain/job-kinds.ts";
import type { Session } from "../domain/session.ts";
import type { NewId } from "../ports/clock.ts";
import type { Queue } from "../ports/queue.ts";
import type { Stores } from "../ports/stores.ts";
import type { Tool } from "../tools/tool.ts";

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
}

/**
 * Checks a wish for work, saves it as a job inside the caller's transaction and wakes a worker once that is durable.
 * @throws SfumatoError `E_RATE_LIMITED` with `details.retryAfterMs`, `E_DUPLICATE` while a job of the session runs
 */
export async function submitJob(deps: SubmitDeps, stores: Stores, submission: Submission): Promise<Job> {
  const { session, tool: toolId } = submission;
  const tool = deps.tools.get(toolId);
  if (!tool) throw new SfumatoError("E_INTERNAL", `There is no tool "${toolId}".`);
  const input = tool.input.parse(submission.input);
  const same = await stores.jobs.byIdempotencyKey(submission.idempotencyKey);
  if (same) return same;
  await checkLimits(deps, stores, session, toolId);
  const { job } = await stores.jobs.add({
    id: deps.newId(),
    tool: toolId,
    input,
    sessionId: session.id,
    platform: session.place.platform,
    chatId: session.place.chatId,
    personId: session.personId,
    idempotencyKey: submission.idempotencyKey,
  });
  stores.afterCommit(() => void deps.queue.wake(job.id));
  return job;
}

async function checkLimits(deps: SubmitDeps, stores: Stores, session: Session, toolId: string): Promise<void> {
  const { platform } = session.place;
  const active = await stores.jobs.activeOfSession(session.id);
  if (active.length > 0)
    throw new SfumatoError("E_DUPLICATE", "This session is at work already.", {
      details: { jobId: active[0]?.id },
      retryable: true,
    });
  const recent = await stores.jobs.recentOfPerson(platform, session.personId, 60_000);
  if (recent.count >= deps.limits.userPerMinute) throw tooFast("per_minute", 60_000 - recent.oldestAgeMs);
  // Making the card is cheap and comes with the wish itself; only paid pictures are held apart and counted as running.
  if (CARD_TOOLS.has(toolId) || FREE_TOOLS.has(toolId)) return;
  const running = (await stores.jobs.activeOfPerson(platform, session.personId)).filter(
    (job) => !CARD_TOOLS.has(job.tool) && !FREE_TOOLS.has(job.tool),
  );
  if (running.length >= deps.limits.userConcurrency) throw tooFast("concurrency", 10_000);
  const since = await stores.jobs.sinceLastOfSession(session.id);
  if (since !== null && since < deps.limits.expensiveIntervalMs)
    throw tooFast("interval", deps.limits.expensiveIntervalMs - since);
}

function tooFast(limit: string, retryAfterMs: number): SfumatoError {
  return new SfumatoError("E_RATE_LIMITED", `Too fast: try again in ${Math.ceil(retryAfterMs / 1000)} s.`, {
    details: { limit, retryAfterMs: Math.ceil(retryAfterMs) },
    retryable: true,
  });
}
