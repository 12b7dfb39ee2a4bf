import { and, eq, sql } from "drizzle-orm";
import type { SameWishStore } from "../ports/same-wish-store.ts";
import type { Database } from "./database.ts";
import { jobJoins, jobs } from "./schema.ts";

export function createSameWishStore(db: Database): SameWishStore {
  return {
    async find(fingerprint, chatKey, withinMs) {
      // Two that ask at once ask one after the other, and the second finds the first's job.
      await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${chatKey} ${fingerprint}`}, 0))`);
      const [row] = await db
        .select({ id: jobs.id, sessionId: jobs.sessionId, state: jobs.state, output: jobs.output })
        .from(jobs)
        .where(
          and(
            eq(jobs.fingerprint, fingerprint),
            eq(jobs.chatKey, chatKey),
            sql`(state = 'succeeded' and finished_at > now() - ${withinMs} * interval '1 millisecond'
              or state in ('queued', 'running') and not cancel_requested)`,
          ),
        )
        .orderBy(sql`state = 'succeeded' desc, created_at desc`)
        .limit(1)
        // It cannot end before who joins it is written down.
        .for("share");
      return row;
    },
    async remember(jobId, fingerprint) {
      await db.update(jobs).set({ fingerprint }).where(eq(jobs.id, jobId));
    },
    async join(jobId, sessionId) {
      await db.insert(jobJoins).values({ jobId, sessionId }).onConflictDoNothing();
    },
    async joined(jobId) {
      const rows = await db.select({ id: jobJoins.sessionId }).from(jobJoins).where(eq(jobJoins.jobId, jobId));
      return rows.map((row) => row.id);
    },
  };
}
