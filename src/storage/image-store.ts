import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { ImageStore } from "../ports/stores.ts";
import type { Database } from "./database.ts";
import { images, iterations, sessions } from "./schema.ts";
import { toSession } from "./session-store.ts";

const olderThan = (days: number) => sql`created_at < now() - make_interval(days => ${days})`;

export function createImageStore(db: Database): ImageStore {
  return {
    async add(image, chatKey) {
      await db
        .insert(images)
        .values({ ...image, chatKey })
        .onConflictDoNothing();
    },
    async get(id, chatKey) {
      const mine = chatKey === undefined ? eq(images.id, id) : and(eq(images.id, id), eq(images.chatKey, chatKey));
      const [row] = await db.select().from(images).where(mine);
      return row;
    },
    async pathsInUse(paths) {
      if (paths.length === 0) return new Set();
      const rows = await db
        .select({ path: images.path })
        .from(images)
        .where(inArray(images.path, [...paths]));
      return new Set(rows.map(({ path }) => path));
    },
    async expire({ days, bytes }) {
      const old = days === null ? [] : await db.delete(images).where(olderThan(days)).returning();
      if (bytes === null) return old;
      // The newest that fit stay; every file counts once, however many chats have it.
      const over = sql`id in (select id from (
        select id, sum(case when nth = 1 then bytes else 0 end) over (order by created_at desc, id) as held
        from (select id, bytes, created_at, row_number() over (partition by path order by created_at desc, id) as nth
          from images) as files) as sums where held > ${bytes})`;
      return [...old, ...(await db.delete(images).where(over).returning())];
    },
    async ofChatPerson(platform, chatId, personId, page) {
      const rows = await db
        .select({ iteration: iterations, session: sessions })
        .from(sessions)
        .innerJoin(iterations, eq(iterations.sessionId, sessions.id))
        .where(and(eq(sessions.platform, platform), eq(sessions.chatId, chatId), eq(sessions.personId, personId)))
        .orderBy(desc(sessions.createdAt), desc(iterations.index))
        .limit(page.limit)
        .offset(page.offset);
      return rows.map(({ iteration, session }) => ({ iteration, session: toSession(session) }));
    },
  };
}
