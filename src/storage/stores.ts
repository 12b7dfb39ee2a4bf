import { and, eq, inArray, notInArray, sql } from "drizzle-orm";
import type { NewId } from "../ports/clock.ts";
import type { Stores } from "../ports/stores.ts";
import { isAway } from "./away.ts";
import type { Database } from "./database.ts";
import { createImageStore } from "./image-store.ts";
import { createJobStore } from "./job-store.ts";
import { createMoneyStore } from "./money-store.ts";
import { createOutboxStore } from "./outbox-store.ts";
import { buttons, jobEvents, jobSteps, jobs, outbox, sessions, settings } from "./schema.ts";
import { createSessionStore, takeImages } from "./session-store.ts";
import { createSettingsStore } from "./settings-store.ts";
import { createUpdateStore } from "./update-store.ts";

/** All stores on one database. */
export function createStores(db: Database, newId: NewId): Stores {
  return bundle(db, newId, undefined);
}

function bundle(db: Database, newId: NewId, committed: (() => void)[] | undefined): Stores {
  return {
    updates: createUpdateStore(db),
    sessions: createSessionStore(db),
    jobs: createJobStore(db),
    images: createImageStore(db),
    money: createMoneyStore(db),
    settings: createSettingsStore(db),
    outbox: createOutboxStore(db, newId),
    async transaction(work) {
      // Inside a transaction it is a savepoint; its callbacks wait for the outer commit.
      const callbacks: (() => void)[] = [];
      const result = await db.transaction((tx) => work(bundle(tx as unknown as Database, newId, callbacks)));
      if (committed) committed.push(...callbacks);
      else for (const callback of callbacks) callback();
      return result;
    },
    afterCommit(callback) {
      if (committed === undefined) callback();
      else committed.push(callback);
    },
    isAway,
    forget: (platform, personId) => db.transaction((tx) => forget(tx as unknown as Database, platform, personId)),
  };
}

async function forget(db: Database, platform: string, personId: string) {
  const mine = and(eq(sessions.platform, platform), eq(sessions.personId, personId));
  const pictures = await takeImages(db, mine);
  const jobIds = db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.platform, platform), eq(jobs.personId, personId)));
  await db.delete(jobEvents).where(inArray(jobEvents.jobId, jobIds));
  await db.delete(jobSteps).where(inArray(jobSteps.jobId, jobIds));
  const sessionIds = db.select({ id: sessions.id }).from(sessions).where(mine);
  await db.delete(outbox).where(inArray(outbox.sessionId, sessionIds));
  await db.delete(buttons).where(and(eq(buttons.platform, platform), eq(buttons.personId, personId)));
  await db.delete(sessions).where(mine);
  await db.delete(settings).where(and(eq(settings.platform, platform), eq(settings.personId, personId)));
  // Calls keep amounts and job ids; the jobs keep no words and no person.
  await db
    .update(jobs)
    .set({ personId: null, input: {}, output: null, lastError: null, shownEvent: sql`${jobs.lastEvent}` })
    .where(and(eq(jobs.platform, platform), eq(jobs.personId, personId)));
  // A private chat has its person's id; running jobs, which are being stopped, still need theirs.
  await db
    .update(jobs)
    .set({ chatId: "forgotten", chatKey: `${platform}:forgotten` })
    .where(and(eq(jobs.platform, platform), eq(jobs.chatId, personId), notInArray(jobs.state, ["queued", "running"])));
  // Today's counter stays until its day ends: else forgetting would be a way around one's cap.
  await db.execute(sql`update budget_windows set scope_id = 'forgotten:' || id
    where scope = 'person' and scope_id = ${`${platform}:${personId}`} and ends_at < now()`);
  return pictures;
}
