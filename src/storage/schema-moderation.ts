import { bigserial, index, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { ChangeDetails, ChangeKind } from "../ports/moderation.ts";
import { time } from "./columns.ts";

/** Names of people who spoke to the bot: a platform tells no id for a `@name`. */
export const people = pgTable(
  "people",
  {
    platform: text("platform").notNull(),
    personId: text("person_id").notNull(),
    name: text("name").notNull(),
    /** Lower case, without `@`. */
    username: text("username"),
    seenAt: time("seen_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.platform, t.personId] }), index("people_by_username").on(t.platform, t.username)],
);

/** People whom a chat's moderators shut out. No name: it outlives "forget me", which is no way around it. */
export const blocks = pgTable(
  "blocks",
  {
    platform: text("platform").notNull(),
    chatId: text("chat_id").notNull(),
    personId: text("person_id").notNull(),
    at: time("at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.platform, t.chatId, t.personId] })],
);

/** Groups and people who asked to be let in, with ACCESS_MODE=approval. */
export const admissions = pgTable(
  "admissions",
  {
    platform: text("platform").notNull(),
    kind: text("kind").$type<"group" | "private">().notNull(),
    /** Chat of a group, person of a private chat. */
    id: text("id").notNull(),
    state: text("state").$type<"asked" | "approved" | "refused">().notNull(),
    /** Where the answer goes. */
    chatId: text("chat_id").notNull(),
    name: text("name").notNull(),
    language: text("language").notNull(),
    at: time("at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.platform, t.kind, t.id] }), index("admissions_by_state").on(t.state, t.at)],
);

/** Who changed what of a chat's rules: append-only. */
export const changes = pgTable(
  "changes",
  {
    seq: bigserial("seq", { mode: "number" }).primaryKey(),
    platform: text("platform").notNull(),
    chatId: text("chat_id").notNull(),
    /** Null once its person asked to be forgotten. */
    personId: text("person_id"),
    personName: text("person_name"),
    kind: text("kind").$type<ChangeKind>().notNull(),
    details: jsonb("details").$type<ChangeDetails>().notNull(),
    at: time("at").notNull().defaultNow(),
  },
  (t) => [index("changes_of_chat").on(t.platform, t.chatId, t.seq.desc())],
);
