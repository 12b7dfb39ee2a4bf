import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { UpdateStore } from "../ports/stores.ts";
import type { Database } from "./database.ts";
import { updates } from "./schema.ts";

export function createUpdateStore(db: Database): UpdateStore {
  const one = (platform: string, updateId: string) =>
    and(eq(updates.platform, platform), eq(updates.updateId, updateId));
  return {
    async save(rows) {
      if (rows.length === 0) return [];
      const fresh = await db
        .insert(updates)
        .values([...rows])
        .onConflictDoNothing()
        .returning({ updateId: updates.updateId });
      return fresh.map((row) => row.updateId);
    },
    waiting: (platform, limit) =>
      db
        .select({ updateId: updates.updateId, chatKey: updates.chatKey })
        .from(updates)
        .where(and(eq(updates.platform, platform), isNull(updates.handledAt)))
        .orderBy(asc(updates.seq))
        .limit(limit),
    async take(platform, updateId) {
      const [row] = await db.execute<{
        intent: unknown;
      }>(sql`update updates u set handled_at = now(), intent = null, chat_key = ''
        from (select platform, update_id, intent from updates where platform = ${platform} and update_id = ${updateId}
          and handled_at is null for update skip locked) waiting
        where u.platform = waiting.platform and u.update_id = waiting.update_id returning waiting.intent`);
      return row;
    },
    async countAttempt(platform, updateId) {
      const [row] = await db
        .update(updates)
        .set({ attempts: sql`${updates.attempts} + 1` })
        .where(one(platform, updateId))
        .returning({ attempts: updates.attempts });
      return row?.attempts ?? 0;
    },
    async prune() {
      await db.delete(updates).where(sql`${updates.handledAt} < now() - interval '7 days'`);
    },
  };
}
