import { createHash, randomBytes } from "node:crypto";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { NewId } from "../ports/clock.ts";
import type { ButtonRow, OutboxMessage, OutboxStore } from "../ports/stores.ts";
import { rowOf } from "./columns.ts";
import type { Database } from "./database.ts";
import { buttons, iterations, outbox } from "./schema.ts";
import { CHANNEL } from "./signals.ts";

/** Buttons are answered for this long; after it, a press says how to go on. */
const BUTTON_DAYS = 30;

type OutboxRow = typeof outbox.$inferSelect;

function toMessage(row: OutboxRow): OutboxMessage {
  const { id, key, place, sessionId, personId, view, version, replyToMessageId, messageId, posted, state } = row;
  const { atMostOnce, attempts } = row;
  return {
    ...{ id, key, place, sessionId, personId, view, version, replyToMessageId, messageId, posted, state },
    ...{ atMostOnce, attempts },
  };
}

export function createOutboxStore(db: Database, newId: NewId): OutboxStore {
  return {
    async put(message) {
      const { place, key, sessionId, iterationId, personId, replyToMessageId, atMostOnce = false } = message;
      const [id, view] = [newId(), JSON.stringify(message.view)];
      const rows = await db.execute(sql`with put as (
          insert into outbox as o (id, key, platform, chat_key, place, session_id, iteration_id, person_id, view, reply_to_message_id, at_most_once)
          values (${id}, ${key}, ${place.platform}, ${`${place.platform}:${place.chatId}`}, ${JSON.stringify(place)}::jsonb, ${sessionId},
            ${iterationId}, ${personId}, ${view}::jsonb, ${replyToMessageId}, ${atMostOnce})
          on conflict (key) do update set view = excluded.view, version = o.version + 1, attempts = 0,
            not_before = least(o.not_before, now() + interval '30 seconds')
          where o.view <> excluded.view returning id)
        select pg_notify(${CHANNEL}, ${`outbox:${place.platform}`}) from put`);
      return rows.length > 0;
    },
    async exists(key) {
      const rows = await db.select({ id: outbox.id }).from(outbox).where(eq(outbox.key, key));
      return rows.length > 0;
    },
    async claim(platform, limit, leaseMs) {
      const rows = await db.execute(sql`select * from claim_posts_1(${platform}, ${limit}, ${leaseMs})`);
      return rows
        .map((row) => rowOf(outbox, row))
        .sort((a, b) => a.seq - b.seq)
        .map(toMessage);
    },
    async keepClaims(ids, leaseMs) {
      await db
        .update(outbox)
        .set({ claimedUntil: sql`now() + ${leaseMs} * interval '1 millisecond'` })
        .where(and(inArray(outbox.id, [...ids]), sql`${outbox.claimedUntil} is not null`));
    },
    async nextDue(platform) {
      const [row] = await db.execute<{ ms: string | null }>(sql`
        select extract(epoch from min(case when busy then busy_until else ripe_at end) - now()) * 1000 as ms
        from next_posts_1(${platform}) n`);
      return row?.ms === null || row?.ms === undefined ? null : Math.max(0, Number(row.ms));
    },
    async beginSend(id) {
      await db.update(outbox).set({ state: "sending" }).where(eq(outbox.id, id));
    },
    async saveMessageId(id, messageId, posted) {
      await db.update(outbox).set({ messageId, posted, state: "posted" }).where(eq(outbox.id, id));
    },
    async posted(id, version, { messageId, posted, restMs }) {
      const [row] = await db.execute<{ more: boolean }>(sql`
        update outbox o set message_id = ${messageId}, posted = ${JSON.stringify(posted)}::jsonb, state = 'posted', posted_version = ${version},
          not_before = now() + ${restMs} * interval '1 millisecond', claimed_until = null, last_error = null, attempts = 0
        where o.id = ${id} returning o.version > ${version} or exists (select from outbox n where n.chat_key = o.chat_key
          and n.id <> o.id and n.posted_version < n.version and n.state in ('waiting', 'sending', 'posted')) as more`);
      return row?.more ?? false;
    },
    async retry(id, delayMs, reason) {
      await db
        .update(outbox)
        .set({
          claimedUntil: null,
          lastError: reason,
          notBefore: sql`now() + ${delayMs} * interval '1 millisecond'`,
          state: sql`case when ${outbox.messageId} is null then 'waiting' else 'posted' end`,
        })
        .where(eq(outbox.id, id));
    },
    async end(id, state, reason) {
      await db.update(outbox).set({ state, claimedUntil: null, lastError: reason }).where(eq(outbox.id, id));
    },
    async byMessage(place, messageId) {
      const [row] = await db
        .select({
          key: outbox.key,
          sessionId: outbox.sessionId,
          iterationId: outbox.iterationId,
          personId: outbox.personId,
          view: outbox.view,
        })
        .from(outbox)
        .where(and(eq(outbox.chatKey, `${place.platform}:${place.chatId}`), eq(outbox.messageId, messageId)));
      return row;
    },
    async isArriving(place, messageId) {
      const chatKey = `${place.platform}:${place.chatId}`;
      const [row] = await db.execute<{ arriving: boolean }>(sql`
        select not exists (select from outbox where chat_key = ${chatKey} and message_id = ${messageId})
          and exists (select from outbox where chat_key = ${chatKey} and message_id is null and claimed_until > now()
            and posted_version < version and state in ('waiting', 'sending', 'posted')) as arriving`);
      return row?.arriving ?? false;
    },
    async postedImage(imageId) {
      const [row] = await db
        .select({ posted: outbox.posted })
        .from(outbox)
        .innerJoin(iterations, eq(outbox.key, sql`'iteration:' || ${iterations.id}`))
        .where(eq(iterations.imageId, imageId));
      return row?.posted ?? null;
    },
    async mintButtons(message, wanted) {
      if (wanted.length === 0) return [];
      // Hashed: an index takes no long texts.
      const keyOf = (intent: object) => createHash("sha256").update(JSON.stringify(intent)).digest("base64url");
      const { platform, chatId } = message.place;
      const distinct = [...new Map(wanted.map((button) => [keyOf(button.intent), button])).values()];
      const rows = await db
        .insert(buttons)
        .values(
          distinct.map(({ intent, personId }) => ({
            token: randomBytes(12).toString("base64url"),
            outboxId: message.outboxId,
            intent,
            intentKey: keyOf(intent),
            platform,
            chatId,
            personId,
            sessionId: message.sessionId,
            expiresAt: sql`now() + ${BUTTON_DAYS} * interval '1 day'`,
          })),
        )
        // A token that is there is returned, and lives on with its message.
        .onConflictDoUpdate({
          target: [buttons.outboxId, buttons.intentKey],
          targetWhere: sql`used_at is null`,
          set: { expiresAt: sql`excluded.expires_at` },
        })
        .returning({ token: buttons.token, intentKey: buttons.intentKey });
      const tokens = new Map(rows.map((row) => [row.intentKey, row.token]));
      return wanted.map(({ intent }) => tokens.get(keyOf(intent)) as string);
    },
    async button(token): Promise<ButtonRow | undefined> {
      // What cannot be one of ours may hold what PostgreSQL takes for no text.
      if (!/^[\w-]{1,64}$/.test(token)) return undefined;
      const [row] = await db
        .select({ button: buttons, expired: sql<boolean>`${buttons.expiresAt} < now()` })
        .from(buttons)
        .where(eq(buttons.token, token));
      return row && { ...row.button, expired: row.expired, used: row.button.usedAt !== null };
    },
    async useButton(token) {
      const rows = await db
        .update(buttons)
        .set({ usedAt: sql`now()` })
        .where(and(eq(buttons.token, token), isNull(buttons.usedAt)))
        .returning({ token: buttons.token });
      return rows.length > 0;
    },
    async prune() {
      await db.delete(buttons).where(sql`${buttons.expiresAt} < now() - interval '30 days'`);
    },
  };
}
