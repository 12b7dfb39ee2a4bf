import { createHmac, randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { CappedWindow } from "../domain/budget.ts";
import type { Database } from "./database.ts";

/** Where the key is kept that names the counters of forgotten people while these still run. */
const KEY_OWNER = { platform: "sfumato", chatId: "books" };
/** Begins the name of a counter whose person was forgotten; what follows is keyed, and random once its time is over. */
const KEYED = "forgotten:key:";
const RANDOM = sql`'forgotten:' || gen_random_uuid()`;

async function keyOf(db: Database): Promise<string | undefined> {
  const [row] = await db.execute<{ key: string | null }>(
    sql`select data->>'key' as key from settings where platform = ${KEY_OWNER.platform} and chat_id = ${KEY_OWNER.chatId} and person_id = ''`,
  );
  return row?.key ?? undefined;
}

async function makeKey(db: Database): Promise<string> {
  const data = JSON.stringify({ key: randomBytes(32).toString("hex") });
  await db.execute(sql`insert into settings (platform, chat_id, person_id, data)
    values (${KEY_OWNER.platform}, ${KEY_OWNER.chatId}, '', ${data}::jsonb) on conflict do nothing`);
  return (await keyOf(db)) as string;
}

const aliasOf = (key: string, scopeId: string) =>
  `${KEYED}${createHmac("sha256", key).update(scopeId).digest("hex").slice(0, 32)}`;

/**
 * Takes a person and their private chats out of the books; amounts stay. Counters that still run get a keyed name, by
 * which they are found again when the same person comes back before they end: else forgetting would be a way around
 * one's cap. Those that have ended get a random one.
 */
export async function forgetInMoney(db: Database, person: string, privateChats: readonly string[]): Promise<void> {
  const key = await makeKey(db);
  const list = (ids: readonly string[]) =>
    sql.join(
      ids.map((id) => sql`${id}::text`),
      sql`, `,
    );
  // Calls before windows, and these in the order of everybody (functions.sql).
  await db.execute(sql`update paid_calls set chat_key = split_part(chat_key, ':', 1) || ':forgotten'
    where chat_key in (${list([person, ...privateChats])})`);
  const mine = sql`(scope = 'person' and scope_id = ${person} or scope = 'chat' and scope_id in (${list([person, ...privateChats])}))`;
  const rows = await db.execute<{ id: string; scope_id: string; running: boolean }>(sql`
    select id, scope_id, ends_at > now() as running from budget_windows where ${mine}
    order by case scope when 'person' then 1 else 2 end, id for update`);
  for (const { id, scope_id, running } of rows)
    await db.execute(
      sql`update budget_windows set scope_id = ${running ? sql`${aliasOf(key, scope_id)}::text` : RANDOM} where id = ${id}::bigint`,
    );
}

/** A forgotten person who came back counts on where they stopped: their running counters get their names again. */
export async function findForgotten(db: Database, wanted: readonly CappedWindow[]): Promise<void> {
  const key = await keyOf(db);
  if (key === undefined) return;
  for (const { scope, scopeId, period, at, startsAt } of wanted)
    if (scope === "person" || scope === "chat")
      await db.execute(sql`update budget_windows b set scope_id = ${scopeId}::text
        where b.scope = ${scope} and b.scope_id = ${aliasOf(key, scopeId)} and b.period = ${period}
          and b.ends_at > ${(at ?? startsAt).toISOString()}::timestamptz
          and not exists (select from budget_windows o where o.scope = b.scope and o.scope_id = ${scopeId}::text
            and o.period = b.period and o.ends_at > b.starts_at)`);
}

/** Counters of forgotten people that have ended lose the name that a key could still tell. */
export async function loosenForgotten(db: Database): Promise<void> {
  await db.execute(sql`update budget_windows set scope_id = ${RANDOM}
    where scope_id like ${`${KEYED}%`} and ends_at <= now()`);
}
