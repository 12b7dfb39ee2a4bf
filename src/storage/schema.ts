import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { ErrorRecord } from "../domain/errors.ts";
import type { JobEvent, JobState } from "../domain/job.ts";
import type { PhotoWork } from "../domain/photo-work.ts";
import type { MediaType } from "../domain/picture.ts";
import type { Literal, Prompt } from "../domain/prompt-blocks.ts";
import type { Place, Recommendation, SessionOptions, SessionStatus } from "../domain/session.ts";
import type { Checklist, Verdict } from "../domain/verdict.ts";
import type { ListedModel } from "../ports/models.ts";
import { micros, time } from "./columns.ts";

export * from "./schema-chat.ts";
export * from "./schema-moderation.ts";
export * from "./schema-money.ts";

/** What vendors list of their models, for when they are away. */
export const modelsCache = pgTable("models_cache", {
  provider: text("provider").primaryKey(),
  fetchedAt: time("fetched_at").notNull(),
  list: jsonb("list").$type<readonly ListedModel[]>().notNull(),
});

/** A wish, from goal to summary. */
export const sessions = pgTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    platform: text("platform").notNull(),
    chatId: text("chat_id").notNull(),
    place: jsonb("place").$type<Place>().notNull(),
    personId: text("person_id").notNull(),
    personName: text("person_name").notNull(),
    language: text("language").notNull(),
    goal: text("goal").notNull(),
    status: text("status").$type<SessionStatus>().notNull(),
    options: jsonb("options").$type<SessionOptions>().notNull(),
    prompt: jsonb("prompt").$type<Prompt>(),
    originalPrompt: jsonb("original_prompt").$type<Prompt>(),
    checklist: jsonb("checklist").$type<Checklist>(),
    assumptions: jsonb("assumptions").$type<string[]>().notNull().default([]),
    literals: jsonb("literals").$type<Literal[]>().notNull().default([]),
    bestIterationId: text("best_iteration_id"),
    bestChosenByPerson: boolean("best_chosen_by_person").notNull().default(false),
    recommendations: jsonb("recommendations").$type<Recommendation[]>().notNull().default([]),
    photo: jsonb("photo").$type<PhotoWork>(),
    originMessageId: text("origin_message_id"),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (t) => [index("sessions_of_person").on(t.platform, t.chatId, t.personId, t.createdAt.desc())],
);

/** One picture of a session. */
export const iterations = pgTable(
  "iterations",
  {
    id: text("id").primaryKey(),
    sessionId: text("session_id")
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    jobId: text("job_id").notNull(),
    index: integer("index").notNull(),
    prompt: jsonb("prompt").$type<Prompt>().notNull(),
    promptText: text("prompt_text").notNull(),
    promptDiff: text("prompt_diff").notNull(),
    parentId: text("parent_id"),
    imageId: text("image_id").notNull(),
    modelUsed: text("model_used").notNull(),
    fellBackFrom: text("fell_back_from"),
    simulated: boolean("simulated").notNull(),
    warnings: jsonb("warnings").$type<string[]>().notNull(),
    verdict: jsonb("verdict").$type<Verdict>(),
    accepted: boolean("accepted"),
    judgeError: text("judge_error"),
    feedback: text("feedback"),
    costMicros: micros("cost_micros").notNull(),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("iterations_of_session").on(t.sessionId, t.index),
    index("iterations_of_job").on(t.jobId),
    index("iterations_of_image").on(t.imageId),
  ],
);

