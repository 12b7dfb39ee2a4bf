import type { BudgetRefusal, CappedWindow, WindowState } from "../domain/budget.ts";
import type { ErrorCode, ErrorRecord } from "../domain/errors.ts";
import type { Job, JobEvent, JobState } from "../domain/job.ts";
import type { MicroUsd } from "../domain/money.ts";
import type { Feedback, Iteration, Place, Session } from "../domain/session.ts";
import type { StoredImage } from "./images.ts";
import type { CallRecord, ModelListStore } from "./model-records.ts";
import type { ModerationStore } from "./moderation.ts";
import type { OutboxStore } from "./outbox.ts";
import type { SameWishStore } from "./same-wish-store.ts";

export type { ButtonRow, NewButton, OutboxMessage, OutboxStore } from "./outbox.ts";

/** Updates of platforms, each handled once. */
export interface UpdateStore {
  /** Saves updates and says which ones were new. Resolves when they are durable. */
  save(updates: readonly { platform: string; updateId: string; chatKey: string; intent: unknown }[]): Promise<string[]>;
  /** Those that wait to be handled, oldest first. */
  waiting(platform: string, limit: number): Promise<{ updateId: string; chatKey: string }[]>;
  /** Marks one handled and forgets its content, with the transaction; undefined when it was handled or is being handled. */
  take(platform: string, updateId: string): Promise<{ intent: unknown } | undefined>;
  countAttempt(platform: string, updateId: string): Promise<number>;
  /** Removes handled ones older than a week: no platform repeats an update after a day. */
  prune(): Promise<void>;
}

export interface SessionStore {
  add(session: Omit<Session, "createdAt">): Promise<Session>;
  get(id: string): Promise<Session | undefined>;
  update(id: string, change: Partial<Omit<Session, "id" | "place" | "createdAt">>): Promise<void>;
  /** Newest first. */
  ofPerson(place: Place, personId: string, page: { limit: number; offset: number }): Promise<Session[]>;
  iterations(sessionId: string): Promise<Iteration[]>;
  iteration(id: string): Promise<Iteration | undefined>;
  /** Saves it; the same session and index of the same job again returns the saved one. */
  addIteration(iteration: Iteration): Promise<Iteration>;
  updateIteration(id: string, change: Partial<Iteration>): Promise<void>;
  addFeedback(feedback: Feedback): Promise<void>;
  pendingFeedback(sessionId: string): Promise<Feedback[]>;
  useFeedback(ids: readonly string[], iterationId: string): Promise<void>;
  delete(id: string): Promise<StoredImage[]>;
}

export interface NewJob {
  id: string;
  tool: string;
  input: unknown;
  sessionId: string | null;
  platform: string;
  chatId: string;
  personId: string;
  idempotencyKey: string;
  /** Whoever adds it shows that it waits: its first event is news to nobody. */
  announced?: boolean;
}

/** What a person and a session have asked for. */
export interface JobLoad {
  /** The job that the same key has made. */
  same: string | null;
  /** The session's job that waits or runs. */
  activeOfSession: string | null;
  /** The person's jobs within the time asked for, and the age of the oldest of them (ms). */
  recentOfPerson: number;
  oldestAgeMs: number;
  /** Of the person, without the making of cards. */
  activeOfPerson: number;
  /** Since the session's newest job was accepted, without the making of cards (ms); null without one. */
  sinceLastOfSessionMs: number | null;
}

