import { and, asc, desc, eq, inArray, ne, sql } from "drizzle-orm";
import type { Admission, Applicant, ModerationStore } from "../ports/moderation.ts";
import type { Database } from "./database.ts";
import { moveChat } from "./move-chat.ts";
import { admissions, blocks, changes, people } from "./schema.ts";
import { newestJobs, spenders, spentBy } from "./spending.ts";

export function createModerationStore(db: Database): ModerationStore {
  const oneBlock = (platform: string, chatId: string, personId: string) =>
    and(eq(blocks.platform, platform), eq(blocks.chatId, chatId), eq(blocks.personId, personId));
  return {
    async see(platform, { id, name, username }) {
      const known = { name: name.slice(0, 200), username: username?.toLowerCase() ?? null };
      await db
        .insert(people)
        .values({ platform, personId: id, ...known })
        .onConflictDoUpdate({
          target: [people.platform, people.personId],
          set: { ...known, seenAt: sql`now()` },
          setWhere: sql`${people.name} <> excluded.name or ${people.username} is distinct from excluded.username`,
        });
    },
    async findPerson(platform, who) {
      const name = who.replace(/^@/, "").toLowerCase();
      const rows = await db
        .select({ id: people.personId, name: people.name })
        .from(people)
        .where(sql`${people.platform} = ${platform} and (${people.personId} = ${name} or ${people.username} = ${name})`)
        // A name may have passed from one to another: the one who was seen with it last has it.
        .orderBy(desc(people.seenAt))
        .limit(1);
      return rows[0];
    },
    async names(platform, personIds) {
      if (personIds.length === 0) return new Map();
      const rows = await db
        .select({ id: people.personId, name: people.name })
        .from(people)
        .where(and(eq(people.platform, platform), inArray(people.personId, [...personIds])));
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
    async block(platform, chatId, personId) {
      const rows = await db
        .insert(blocks)
        .values({ platform, chatId, personId })
        .onConflictDoNothing()
        .returning({ personId: blocks.personId });
      return rows.length > 0;
    },
    async unblock(platform, chatId, personId) {
      const rows = await db
        .delete(blocks)
        .where(oneBlock(platform, chatId, personId))
        .returning({ personId: blocks.personId });
      return rows.length > 0;
    },
    async blocked(platform, chatId) {
      const rows = await db
        .select({ personId: blocks.personId })
        .from(blocks)
        .where(and(eq(blocks.platform, platform), eq(blocks.chatId, chatId)))
        .orderBy(asc(blocks.at));
      return rows.map(({ personId }) => personId);
    },
    async record({ platform, chatId, person, kind, details }) {
      await db
        .insert(changes)
        .values({ platform, chatId, personId: person.id, personName: person.name, kind, details });
    },
    async changes(platform, chatId, limit) {
      const { personName, kind, details, at } = changes;
      return db
        .select({ personName, kind, details, at })
        .from(changes)
        .where(and(eq(changes.platform, platform), eq(changes.chatId, chatId)))
        .orderBy(desc(changes.seq))
        .limit(limit);
    },
    async admission(applicant) {
      const [row] = await db.select().from(admissions).where(isOf(applicant));
      return row;
    },
    async ask(admission) {
      const rows = await db
        .insert(admissions)
        .values({ ...admission, state: "asked" })
        .onConflictDoNothing()
        .returning({ id: admissions.id });
      return rows.length > 0;
    },
    async decide(applicant, state) {
      const [row] = await db
        .update(admissions)
        .set({ state, at: sql`now()` })
        .where(and(isOf(applicant), ne(admissions.state, state)))
        .returning();
      return row satisfies Admission | undefined;
    },
    waiting: (limit) =>
      db.select().from(admissions).where(eq(admissions.state, "asked")).orderBy(asc(admissions.at)).limit(limit),
    spenders: (chatKey, since) => spenders(db, chatKey, since),
    spentBy: (what, since, limit) => spentBy(db, what, since, limit),
    newestJobs: (limit) => newestJobs(db, limit),
    moveChat: (platform, from, to) => moveChat(db, platform, from, to),
  };
}

function isOf({ platform, kind, id }: Applicant) {
  return and(eq(admissions.platform, platform), eq(admissions.kind, kind), eq(admissions.id, id));
}
