import type { ErrorRecord } from "../domain/errors.ts";
import type { Job, JobEvent } from "../domain/job.ts";
import { CARD_TOOLS, FREE_TOOLS } from "../domain/job-kinds.ts";
import type { Iteration, Session } from "../domain/session.ts";
import { failpoint } from "../ports/failpoints.ts";
import type { RefineOutput } from "../tools/outputs.ts";
import { reportProviderTrouble } from "./alerts.ts";
import type { ChatDeps } from "./chat-deps.ts";
import { putIterations } from "./iteration-posts.ts";
import { putCard, putForSession, putSummary, sayFor } from "./messages.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { putReading, putReceived } from "./photo-posts.ts";
import { showJoined } from "./same-wish.ts";
import { onSession } from "./screens/card.ts";
import { errorText } from "./screens/error.ts";
import { progressScreen } from "./screens/progress.ts";

/** A missed signal is made up for this often (ms). */
const LOOK_AGAIN_MS = 4_000;
/** Events of one job come in bursts; they are shown together after this (ms), which nobody sees. */
const SETTLE_MS = 100;

/** Keeps what the chat shows of jobs in step with what the database says of them. */
export interface Presenter {
  start(): void;
  stop(): Promise<void>;
}

/**
 * Shows jobs: computes the messages that should exist from the job's state and wants exactly those. Doing it twice
 * changes nothing, so a crash at any point is mended by doing it again.
 */
export function createPresenter(deps: ChatDeps): Presenter {
  const shown = oneAtATime(
    (jobId) =>
      showJob(deps, jobId).catch((error) => deps.log.warn({ err: error, jobId }, "showing a job failed; trying again")),
    SETTLE_MS,
  );
  let timer: NodeJS.Timeout | undefined;
  let unsubscribe = () => {};
  let stopped = false;
  const lookAgain = async () => {
    for (const platform of deps.platforms.keys())
      for (const jobId of await deps.stores.jobs.toShow(platform).catch(() => [])) shown.begin(jobId);
    if (!stopped) timer = setTimeout(() => void lookAgain(), LOOK_AGAIN_MS);
  };
  return {
    start() {
      unsubscribe = deps.signals.subscribe("job", shown.begin);
      void lookAgain();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      unsubscribe();
      await shown.stop();
    },
  };
}

/** Brings the messages of one job up to its newest event. */
export async function showJob(deps: ChatDeps, jobId: string): Promise<void> {
  const found = await deps.stores.jobs.getToShow(jobId);
  if (!found || found.shown >= found.last || !deps.platforms.has(found.job.platform)) return;
  const { job, last, shown } = found;
  const session = job.sessionId === null ? undefined : await deps.stores.sessions.get(job.sessionId);
  failpoint("show.begun");
  if (session) {
    const iterations = await deps.stores.sessions.iterations(session.id);
    if (CARD_TOOLS.has(job.tool)) await showRefine(deps, session, job, iterations);
    else if (FREE_TOOLS.has(job.tool)) await showFree(deps, session, job);
    else await showWork(deps, session, { job, events: await deps.stores.jobs.events(jobId), shown }, iterations);
    if (job.lastError) await reportProviderTrouble(deps, job.lastError);
  }
  await showJoined(deps, job);
  failpoint("show.wanted");
  await deps.stores.jobs.markShown(jobId, last);
}

async function showRefine(deps: ChatDeps, session: Session, job: Job, iterations: readonly Iteration[]): Promise<void> {
  if (job.state === "succeeded") {
    const byRule = (job.output as RefineOutput | null)?.made === "by_rule";
    if (await putReading(deps, session, job)) return;
    if (job.tool === "receive") return putReceived(deps, session, job, iterations, byRule);
    return putCard(deps, deps.stores, session, "ready", iterations, byRule);
  }
  if (job.state === "cancelled") return putCard(deps, deps.stores, session, "cancelled", iterations);
  if (job.lastError && (job.state === "failed" || job.state === "blocked_budget")) {
    const say = sayFor(deps, session);
    const spent = await deps.stores.money.spentOfJob(job.id);
    return putForSession(deps.stores, `card:${session.id}`, session, {
      text: [
        ...(session.goal === "" ? [] : [{ quote: session.goal, fold: session.goal.length > 300 }]),
        [errorText(say, { ...job.lastError, retryable: false }, spent)],
      ],
      buttons:
        job.tool === "refine" || mayHelp(job.lastError)
          ? [[{ label: say("button-retry"), intent: onSession("retry", session, { job: job.id }), style: "primary" }]]
          : [],
    });
  }
  return putCard(deps, deps.stores, session, "refining", iterations);
}

/** A job that costs nothing and is over in a moment shows its result alone. */
async function showFree(deps: ChatDeps, session: Session, job: Job): Promise<void> {
  if (await putReading(deps, session, job)) return;
  if (job.lastError && job.state === "failed") {
    const text = errorText(sayFor(deps, session), job.lastError, null);
    await putForSession(deps.stores, `exported:${job.id}`, session, { text: [[text]] });
  }
}

/** A job with all that happened in it, of which the first `shown` events are on the chat's messages already. */
interface Work {
  job: Job;
  events: readonly JobEvent[];
  shown: number;
}

async function showWork(
  deps: ChatDeps,
  session: Session,
  { job, events, shown }: Work,
  iterations: readonly Iteration[],
): Promise<void> {
  const active = job.state === "queued" || job.state === "running";
  await putCard(deps, deps.stores, session, active ? "working" : "ready", iterations);
  await showProgress(deps, session, job, events, iterations);
  await putIterations(deps, deps.stores, session, iterations, { job, idle: !active });
  const endsSession =
    job.tool === "optimize" &&
    (job.state === "succeeded" || (job.state === "cancelled" && iterations.some((made) => made.jobId === job.id)));
  if (endsSession) await putSummary(deps, deps.stores, session, iterations, job.id);
  // Another model stood in: the person has a picture, and the operator a provider to mend.
  for (const event of events.slice(shown))
    if (event.type === "model_failed") await reportProviderTrouble(deps, event.error);
}

/** Whether trying again as it is could end otherwise: a cap is raised or begins anew, a refusal stays one. */
function mayHelp(error: ErrorRecord | null): boolean {
  return error === null || error.retryable || error.code === "E_BUDGET_BLOCKED" || error.code === "E_INTERNAL";
}

async function showProgress(
  deps: ChatDeps,
  session: Session,
  job: Job,
  events: readonly JobEvent[],
  iterations: readonly Iteration[],
): Promise<void> {
  const { jobs, money } = deps.stores;
  const output = job.output as { stopped?: string; error?: ErrorRecord | null } | null;
  const rule = output?.error?.details.reason;
  const failed = job.state === "failed" || job.state === "blocked_budget";
  const view = progressScreen(sayFor(deps, session), {
    session,
    job,
    events,
    position: job.state === "queued" ? await jobs.position(job.id) : 0,
    pictures: iterations.filter((iteration) => iteration.jobId === job.id).length,
    spentMicros: await money.spentOfJob(job.id),
    stopped: rule === "paused" || rule === "frozen" ? rule : (output?.stopped ?? null),
    stopError: output?.error ?? null,
    canRetry:
      (failed && mayHelp(job.lastError)) || output?.stopped === "provider_failed" || output?.stopped === "budget",
  });
  await putForSession(deps.stores, `job:${job.id}:progress`, session, view);
}
