import { sql } from "drizzle-orm";
import type { ModelListStore } from "../ports/model-records.ts";
import type { Database } from "./database.ts";
import { modelsCache } from "./schema.ts";

export function createModelListStore(db: Database): ModelListStore {
  return {
    all: () => db.select().from(modelsCache).orderBy(modelsCache.provider),
    async put(provider, list) {
      const now = sql`now()`;
      await db
        .insert(modelsCache)
        .values({ provider, list, fetchedAt: now as unknown as Date })
        .onConflictDoUpdate({ target: modelsCache.provider, set: { list, fetchedAt: now } });
    },
  };
}
