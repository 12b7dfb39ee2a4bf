import { type SQL, sql } from "drizzle-orm";
import type { CappedWindow } from "../domain/budget.ts";
import type { Database } from "./database.ts";
import { findForgotten } from "./forget-money.ts";

/** Held while windows are made, so that two zones never begin two counters for the same moment. A number of our own. */
const MAKING_WINDOWS = 7_346_628_602;

/** A window that is there: the one that runs at the moment asked for. */
export interface CurrentWindow {
  id: number;
  capMicros: number | null;
  spentMicros: number;
  reservedMicros: number;
  startsAt: Date;
  endsAt: Date | null;
}

const time = (moment: Date | null | undefined) => sql`${moment?.toISOString() ?? null}::timestamptz`;

function wantedRows(windows: readonly CappedWindow[]): SQL {
  const rows = windows.map(
    (w, n) =>
      sql`(${n}::int, ${w.scope}::text, ${w.scopeId}::text, ${w.period}::text, ${time(w.at ?? w.startsAt)}, ${time(w.startsAt)}, ${time(w.endsAt)}, ${time(w.followingEndsAt ?? w.endsAt)}, ${w.capMicros}::bigint)`,
  );
  return sql`wanted (n, scope, scope_id, period, at, starts_at, ends_at, following_ends_at, cap) as (values ${sql.join(rows, sql`, `)})`;
}

/** The newest window of the same counter that began by then; it may have ended. Windows of one counter never overlap. */
const newest = sql`(select b.* from budget_windows b
  where b.scope = w.scope and b.scope_id = w.scope_id and b.period = w.period and b.starts_at <= w.at
  order by b.starts_at desc limit 1)`;

/** The windows that run at the moments asked for, in the order asked; undefined where none has begun. */
export async function currentWindows(
  db: Database,
  windows: readonly CappedWindow[],
): Promise<(CurrentWindow | undefined)[]> {
  const rows = await db.execute<{
    n: number;
    id: string;
    cap_micros: string | null;
    spent_micros: string;
    reserved_micros: string;
    starts_ms: string;
    ends_ms: string | null;
  }>(sql`with ${wantedRows(windows)}
    select w.n, h.id, h.cap_micros, h.spent_micros, h.reserved_micros,
      extract(epoch from h.starts_at) * 1000 as starts_ms, extract(epoch from h.ends_at) * 1000 as ends_ms
    from wanted w cross join lateral ${newest} h where h.ends_at is null or h.ends_at > w.at`);
  const found = new Map(rows.map((row) => [row.n, row]));
  return windows.map((_, n) => {
    const row = found.get(n);
    return (
      row && {
        id: Number(row.id),
        capMicros: row.cap_micros === null ? null : Number(row.cap_micros),
        spentMicros: Number(row.spent_micros),
        reservedMicros: Number(row.reserved_micros),
        startsAt: new Date(Number(row.starts_ms)),
        endsAt: row.ends_ms === null ? null : new Date(Number(row.ends_ms)),
      }
    );
  });
}

/**
 * Begins the windows that are missing. One begins where the one before it ended; when a change of zone would make it
 * shorter than its period, it runs to the end of the next: moving the zone about never buys another cap. None runs into
 * a later one, should the clock ever be set back.
 */
export async function makeWindows(db: Database, wanted: readonly CappedWindow[]): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${MAKING_WINDOWS})`);
    await findForgotten(tx as never, wanted);
    await tx.execute(sql`with ${wantedRows(wanted)},
      missing as (select w.*, greatest(w.starts_at, h.ends_at) as begins_at from wanted w left join lateral ${newest} h on true
        where h.id is null or h.ends_at <= w.at)
      insert into budget_windows (scope, scope_id, period, starts_at, ends_at, cap_micros)
      select scope, scope_id, period, begins_at, least(case when begins_at > starts_at then following_ends_at else ends_at end,
        (select min(b.starts_at) from budget_windows b
          where b.scope = m.scope and b.scope_id = m.scope_id and b.period = m.period and b.starts_at > m.begins_at)), cap
      from missing m on conflict do nothing`);
  });
}
