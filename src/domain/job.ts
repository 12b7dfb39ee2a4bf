import { z } from "zod";
import { ErrorRecord } from "./errors.ts";

/** States of a job; see docs/job-states.md for who moves it next. */
export const JobState = z.enum(["queued", "running", "succeeded", "failed", "blocked_budget", "cancelled"]);
export type JobState = z.infer<typeof JobState>;

export const FINAL_STATES: ReadonlySet<JobState> = new Set(["succeeded", "failed", "blocked_budget", "cancelled"]);

/** A job that began this many times without finishing a single further step is set aside with its error and no further calls. */
export const MAX_ATTEMPTS = 3;
/** A running job whose lease was not renewed for this long is taken back (ms); short, so that a progress message is right again within 30 s of a crash. */
export const LEASE_MS = 15_000;

/** A unit of work: a tool and its input, as stored. */
export const Job = z.object({
  id: z.string(),
  tool: z.string(),
  input: z.unknown(),
  state: JobState,
  sessionId: z.string().nullable(),
  platform: z.string(),
  chatId: z.string(),
  personId: z.string(),
  attempts: z.number().int(),
  /** Grows with every claim; a worker that holds an older one changes nothing. */
  fence: z.number().int(),
  idempotencyKey: z.string(),
  cancelRequested: z.boolean(),
  lastError: ErrorRecord.nullable(),
  output: z.unknown(),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
});
export type Job = z.infer<typeof Job>;

/** What a running job is doing, for the progress message. `fraction` is 0 to 1. */
export const JobStage = z.object({
  stage: z.enum(["refining", "revising", "generating", "judging", "summarizing"]),
  round: z.number().int().min(0),
  rounds: z.number().int().min(0),
  fraction: z.number().min(0).max(1),
});
export type JobStage = z.infer<typeof JobStage>;

/** Something that happened to a job: append-only, numbered per job. */
export const JobEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("queued") }),
  z.object({ type: z.literal("started"), attempt: z.number().int() }),
  z.object({ type: z.literal("stage"), stage: JobStage }),
  z.object({ type: z.literal("prompt_ready"), sessionId: z.string() }),
  z.object({ type: z.literal("iteration_made"), iterationId: z.string() }),
  z.object({ type: z.literal("iteration_judged"), iterationId: z.string() }),
  z.object({ type: z.literal("warning"), message: z.string() }),
  /** A model failed on the way to a picture, and the next one was tried. */
  z.object({ type: z.literal("model_failed"), model: z.string(), error: ErrorRecord }),
  z.object({ type: z.literal("waiting"), reason: z.string(), untilMs: z.number() }),
  z.object({ type: z.literal("taken_back"), attempt: z.number().int() }),
  z.object({ type: z.literal("ended"), state: JobState, error: ErrorRecord.nullable() }),
]);
export type JobEvent = z.infer<typeof JobEvent>;

/** A call that waited for its provider this long, over all its tries, fails instead (ms). */
export const WAIT_LIMIT_MS = 15 * 60_000;