export interface JobStore {
  /**
   * Saves a queued job with its first event; the same idempotency key again returns the saved job and `created: false`.
   * @throws SfumatoError `E_DUPLICATE` while another job of its session waits or runs
   */
  add(job: NewJob): Promise<{ job: Job; created: boolean }>;
  get(id: string): Promise<Job | undefined>;
  /** A job, how many events it has, and how many of them its chat has shown. */
  getToShow(id: string): Promise<{ job: Job; last: number; shown: number } | undefined>;
  /** Takes the next queued job in the fair order and leases it, none of the tools in `except`; undefined when none may run now. */
  claim(limits: { perChat: number; leaseMs: number; except?: readonly string[] }): Promise<Job | undefined>;
  /** Extends leases; `lost` when another worker has the job, `cancel` when it must stop. In the order asked. */
  renew(jobs: readonly Pick<Job, "id" | "fence">[], leaseMs: number): Promise<("held" | "cancel" | "lost")[]>;
  /** Ends it. False when the lease was lost: then nothing was changed. */
  finish(
    id: string,
    fence: number,
    end: { state: JobState; error: ErrorRecord | null; output: unknown },
  ): Promise<boolean>;
  /** Puts it back into the queue. `countAttempt: false` gives the attempt back. */
  requeue(
    id: string,
    fence: number,
    again: { delayMs: number; countAttempt: boolean; error: ErrorRecord | null },
  ): Promise<boolean>;
  /** Cancels a queued job at once and asks a running one to stop. Returns the state afterwards. */
  cancel(id: string): Promise<JobState | undefined>;
  emit(id: string, event: JobEvent): Promise<void>;
  events(id: string): Promise<JobEvent[]>;
  /** Results of its finished steps by name. */
  steps(id: string): Promise<Map<string, unknown>>;
  /** Saves a step's result; false when the lease was lost. */
  saveStep(id: string, fence: number, name: string, result: unknown): Promise<boolean>;
  /** Queued jobs that may run now, the next one first, for the sweep. */
  overdue(limit: number): Promise<string[]>;
  /** Takes back running jobs whose lease ran out; those with too many attempts are failed. Says where each went. */
  takeBackExpired(): Promise<{ id: string; state: JobState }[]>;
  activeOfSession(sessionId: string): Promise<Job[]>;
  ofSession(sessionId: string): Promise<Job[]>;
  activeOfPerson(platform: string, personId: string): Promise<Job[]>;
  /** Until the transaction ends, nobody else holds this person: what is counted of them stays so. */
  hold(platform: string, personId: string): Promise<void>;
  /** What a submission and its limits are held against, by the database's time. */
  load(
    asked: { platform: string; personId: string; sessionId: string; idempotencyKey: string },
    withinMs: number,
  ): Promise<JobLoad>;
  /** 1 for the job that is claimed next. */
  position(id: string): Promise<number>;
  counts(): Promise<Partial<Record<JobState, number>>>;
  /** Jobs of a platform with events that its chat has not shown. */
  toShow(platform: string): Promise<string[]>;
  markShown(id: string, event: number): Promise<void>;
}

export interface ImageStore {
  add(image: StoredImage, chatKey: string): Promise<void>;
  /** A picture, for its own chat only. */
  get(id: string, chatKey?: string): Promise<StoredImage | undefined>;
  /** Of these paths, those that still belong to some picture. */
  pathsInUse(paths: readonly string[]): Promise<Set<string>>;
  /** Forgets pictures older than `days`, and the oldest ones until all together hold at most `bytes`; returns them. */
  expire(limits: { days: number | null; bytes: number | null }): Promise<StoredImage[]>;
  ofChatPerson(
    platform: string,
    chatId: string,
    personId: string,
    page: { limit: number; offset: number },
  ): Promise<{ iteration: Iteration; session: Session }[]>;
}

/** What a reservation needs. */
export interface Reservation {
  callKey: string;
  jobId: string;
  fence: number;
  provider: string;
  model: string;
  kind: "image" | "text";
  chatKey: string;
  fingerprint: string | null;
  estimateMicros: MicroUsd;
  windows: readonly CappedWindow[];
}

export interface PaidCall {
  callKey: string;
  jobId: string;
  chatKey: string;
  state: "reserved" | "dispatched" | "settled" | "released" | "unknown";
  estimateMicros: MicroUsd;
  actualMicros: MicroUsd | null;
  /** What it failed with, as far as that was booked. */
  errorCode: ErrorCode | null;
  reservedAt: Date;
}

