import { sql } from "drizzle-orm";
import { bigserial, boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { Place } from "../domain/session.ts";
import { time } from "./columns.ts";

/** Updates of platforms: saved before they are acknowledged, handled once. Intent and chat are emptied when it was handled. */
export const updates = pgTable(
  "updates",
  {
    seq: bigserial("seq", { mode: "number" }).notNull(),
    platform: text("platform").notNull(),
    updateId: text("update_id").notNull(),
    chatKey: text("chat_key").notNull(),
    intent: jsonb("intent"),
    receivedAt: time("received_at").notNull().defaultNow(),
    handledAt: time("handled_at"),
    attempts: integer("attempts").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.platform, t.updateId] }),
    index("updates_waiting").on(t.platform, t.seq).where(sql`handled_at is null`),
  ],
);

/** Messages that should exist on a platform; posting brings the platform to `version`. */
export const outbox = pgTable(
  "outbox",
  {
    id: text("id").primaryKey(),
    seq: bigserial("seq", { mode: "number" }).notNull(),
    /** Names the message once: `job:ID:progress`, `iteration:ID`. The same key again is an edit. */
    key: text("key").notNull().unique(),
    platform: text("platform").notNull(),
    chatKey: text("chat_key").notNull(),
    place: jsonb("place").$type<Place>().notNull(),
    sessionId: text("session_id"),
    iterationId: text("iteration_id"),
    /** Whose buttons they are; null: everyone's. */
    personId: text("person_id"),
    view: jsonb("view").notNull(),
    version: integer("version").notNull().default(1),
    postedVersion: integer("posted_version").notNull().default(0),
    replyToMessageId: text("reply_to_message_id"),
    messageId: text("message_id"),
    posted: jsonb("posted").$type<Record<string, unknown>>(),
    /** `sending`: a first send was begun; after a crash nobody knows whether it arrived. */
    state: text("state").$type<"waiting" | "sending" | "posted" | "unknown" | "gone">().notNull().default("waiting"),
    /** A message that cannot be edited into place and must not be sent twice (an album). */
    atMostOnce: boolean("at_most_once").notNull().default(false),
    attempts: integer("attempts").notNull().default(0),
    lastError: text("last_error"),
    notBefore: time("not_before").notNull().defaultNow(),
    claimedUntil: time("claimed_until"),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (t) => [
    index("outbox_due")
      .on(t.platform, t.seq)
      .where(sql`posted_version < version and state in ('waiting', 'sending', 'posted')`),
    index("outbox_due_of_chat")
      .on(t.chatKey, t.seq)
      .where(sql`posted_version < version and state in ('waiting', 'sending', 'posted')`),
    index("outbox_by_message").on(t.chatKey, t.messageId),
    index("outbox_of_session").on(t.sessionId),
  ],
);

/** What a button means, behind its random token. */
export const buttons = pgTable(
  "buttons",
  {
    token: text("token").primaryKey(),
    outboxId: text("outbox_id").notNull(),
    intent: jsonb("intent").$type<{ do: string; with: Record<string, unknown> }>().notNull(),
    intentKey: text("intent_key").notNull(),
    platform: text("platform").notNull(),
    chatId: text("chat_id").notNull(),
    /** Null: everyone in the chat may press. */
    personId: text("person_id"),
    sessionId: text("session_id"),
    expiresAt: time("expires_at").notNull(),
    usedAt: time("used_at"),
  },
  (t) => [
    uniqueIndex("buttons_of_message").on(t.outboxId, t.intentKey).where(sql`used_at is null`),
    index("buttons_expired").on(t.expiresAt),
    index("buttons_of_person").on(t.platform, t.personId),
  ],
);
