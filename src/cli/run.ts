import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { App } from "../app.ts";
import { checkGoal, readOption } from "../chat/goal-options.ts";
import { TERMINAL_PLACE } from "../chat/terminal/index.ts";
import { type ErrorCode, SfumatoError } from "../domain/errors.ts";
import type { Job } from "../domain/job.ts";
import { type Iteration, newSession, type Session, type SessionOptions } from "../domain/session.ts";
import { type SubmitDeps, submitJob } from "../engine/submit-job.ts";
import { jobEnd } from "./job-end.ts";
import { reportHtml } from "./report.ts";
import { readExports, writeContactSheet, writeExports } from "./run-export.ts";
import { type PhotoOptions, receivePhoto } from "./run-photo.ts";
import { type SessionJson, sessionJson } from "./session-json.ts";

/** What `run` was asked on the command line, as typed. */
export interface RunOptions extends PhotoOptions {
  goal: string;
  iterations?: string;
  provider?: string;
  aspect?: string;
  preset?: string;
  seed?: string;
  /** Score that ends the loop early. */
  target?: string;
  feedback?: string;
  /** Names of export sizes, separated by commas. */
  export?: string;
  out: string;
}

export const EXIT = { done: 0, other: 1, usage: 2, budget: 3, provider: 4 } as const;

/** Runs one session from goal to summary and writes its files. Returns the session, the exit code and the names of the files beside the pictures. */
export async function runSession(
  app: App,
  asked: RunOptions,
): Promise<{ json: SessionJson; exitCode: number; error: SfumatoError | null; written: string[] }> {
  const sizes = await readExports(app, asked.export);
  const session = await startRun(app, asked);
  const job = await jobEnd(app, session.jobId);
  await app.shown();
  const ended = (await app.chat.stores.sessions.get(session.id)) as Session;
  const iterations = await app.chat.stores.sessions.iterations(session.id);
  const files = await writePictures(app, iterations, asked.out);
  const json = sessionJson(ended, iterations, files, await app.chat.stores.money.spentOfJob(job.id));
  await writeFile(join(asked.out, "session.json"), `${JSON.stringify(json, null, 2)}\n`);
  await writeFile(join(asked.out, "report.html"), await reportHtml(ended, iterations, files, json.cost_usd));
  const written = ["session.json", "report.html"];
  if (iterations.length > 1) written.push(await writeContactSheet(app, unhurried(app), ended, asked.out));
  const best = iterations.find((iteration) => iteration.id === ended.bestIterationId);
  if (sizes.length > 0 && best)
    written.push(await writeExports(app, unhurried(app), ended, best.imageId, { sizes, folder: asked.out }));
  // What is said of these belongs before the last line.
  await app.shown();
  return { json, ...outcomeOf(job), written };
}

/** A script may run sessions as fast as it likes; caps hold all the same. */
function unhurried({ chat }: App): SubmitDeps {
  return { ...chat.submit, limits: { userConcurrency: Infinity, userPerMinute: Infinity, expensiveIntervalMs: 0 } };
}

async function startRun(app: App, asked: RunOptions): Promise<{ id: string; jobId: string }> {
  const { chat } = app;
  const goal = checkGoal(asked.goal);
  const options = readOptions(app, asked);
  await mkdir(asked.out, { recursive: true });
  const input = {
    rounds: options.iterations,
    targetScore: readTarget(asked.target, chat.targetScore),
    feedback: asked.feedback,
  };
  const seed = newSession({
    ...{ id: chat.newId().slice(0, 8), place: TERMINAL_PLACE, personId: app.person.id, personName: app.person.name },
    ...{ language: chat.wording.choose(app.person.language), goal, options, status: "running" },
  });
  const session = await chat.stores.sessions.add(seed);
  const submit = unhurried(app);
  const onPhoto = asked.image !== undefined || asked.mask !== undefined || asked.tool !== undefined;
  if (onPhoto) await receivePhoto(app, submit, session, asked);
  const job = await chat.stores.transaction((tx) =>
    submitJob(submit, tx, { tool: "optimize", input, session, idempotencyKey: `run:${session.id}` }),
  );
  return { id: session.id, jobId: job.id };
}

function readTarget(typed: string | undefined, usual: number): number {
  const target = typed === undefined ? usual : Number(typed);
  if (Number.isInteger(target) && target >= 1 && target <= 100) return target;
  throw new SfumatoError("E_PROMPT_INVALID", "--target: a whole number from 1 to 100.");
}

function readOptions({ chat }: App, asked: RunOptions): SessionOptions {
  const limits = { providers: chat.models.images.map((model) => model.provider), maxIterations: chat.maxIterations };
  const options = { ...chat.defaults };
  for (const name of ["iterations", "provider", "aspect", "preset", "seed"] as const)
    if (asked[name] !== undefined) Object.assign(options, readOption(name, asked[name], limits));
  return options;
}

async function writePictures(app: App, iterations: readonly Iteration[], folder: string): Promise<Map<string, string>> {
  const paths = new Map<string, string>();
  for (const iteration of iterations) {
    const stored = await app.chat.stores.images.get(iteration.imageId);
    if (!stored) continue;
    const path = join(folder, `iter_${iteration.index}${extname(stored.path)}`);
    await copyFile(app.pathOf(stored.path), path);
    paths.set(iteration.id, path);
  }
  return paths;
}

const PROVIDER_FAULTS: ReadonlySet<ErrorCode> = new Set([
  "E_AI_MODEL_UNAVAILABLE",
  "E_AI_TIMEOUT",
  "E_AI_REFUSED",
  "E_AI_BAD_ANSWER",
]);

function outcomeOf(job: Job): { exitCode: number; error: SfumatoError | null } {
  const output = job.output as { stopped?: string } | null;
  const error = job.lastError
    ? new SfumatoError(job.lastError.code, job.lastError.message, {
        details: job.lastError.details,
        spent: job.lastError.spent,
      })
    : null;
  if (job.state === "blocked_budget" || output?.stopped === "budget") return { exitCode: EXIT.budget, error };
  if (output?.stopped === "provider_failed") return { exitCode: EXIT.provider, error };
  if (job.state === "succeeded") return { exitCode: EXIT.done, error: null };
  return { exitCode: error && PROVIDER_FAULTS.has(error.code) ? EXIT.provider : EXIT.other, error };
}
