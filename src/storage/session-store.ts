import { and, asc, desc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { picturesOfWork } from "../domain/photo-work.ts";
import type { Feedback, Iteration, Session } from "../domain/session.ts";
import type { StoredImage } from "../ports/images.ts";
import type { SessionStore } from "../ports/stores.ts";
import { byId } from "./columns.ts";
import type { Database } from "./database.ts";
import { feedback, images, iterations, jobs, outbox, sessions } from "./schema.ts";

type SessionRow = typeof sessions.$inferSelect;

export function toSession(row: SessionRow): Session {
  const { platform: _platform, chatId: _chatId, ...rest } = row;
  return rest;
}

/** Forgets the pictures of sessions, those they began with too, and returns them: their files are to be removed. */
export async function takeImages(db: Database, which: SQL | undefined): Promise<StoredImage[]> {
  const made = await db
    .select({ id: iterations.imageId })
    .from(iterations)
    .innerJoin(sessions, eq(sessions.id, iterations.sessionId))
    .where(which);
  const photos = await db.select({ photo: sessions.photo }).from(sessions).where(which);
  const jobIds = db
    .select({ id: jobs.id })
    .from(jobs)
    .innerJoin(sessions, eq(sessions.id, jobs.sessionId))
    .where(which);
  const ids = [...made.map(({ id }) => id), ...photos.flatMap(({ photo }) => picturesOfWork(photo))];
  // A picture that another session works on is made by one of its own jobs, or is that session's affair.
  const mine = or(ids.length > 0 ? inArray(images.id, ids) : undefined, inArray(images.jobId, jobIds));
  return db.delete(images).where(mine).returning();
}

export function createSessionStore(db: Database): SessionStore {
  const one = byId(() =>
    db
      .select()
      .from(sessions)
      .where(eq(sessions.id, sql.placeholder("id"))),
  );
  const made = byId(() =>
    db
      .select()
      .from(iterations)
      .where(eq(iterations.sessionId, sql.placeholder("id")))
      .orderBy(asc(iterations.index)),
  );
  return {
    async add(session) {
      const { platform, chatId } = session.place;
      const [row] = await db
        .insert(sessions)
        .values({ ...session, platform, chatId })
        .returning();
      return toSession(row as SessionRow);
    },
    async get(id) {
      const [row] = await one(id);
      return row && toSession(row);
    },
    async update(id, change) {
      if (Object.keys(change).length > 0) await db.update(sessions).set(change).where(eq(sessions.id, id));
    },
    async ofPerson(place, personId, page) {
      const rows = await db
        .select()
        .from(sessions)
        .where(
          and(
            eq(sessions.platform, place.platform),
            eq(sessions.chatId, place.chatId),
            eq(sessions.personId, personId),
          ),
        )
        .orderBy(desc(sessions.createdAt))
        .limit(page.limit)
        .offset(page.offset);
      return rows.map(toSession);
    },
    iterations: (sessionId): Promise<Iteration[]> => made(sessionId),
    async iteration(id): Promise<Iteration | undefined> {
      const [row] = await db.select().from(iterations).where(eq(iterations.id, id));
      return row;
    },
    async addIteration(iteration) {
      await db.insert(iterations).values(iteration).onConflictDoNothing();
      const [row] = await db
        .select()
        .from(iterations)
        .where(and(eq(iterations.sessionId, iteration.sessionId), eq(iterations.index, iteration.index)));
      return row as Iteration;
    },
    async updateIteration(id, change) {
      if (Object.keys(change).length > 0) await db.update(iterations).set(change).where(eq(iterations.id, id));
    },
    async addFeedback(words) {
      await db.insert(feedback).values(words);
    },
    pendingFeedback: (sessionId): Promise<Feedback[]> =>
      db
        .select()
        .from(feedback)
        .where(and(eq(feedback.sessionId, sessionId), isNull(feedback.usedByIterationId)))
        .orderBy(asc(feedback.createdAt)),
    async useFeedback(ids, iterationId) {
      if (ids.length > 0)
        await db
          .update(feedback)
          .set({ usedByIterationId: iterationId })
          .where(inArray(feedback.id, [...ids]));
    },
    async delete(id) {
      const gone = await takeImages(db, eq(sessions.id, id));
      await db.delete(outbox).where(eq(outbox.sessionId, id));
      await db.delete(sessions).where(eq(sessions.id, id));
      return gone;
    },
  };
}
