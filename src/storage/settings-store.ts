import { and, eq, sql } from "drizzle-orm";
import type { SettingsStore } from "../ports/stores.ts";
import type { Database } from "./database.ts";
import { settings } from "./schema.ts";

export function createSettingsStore(db: Database): SettingsStore {
  return {
    async get(platform, chatId, personId) {
      const [row] = await db
        .select({ data: settings.data })
        .from(settings)
        .where(and(eq(settings.platform, platform), eq(settings.chatId, chatId), eq(settings.personId, personId)));
      return row?.data ?? {};
    },
    async merge(platform, chatId, personId, change) {
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
