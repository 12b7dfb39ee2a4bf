import { sql } from "drizzle-orm";
import { bigint, bigserial, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { BudgetPeriod, BudgetScope, PaidCallState } from "../domain/budget.ts";
import type { ErrorCode } from "../domain/errors.ts";
import { micros, time } from "./columns.ts";

/** Counters of money, one per scope, id, period and start: never a sum over history. */
export const budgetWindows = pgTable(
  "budget_windows",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    scope: text("scope").$type<BudgetScope>().notNull(),
    scopeId: text("scope_id").notNull(),
    period: text("period").$type<BudgetPeriod>().notNull(),
    startsAt: time("starts_at").notNull(),
    endsAt: time("ends_at"),
    capMicros: micros("cap_micros"),
    spentMicros: micros("spent_micros").notNull().default(0),
    reservedMicros: micros("reserved_micros").notNull().default(0),
  },
  (t) => [uniqueIndex("budget_windows_key").on(t.scope, t.scopeId, t.period, t.startsAt)],
);

/** Every call that may cost money, from its reservation to its booking. */
export const paidCalls = pgTable(
  "paid_calls",
  {
    callKey: text("call_key").primaryKey(),
    jobId: text("job_id").notNull(),
    /** Fence of the job's claim that made the reservation. */
    fence: bigint("fence", { mode: "number" }).notNull(),
    state: text("state").$type<PaidCallState>().notNull(),
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    kind: text("kind").$type<"image" | "text">().notNull(),
    chatKey: text("chat_key").notNull(),
    fingerprint: text("fingerprint"),
    windowIds: bigint("window_ids", { mode: "number" }).array().notNull(),
    estimateMicros: micros("estimate_micros").notNull(),
    actualMicros: micros("actual_micros"),
    usage: jsonb("usage").$type<Record<string, unknown>>(),
    errorCode: text("error_code").$type<ErrorCode>(),
    latencyMs: integer("latency_ms"),
    reservedAt: time("reserved_at").notNull().defaultNow(),
    dispatchedAt: time("dispatched_at"),
    finishedAt: time("finished_at"),
  },
  (t) => [
    index("paid_calls_open").on(t.reservedAt).where(sql`state in ('reserved', 'dispatched')`),
    index("paid_calls_of_job").on(t.jobId),
    index("paid_calls_of_chat").on(t.chatKey, t.reservedAt.desc()),
    index("paid_calls_finished").on(t.finishedAt.desc()),
    index("paid_calls_of_provider").on(t.provider, t.reservedAt.desc()),
  ],
);

/** Every movement of money, for audit. */
export const ledger = pgTable(
  "ledger",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    callKey: text("call_key").notNull(),
    movement: text("movement").$type<"reserve" | "settle" | "release" | "unknown">().notNull(),
    /** What this movement adds to the windows' spent and reserved counters. */
    spentMicros: micros("spent_micros").notNull(),
    reservedMicros: micros("reserved_micros").notNull(),
    at: time("at").notNull().defaultNow(),
  },
  (t) => [index("ledger_of_call").on(t.callKey)],
);