/** What people said about pictures, until an iteration used it. */
export const feedback = pgTable(
  "feedback",
  {
    id: text("id").primaryKey(),
    sessionId: text("session_id")
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    iterationId: text("iteration_id"),
    text: text("text").notNull(),
    usedByIterationId: text("used_by_iteration_id"),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (t) => [index("feedback_of_session").on(t.sessionId, t.createdAt)],
);

/** Pictures on disk. */
export const images = pgTable(
  "images",
  {
    id: text("id").primaryKey(),
    jobId: text("job_id").notNull(),
    /** `platform:chatId`: a picture is served to its chat alone. */
    chatKey: text("chat_key").notNull(),
    mediaType: text("media_type").$type<MediaType>().notNull(),
    width: integer("width").notNull(),
    height: integer("height").notNull(),
    bytes: integer("bytes").notNull(),
    sha256: text("sha256").notNull(),
    path: text("path").notNull(),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (t) => [
    index("images_of_job").on(t.jobId),
    // Several chats may have sent the same picture: its file goes with the last of them.
    index("images_by_path").on(t.path),
    index("images_by_age").on(t.createdAt),
  ],
);

/** Units of work: the truth about what runs; docs/job-states.md is their chart. */
export const jobs = pgTable(
  "jobs",
  {
    id: text("id").primaryKey(),
    tool: text("tool").notNull(),
    input: jsonb("input").notNull(),
    state: text("state").$type<JobState>().notNull(),
    sessionId: text("session_id").references(() => sessions.id, { onDelete: "set null" }),
    platform: text("platform").notNull(),
    chatId: text("chat_id").notNull(),
    /** Null once its person asked to be forgotten. */
    personId: text("person_id"),
    chatKey: text("chat_key").notNull(),
    /** Place in the fair order over chats: the lowest turn is claimed first. */
    turn: bigint("turn", { mode: "number" }).notNull(),
    attempts: integer("attempts").notNull().default(0),
    fence: bigint("fence", { mode: "number" }).notNull().default(0),
    leaseUntil: time("lease_until"),
    idempotencyKey: text("idempotency_key").notNull().unique(),
    fingerprint: text("fingerprint"),
    runAfter: time("run_after").notNull().defaultNow(),
    cancelRequested: boolean("cancel_requested").notNull().default(false),
    lastError: jsonb("last_error").$type<ErrorRecord>(),
    output: jsonb("output"),
    /** Number of its newest event, and of the newest one that the chat has shown. */
    lastEvent: integer("last_event").notNull().default(0),
    shownEvent: integer("shown_event").notNull().default(0),
    createdAt: time("created_at").notNull().defaultNow(),
    startedAt: time("started_at"),
    finishedAt: time("finished_at"),
  },
  (t) => [
    index("jobs_queued").on(t.turn, t.createdAt).where(sql`state = 'queued'`),
    index("jobs_queued_of_chat").on(t.chatKey, t.turn).where(sql`state = 'queued'`),
    index("jobs_running").on(t.leaseUntil).where(sql`state = 'running'`),
    index("jobs_running_of_chat").on(t.chatKey).where(sql`state = 'running'`),
    index("jobs_of_session").on(t.sessionId, t.createdAt),
    // Two wishes for one session at once are one job, also when they come through two processes.
    uniqueIndex("jobs_active_of_session").on(t.sessionId).where(sql`state in ('queued', 'running')`),
    index("jobs_active_of_person").on(t.platform, t.personId).where(sql`state in ('queued', 'running')`),
    index("jobs_recent_of_person").on(t.platform, t.personId, t.createdAt.desc()),
    index("jobs_to_show").on(t.platform).where(sql`shown_event < last_event`),
    index("jobs_by_fingerprint").on(t.fingerprint, t.createdAt.desc()).where(sql`fingerprint is not null`),
  ],
);

/** Sessions that wanted what another's job was making: its picture is shown to them too, and paid once. */
export const jobJoins = pgTable(
  "job_joins",
  {
    jobId: text("job_id")
      .notNull()
      .references(() => jobs.id, { onDelete: "cascade" }),
    sessionId: text("session_id")
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
  },
  (t) => [primaryKey({ columns: [t.jobId, t.sessionId] }), index("job_joins_of_session").on(t.sessionId)],
);

/** What happened to a job: append-only, numbered per job. */
export const jobEvents = pgTable(
  "job_events",
  {
    jobId: text("job_id")
      .notNull()
      .references(() => jobs.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    event: jsonb("event").$type<JobEvent>().notNull(),
    at: time("at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.jobId, t.number] })],
);

/** Results of a job's named steps, skipped when the job is retried. */
export const jobSteps = pgTable(
  "job_steps",
  {
    jobId: text("job_id")
      .notNull()
      .references(() => jobs.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    result: jsonb("result"),
    at: time("at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.jobId, t.name] })],
);

/** Chats and people's defaults, per platform. `personId` is empty for the chat's own. */
export const settings = pgTable(
  "settings",
  {
    platform: text("platform").notNull(),
    chatId: text("chat_id").notNull(),
    personId: text("person_id").notNull().default(""),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    updatedAt: time("updated_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.platform, t.chatId, t.personId] }),
    index("settings_of_person").on(t.platform, t.personId),
  ],
);
