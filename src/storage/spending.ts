import { desc, sql } from "drizzle-orm";
import type { JobLine, Spender } from "../ports/moderation.ts";
import type { Database } from "./database.ts";
import { jobs } from "./schema.ts";

/** What a call counts: its cost, or the estimate where nobody can know. */
const booked = sql`case c.state when 'settled' then c.actual_micros when 'unknown' then c.estimate_micros else 0 end`;

/** Who spent what in a chat since the starts of its day and its month, most first. */
export async function spenders(db: Database, chatKey: string, since: { day: Date; month: Date }): Promise<Spender[]> {
  const day = sql`c.reserved_at >= ${since.day.toISOString()}::timestamptz`;
  const rows = await db.execute<{ person_id: string | null; day: string; month: string; pictures: number }>(sql`
    select j.person_id, coalesce(sum(${booked}) filter (where ${day}), 0) as day, coalesce(sum(${booked}), 0) as month,
      (count(*) filter (where c.kind = 'image' and c.state = 'settled'))::int as pictures
    from paid_calls c left join jobs j on j.id = c.job_id
    where c.chat_key = ${chatKey} and c.reserved_at >= ${since.month.toISOString()}::timestamptz
    group by j.person_id order by month desc, j.person_id`);
  return rows.map((row) => ({
    personId: row.person_id,
    dayMicros: Number(row.day),
    monthMicros: Number(row.month),
    pictures: row.pictures,
  }));
}

/** Booked since then by provider or by chat, most first. */
export async function spentBy(
  db: Database,
  what: "provider" | "chat",
  since: Date,
  limit: number,
): Promise<{ name: string; micros: number }[]> {
  const name = what === "provider" ? sql`c.provider` : sql`c.chat_key`;
  const rows = await db.execute<{ name: string; micros: string }>(sql`
    select ${name} as name, sum(${booked}) as micros from paid_calls c
    where c.reserved_at >= ${since.toISOString()}::timestamptz
    group by 1 having sum(${booked}) > 0 order by 2 desc, 1 limit ${limit}`);
  return rows.map((row) => ({ name: row.name, micros: Number(row.micros) }));
}

/** Jobs of the whole deployment, the newest first. */
export function newestJobs(db: Database, limit: number): Promise<JobLine[]> {
  const { id, tool, state, chatKey } = jobs;
  return db
    .select({ id, tool, state, chatKey, errorCode: sql<string | null>`${jobs.lastError} ->> 'code'` })
    .from(jobs)
    .orderBy(desc(jobs.createdAt))
    .limit(limit);
}
