import { type ErrorCode, SfumatoError, toSfumatoError } from "../domain/errors.ts";
import { type Job, MAX_ATTEMPTS } from "../domain/job.ts";
import { failpoint } from "../ports/failpoints.ts";
import type { Claims } from "./claims.ts";
import { cancelled, type Leases } from "./leases.ts";
import { LeaseLost, type Stopped, WaitSignal } from "./outcomes.ts";
import { persist } from "./persist.ts";
import { createToolContext, type ToolContextDeps } from "./tool-context.ts";

export interface RunJobDeps extends ToolContextDeps {
  claims: Claims;
  leases: Leases;
  /** Calls `stop` when this job is cancelled; returns how to forget it. */
  onCancel(jobId: string, stop: () => void): () => void;
}

/** A database that was away is looked for again after this (ms); it costs no attempt. */
const AWAY_MS = 500;

/** Claims the next job and runs it to its end. Resolves to false when there was none. */
export async function runNextJob(deps: RunJobDeps): Promise<boolean> {
  const job = await deps.claims.next();
  if (!job) return false;
  failpoint("job.claimed");
  const stop = new AbortController();
  const forget = deps.onCancel(job.id, () => stop.abort(cancelled()));
  const letGo = deps.leases.keep(job, stop);
  try {
    const how = await attempt(deps, job, stop.signal);
    await whenBack(deps, () => end(deps, job, how));
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
    deps.log.warn({ jobId: job.id }, "lost the job's lease; another worker goes on with it");
  } finally {
    letGo();
    forget();
    deps.claims.ended(job);
  }
  return true;
}

/** Goes on trying while the database is away: until then nobody else can take the job either. */
async function whenBack(deps: RunJobDeps, change: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await change();
    } catch (error) {
      if (!deps.stores.isAway(error) || deps.draining()) throw error;
      await deps.clock.sleep(AWAY_MS);
    }
  }
}

type End =
  | { kind: "done"; output: unknown }
  | ({ kind: "stop" } & Stopped)
  | { kind: "wait"; reason: string; delayMs: number }
  | { kind: "retry"; error: SfumatoError };

const OUR_FAULTS: ReadonlySet<ErrorCode> = new Set(["E_INTERNAL", "E_STORAGE_IO"]);

async function attempt(deps: RunJobDeps, job: Job, signal: AbortSignal): Promise<End> {
  try {
    const tool = deps.tools.get(job.tool);
    if (!tool) throw new SfumatoError("E_INTERNAL", `There is no tool "${job.tool}".`);
    if (job.cancelRequested) throw cancelled();
    // Nobody made steps before the first who held it.
    const done = job.fence === 1 ? new Map<string, unknown>() : await deps.stores.jobs.steps(job.id);
    const context = createToolContext(deps, job, signal, done);
    return { kind: "done", output: await tool.run(context, tool.input.parse(job.input)) };
  } catch (thrown) {
    if (thrown instanceof LeaseLost) throw thrown;
    if (thrown instanceof WaitSignal) return { kind: "wait", reason: thrown.reason, delayMs: thrown.delayMs };
    if (!signal.aborted && deps.stores.isAway(thrown)) {
      deps.log.warn({ jobId: job.id, err: thrown }, "the database was away; the job goes on when it is back");
      return { kind: "wait", reason: "database", delayMs: AWAY_MS };
    }
    const error = toSfumatoError(signal.aborted ? signal.reason : thrown);
    if (signal.aborted && signal.reason instanceof LeaseLost) throw signal.reason;
    // What was bought is adopted by the next run, so a fault on our side is worth another.
    if (OUR_FAULTS.has(error.code)) {
      deps.log.error({ jobId: job.id, err: thrown }, "a job failed inside");
      if (job.attempts < MAX_ATTEMPTS) return { kind: "retry", error };
    }
    const state =
      error.code === "E_BUDGET_BLOCKED" ? "blocked_budget" : error.code === "E_CANCELLED" ? "cancelled" : "failed";
    return { kind: "stop", state, error: error.toRecord() };
  }
}

async function end(deps: RunJobDeps, job: Job, how: End): Promise<void> {
  const { jobs } = deps.stores;
  if (how.kind === "wait") {
    const again = { delayMs: how.delayMs, countAttempt: false, error: null };
    const waits = await persist(deps, () => jobs.requeue(job.id, job.fence, again));
    if (waits && how.delayMs > 0)
      await jobs.emit(job.id, { type: "waiting", reason: how.reason, untilMs: how.delayMs });
    return;
  }
  if (how.kind === "retry") {
    const again = { delayMs: 1_000 * 2 ** job.attempts, countAttempt: true, error: how.error.toRecord() };
    await persist(deps, () => jobs.requeue(job.id, job.fence, again));
    return;
  }
  const ended =
    how.kind === "done"
      ? { state: "succeeded" as const, error: null, output: how.output }
      : { state: how.state, error: how.error, output: null };
  failpoint("job.finishing");
  if (!(await persist(deps, () => jobs.finish(job.id, job.fence, ended))))
    throw new LeaseLost("the job ended elsewhere");
  failpoint("job.finished");
  await forgetProofs(deps, job.id);
  failpoint("job.forgotten");
}

/** Once a job has ended, the files that prove its answers have done their work. */
export async function forgetProofs(deps: Pick<RunJobDeps, "stores" | "answers">, jobId: string): Promise<void> {
  for (const call of await deps.stores.money.callsOfJob(jobId))
    if (call.state === "settled" || call.state === "unknown") await deps.answers.remove(call.callKey).catch(() => {});
}
