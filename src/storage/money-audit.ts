import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";

/** Holds counters against ledger and calls, and says every difference. */
export async function auditMoney(db: Database): Promise<string[]> {
  const windows = await db.execute<{ id: string; scope: string; scope_id: string; what: string }>(sql`
    with sums as (
      select u.id, sum(l.spent_micros) as spent, sum(l.reserved_micros) as reserved
      from paid_calls c cross join lateral unnest(c.window_ids) u(id) join ledger l on l.call_key = c.call_key
      group by u.id)
    select w.id, w.scope, w.scope_id, format('spent %s, ledger %s; reserved %s, ledger %s',
      w.spent_micros, coalesce(s.spent, 0), w.reserved_micros, coalesce(s.reserved, 0)) as what
    from budget_windows w left join sums s on s.id = w.id
    where w.spent_micros <> coalesce(s.spent, 0) or w.reserved_micros <> coalesce(s.reserved, 0)`);
  const calls = await db.execute<{ call_key: string; state: string; what: string }>(sql`
    with sums as (select call_key, sum(spent_micros) as spent, sum(reserved_micros) as reserved from ledger group by call_key)
    select c.call_key, c.state, format('estimate %s, actual %s, ledger spent %s reserved %s',
      c.estimate_micros, c.actual_micros, coalesce(s.spent, 0), coalesce(s.reserved, 0)) as what
    from paid_calls c left join sums s using (call_key)
    where coalesce(s.reserved, 0) <> case when c.state in ('reserved', 'dispatched') then c.estimate_micros else 0 end
      or coalesce(s.spent, 0) <> case c.state when 'settled' then c.actual_micros when 'unknown' then c.estimate_micros else 0 end`);
  const jobs = await db.execute<{ call_key: string; state: string }>(sql`
    select c.call_key, j.state from paid_calls c join jobs j on j.id = c.job_id
    where c.state in ('reserved', 'dispatched') and j.state not in ('running', 'queued')`);
  return [
    ...windows.map((row) => `window ${row.id} (${row.scope} ${row.scope_id}): ${row.what}`),
    ...calls.map((row) => `call ${row.call_key} (${row.state}): ${row.what}`),
    ...jobs.map((row) => `call ${row.call_key} is open but its job is ${row.state}`),
  ];
}
