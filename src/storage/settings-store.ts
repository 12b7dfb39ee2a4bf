import { and, eq, sql } from "drizzle-orm";
import type { SettingsStore } from "../ports/stores.ts";
import type { Database } from "./database.ts";
import { settings } from "./schema.ts";

/** `known` keeps what was read: within a transaction, one row is asked for several times. */
export function createSettingsStore(db: Database, known?: Map<string, Record<string, unknown>>): SettingsStore {
  const keyOf = (...parts: string[]) => JSON.stringify(parts);
  return {
    async get(platform, chatId, personId) {
      const kept = known?.get(keyOf(platform, chatId, personId));
      if (kept) return kept;
      const [row] = await db
        .select({ data: settings.data })
        .from(settings)
        .where(and(eq(settings.platform, platform), eq(settings.chatId, chatId), eq(settings.personId, personId)));
      const data = row?.data ?? {};
      known?.set(keyOf(platform, chatId, personId), data);
      return data;
    },
    async merge(platform, chatId, personId, change) {
      known?.delete(keyOf(platform, chatId, personId));
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