/** Whether a reservation was made. `lost`: the job is not this worker's any more. */
export type Reserved =
  | { kind: "reserved" }
  | { kind: "exists"; call: PaidCall }
  | { kind: "refused"; refusal: BudgetRefusal }
  | { kind: "lost" };

/** Money: every change is conditional on the call's state, in one transaction with counters and ledger. */
export interface MoneyStore {
  /** The database's time, by which windows are chosen. */
  now(): Promise<Date>;
  /** Checks all windows and reserves in all, or in none. The same call key again returns the call that is there. */
  reserve(reservation: Reservation): Promise<Reserved>;
  /** `reserved` → `dispatched`, before the first byte leaves. False: the lease was lost or the call is elsewhere. */
  dispatch(callKey: string, fence: number): Promise<boolean>;
  /** Books the actual cost and ends the hold. */
  settle(
    callKey: string,
    actual: {
      micros: MicroUsd;
      usage: Record<string, unknown>;
      latencyMs: number | null;
      /** Set when the answer was billed, but of no use. */
      errorCode?: ErrorCode | null;
    },
  ): Promise<void>;
  /** Ends the hold; only on proof that nothing was billed. */
  release(callKey: string, errorCode: ErrorCode | null, latencyMs: number | null): Promise<void>;
  /** Counts the estimate as spent: nobody can know. */
  giveUp(callKey: string, errorCode: ErrorCode | null, latencyMs: number | null): Promise<void>;
  callsOfJob(jobId: string): Promise<PaidCall[]>;
  /** Open calls whose job does not run any more. */
  orphans(): Promise<PaidCall[]>;
  /** What a job's calls cost, those of unknown fate at their estimate, micro-USD. */
  spentOfJob(jobId: string): Promise<MicroUsd>;
  /** Windows as they stand; those not yet begun are empty. */
  windows(windows: readonly CappedWindow[]): Promise<WindowState[]>;
  /** How the calls of the last hours ended, by provider, model and kind. */
  recordOf(hours: number): Promise<CallRecord[]>;
  /** Differences between counters, ledger and calls; none is the good answer. */
  audit(): Promise<string[]>;
  /** Makes the ended counters of forgotten people nameless for good. */
  loosenForgotten(): Promise<void>;
}

/** All that was saved and bears on what one person may do in one chat, read at one moment. */
export interface SavedStanding {
  /** By the database's clock. */
  now: Date;
  /** What the chat's moderators, and operators above them, set for it. */
  chat: Record<string, unknown>;
  /** What operators set for the whole deployment. */
  deployment: Record<string, unknown>;
  /** What the person set for themselves here. */
  own: Record<string, unknown>;
  /** Whether the chat's moderators blocked the person. */
  blocked: boolean;
}

export interface SettingsStore {
  standing(platform: string, chatId: string, personId: string): Promise<SavedStanding>;
  get(platform: string, chatId: string, personId: string): Promise<Record<string, unknown>>;
  merge(platform: string, chatId: string, personId: string, change: Record<string, unknown>): Promise<void>;
}

/** All stores on one connection or transaction. */
export interface Stores {
  readonly updates: UpdateStore;
  readonly sessions: SessionStore;
  readonly jobs: JobStore;
  readonly sameWishes: SameWishStore;
  readonly images: ImageStore;
  readonly money: MoneyStore;
  readonly modelLists: ModelListStore;
  readonly settings: SettingsStore;
  readonly moderation: ModerationStore;
  readonly outbox: OutboxStore;
  /** All or nothing. Callbacks given to `afterCommit` inside run once it is durable. */
  transaction<T>(work: (tx: Stores) => Promise<T>): Promise<T>;
  afterCommit(callback: () => void): void;
  /** Whether an error says that the database was not there, so that the same again may succeed. */
  isAway(error: unknown): boolean;
  /**
   * Deletes what is known of a person; money keeps amounts without a name. Returns files to remove.
   * `exceptMessage`: key of the message that will say that it is done.
   */
  forget(platform: string, personId: string, exceptMessage?: string): Promise<StoredImage[]>;
}
