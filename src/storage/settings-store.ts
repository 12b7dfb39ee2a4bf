import { and, eq, sql } from "drizzle-orm";
import type { SavedStanding, SettingsStore } from "../ports/stores.ts";
import type { Database } from "./database.ts";
import { settings } from "./schema.ts";

/** `known` keeps what was read until something is saved: within a transaction, the same is asked for several times. */
export function createSettingsStore(db: Database, known?: Map<string, unknown>): SettingsStore {
  const once = async <T>(key: string[], read: () => Promise<T>): Promise<T> => {
    const name = JSON.stringify(key);
    if (known?.has(name)) return known.get(name) as T;
    const found = await read();
    known?.set(name, found);
    return found;
  };
  return {
    get: (platform, chatId, personId) =>
      once(["get", platform, chatId, personId], async () => {
        const [row] = await db
          .select({ data: settings.data })
          .from(settings)
          .where(and(eq(settings.platform, platform), eq(settings.chatId, chatId), eq(settings.personId, personId)));
        return row?.data ?? {};
      }),
    standing: (platform, chatId, personId) =>
      once(["standing", platform, chatId, personId], () => readStanding(db, platform, chatId, personId)),
    async merge(platform, chatId, personId, change) {
      known?.clear();
      await db
        .insert(settings)
        .values({ platform, chatId, personId, data: change })
        .onConflictDoUpdate({
          target: [settings.platform, settings.chatId, settings.personId],
          set: { data: sql`${settings.data} || ${JSON.stringify(change)}::jsonb`, updatedAt: sql`now()` },
        });
    },
  };
}

async function readStanding(db: Database, platform: string, chatId: string, personId: string): Promise<SavedStanding> {
  const saved = (inPlatform: string, inChat: string, ofPerson: string) =>
    sql`(select data from settings where platform = ${inPlatform} and chat_id = ${inChat} and person_id = ${ofPerson})`;
  const [row] = await db.execute<Record<keyof SavedStanding, unknown>>(sql`
    select extract(epoch from now()) * 1000 as now, ${saved(platform, chatId, "")} as chat, ${saved(platform, chatId, personId)} as own,
      ${saved("", "", "")} as deployment,
      exists (select from blocks where platform = ${platform} and chat_id = ${chatId} and person_id = ${personId}) as blocked`);
  const read = (data: unknown) => (data ?? {}) as Record<string, unknown>;
  return {
    now: new Date(Number(row?.now)),
    chat: read(row?.chat),
    own: read(row?.own),
    deployment: read(row?.deployment),
    blocked: row?.blocked === true,
  };
}
