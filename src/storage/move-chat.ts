import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";

/**
 * A group got a new id (Telegram: it became a supergroup). Its rules, blocked people, history, sessions, pictures and
 * counters of money go along: a new id is no new cap. What the new id has already stays.
 */
export async function moveChat(db: Database, platform: string, from: string, to: string): Promise<void> {
  const [old, now] = [`${platform}:${from}`, `${platform}:${to}`];
  await db.transaction(async (tx) => {
    await tx.execute(sql`update settings s set chat_id = ${to} where platform = ${platform} and chat_id = ${from}
      and not exists (select 1 from settings o where o.platform = s.platform and o.chat_id = ${to} and o.person_id = s.person_id)`);
    await tx.execute(sql`update blocks b set chat_id = ${to} where platform = ${platform} and chat_id = ${from}
      and not exists (select 1 from blocks o where o.platform = b.platform and o.chat_id = ${to} and o.person_id = b.person_id)`);
    await tx.execute(sql`update admissions a set id = ${to}, chat_id = ${to}
      where platform = ${platform} and kind = 'group' and id = ${from}
      and not exists (select 1 from admissions o where o.platform = a.platform and o.kind = a.kind and o.id = ${to})`);
    await tx.execute(sql`update changes set chat_id = ${to} where platform = ${platform} and chat_id = ${from}`);
    await tx.execute(sql`update sessions set chat_id = ${to}, place = jsonb_set(place, '{chatId}', to_jsonb(${to}::text))
      where platform = ${platform} and chat_id = ${from}`);
    await tx.execute(sql`update images set chat_key = ${now} where chat_key = ${old}`);
    await tx.execute(sql`update budget_windows w set scope_id = ${now} where scope = 'chat' and scope_id = ${old}
      and not exists (select 1 from budget_windows o where o.scope = 'chat' and o.scope_id = ${now} and o.period = w.period)`);
  });
}
