import { and, desc, eq } from "drizzle-orm";
import type { ImageStore } from "../ports/stores.ts";
import type { Database } from "./database.ts";
import { images, iterations, sessions } from "./schema.ts";
import { toSession } from "./session-store.ts";

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
