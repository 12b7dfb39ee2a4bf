import { sql } from "drizzle-orm";
import type { CallRecord } from "../ports/model-records.ts";
import type { Database } from "./database.ts";

/**
 * How the calls of the last hours ended. A refusal, an invalid prompt or a cancel says nothing of the provider, and a call
 * that was never sent or whose process died has no error of its own: none of them is counted.
 */
export async function recordOfCalls(db: Database, hours: number): Promise<CallRecord[]> {
  const rows = await db.execute<{
    provider: string;
    model: string;
    kind: CallRecord["kind"];
    calls: number;
    failures: number;
    in_a_row: number;
    failing_since: string | null;
    median_ms: number | null;
    last_at: string;
  }>(sql`
    with ended as (
      select provider, model, kind, finished_at, latency_ms, error_code is not null as failed
      from paid_calls
      where finished_at > now() - make_interval(secs => ${hours * 3600})
        and (error_code in ('E_AI_MODEL_UNAVAILABLE', 'E_AI_TIMEOUT', 'E_AI_BAD_ANSWER')
          or (error_code is null and state = 'settled'))),
    answered as (
      select provider, model, kind, max(finished_at) as at from ended where not failed group by provider, model, kind)
    select e.provider, e.model, e.kind, count(*)::int as calls, (count(*) filter (where failed))::int as failures,
      (count(*) filter (where failed and (a.at is null or e.finished_at > a.at)))::int as in_a_row,
      min(e.finished_at) filter (where failed and (a.at is null or e.finished_at > a.at)) as failing_since,
      percentile_cont(0.5) within group (order by latency_ms) filter (where not failed) as median_ms,
      max(e.finished_at) as last_at
    from ended e left join answered a using (provider, model, kind)
    group by e.provider, e.model, e.kind order by e.provider, e.model, e.kind`);
  return rows.map((row) => ({
    provider: row.provider,
    model: row.model,
    kind: row.kind,
    calls: row.calls,
    failures: row.failures,
    failuresInARow: row.in_a_row,
    failingSince: row.failing_since === null ? null : new Date(row.failing_since),
    medianMs: row.median_ms === null ? null : Math.round(Number(row.median_ms)),
    lastAt: new Date(row.last_at),
  }));
}
