import { and, eq, inArray, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import type { NewId } from "../ports/clock.ts";
import type { Stores } from "../ports/stores.ts";
import { isAway } from "./away.ts";
import type { Database } from "./database.ts";
import { forgetInMoney } from "./forget-money.ts";
import { createImageStore } from "./image-store.ts";
import { createJobStore } from "./job-store.ts";
import { createModelListStore } from "./model-list-store.ts";
import { createModerationStore } from "./moderation-store.ts";
import { createMoneyStore } from "./money-store.ts";
import { createOutboxStore } from "./outbox-store.ts";
import { createSameWishStore } from "./same-wish-store.ts";
import {
  admissions,
  buttons,
  changes,
  jobEvents,
  jobSteps,
  jobs,
  outbox,
  people,
  sessions,
  settings,
  updates,
} from "./schema.ts";
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
    sameWishes: createSameWishStore(db),
    images: createImageStore(db),
    money: createMoneyStore(db),
    modelLists: createModelListStore(db),
    settings: createSettingsStore(db, committed && new Map()),
    moderation: createModerationStore(db),
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
    forget: (platform, personId, exceptMessage = "") =>
      db.transaction((tx) => forget(tx as unknown as Database, platform, personId, exceptMessage)),
  };
}

async function forget(db: Database, platform: string, personId: string, exceptMessage: string) {
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
  // Those of the person's sessions that everybody may press, too.
  const theirs = or(eq(buttons.personId, personId), inArray(buttons.sessionId, sessionIds));
  await db.delete(buttons).where(and(eq(buttons.platform, platform), theirs));
  const places = await db.selectDistinct({ chatId: sessions.chatId, place: sessions.place }).from(sessions).where(mine);
  const privateChats = [
    personId,
    ...places.filter(({ place }) => place.kind === "private").map(({ chatId }) => chatId),
  ];
  await forgetLooseMessages(db, { platform, personId, privateChats, exceptMessage });
  await db.delete(sessions).where(mine);
  await db.delete(settings).where(and(eq(settings.platform, platform), eq(settings.personId, personId)));
  await db.delete(people).where(and(eq(people.platform, platform), eq(people.personId, personId)));
  await db
    .update(changes)
    .set({ personId: null, personName: null })
    .where(and(eq(changes.platform, platform), eq(changes.personId, personId)));
  // That somebody was blocked or let in stays, by id alone: forgetting is no way around it.
  await db
    .update(admissions)
    .set({ name: "" })
    .where(and(eq(admissions.platform, platform), eq(admissions.kind, "private"), eq(admissions.id, personId)));
  // Calls keep amounts and job ids; the jobs keep no words and no person.
  await db
    .update(jobs)
    .set({
      personId: null,
      input: {},
      output: null,
      lastError: null,
      fingerprint: null,
      shownEvent: sql`${jobs.lastEvent}`,
    })
    .where(and(eq(jobs.platform, platform), eq(jobs.personId, personId)));
  // A private chat has its person's id on some platforms. A job that still runs is being stopped: it has what it needs.
  await db
    .update(jobs)
    .set({ chatId: "forgotten", chatKey: `${platform}:forgotten` })
    .where(and(eq(jobs.platform, platform), inArray(jobs.chatId, privateChats)));
  const chatKeys = privateChats.map((chatId) => `${platform}:${chatId}`);
  await forgetInMoney(db, `${platform}:${personId}`, chatKeys);
  // Handled ones keep no chat any more; those of earlier versions do.
  await db
    .update(updates)
    .set({ chatKey: "" })
    .where(and(isNotNull(updates.handledAt), inArray(updates.chatKey, chatKeys)));
  return pictures;
}

/** Messages of no session: lists with goals, what was said in private, and what operators were asked about the person. */
async function forgetLooseMessages(
  db: Database,
  who: { platform: string; personId: string; privateChats: readonly string[]; exceptMessage: string },
): Promise<void> {
  const { platform, personId, privateChats, exceptMessage } = who;
  const inPrivate = inArray(
    outbox.chatKey,
    privateChats.map((chatId) => `${platform}:${chatId}`),
  );
  const asked = sql`starts_with(${outbox.key}, ${`alert:access:${platform}:private:${personId}:`})`;
  await db
    .delete(outbox)
    .where(
      and(
        eq(outbox.platform, platform),
        isNull(outbox.sessionId),
        ne(outbox.key, exceptMessage),
        or(eq(outbox.personId, personId), inPrivate, asked),
      ),
    );
}
