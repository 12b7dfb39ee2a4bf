import { eq, sql } from "drizzle-orm";
import type { BudgetRefusal } from "../domain/budget.ts";
import type { MicroUsd } from "../domain/money.ts";
import type { MoneyStore, PaidCall, Reservation } from "../ports/stores.ts";
import { recordOfCalls } from "./call-record.ts";
import type { Database } from "./database.ts";
import { auditMoney } from "./money-audit.ts";
import { currentWindows, ensureWindows } from "./money-windows.ts";
import { paidCalls } from "./schema.ts";

type CallRow = typeof paidCalls.$inferSelect;

function toCall(row: CallRow): PaidCall {
  const { callKey, jobId, chatKey, state, estimateMicros, actualMicros, errorCode, reservedAt } = row;
  return { callKey, jobId, chatKey, state, estimateMicros, actualMicros, errorCode, reservedAt };
}

export function createMoneyStore(db: Database): MoneyStore {
  const existing = async (callKey: string) => {
    const [row] = await db.select().from(paidCalls).where(eq(paidCalls.callKey, callKey));
    return row && toCall(row);
  };
  return {
    async now() {
      const [row] = await db.execute<{ now: string }>(sql`select now() as now`);
      return new Date(row?.now as string);
    },
    async reserve(reservation) {
      const call = await existing(reservation.callKey);
      if (call) return { kind: "exists", call };
      const there = await ensureWindows(db, reservation.windows);
      const windows = reservation.windows.map((wanted, n) => ({ id: there[n]?.id ?? -1, capMicros: wanted.capMicros }));
      const tried = await tryReserve(db, reservation, windows);
      if (tried.kind === "made") return { kind: "reserved" };
      // The same key came twice at once: the first took it.
      const again = await existing(reservation.callKey);
      if (again) return { kind: "exists", call: again };
      if (tried.kind === "lost") return { kind: "lost" };
      const { at, leftMicros } = tried;
      const { scope, period, capMicros, endsAt } = reservation.windows[at] as Reservation["windows"][number];
      const refusal: BudgetRefusal = {
        scope,
        period,
        capMicros: capMicros ?? 0,
        leftMicros,
        neededMicros: reservation.estimateMicros,
        resetsAt: there[at]?.endsAt ?? endsAt,
      };
      return { kind: "refused", refusal };
    },
    async dispatch(callKey, fence) {
      const rows = await db.execute(sql`update paid_calls c set state = 'dispatched', dispatched_at = now()
        from jobs j where c.call_key = ${callKey} and c.state = 'reserved' and c.fence = ${fence}
          and j.id = c.job_id and j.fence = ${fence} and j.state = 'running' and not j.cancel_requested returning c.call_key`);
      return rows.length > 0;
    },
    async settle(callKey, actual) {
      await move(db, callKey, {
        from: ["reserved", "dispatched"],
        to: "settled",
        movement: "settle",
        spent: actual.micros,
        fields: sql`actual_micros = ${actual.micros}::bigint, usage = ${JSON.stringify(actual.usage)}::jsonb, latency_ms = ${actual.latencyMs},
          error_code = ${actual.errorCode ?? null}`,
      });
    },
    async release(callKey, errorCode, latencyMs) {
      await move(db, callKey, {
        from: ["reserved", "dispatched"],
        to: "released",
        movement: "release",
        spent: 0,
        fields: sql`error_code = ${errorCode}, latency_ms = ${latencyMs}`,
      });
    },
    async giveUp(callKey, errorCode, latencyMs) {
      await move(db, callKey, {
        from: ["dispatched"],
        to: "unknown",
        movement: "unknown",
        spent: "estimate",
        fields: sql`error_code = ${errorCode}, latency_ms = ${latencyMs}`,
      });
    },
    async callsOfJob(jobId) {
      const rows = await db.select().from(paidCalls).where(eq(paidCalls.jobId, jobId));
      return rows.map(toCall);
    },
    async orphans() {
      const rows = await db
        .select()
        .from(paidCalls)
        .where(sql`${paidCalls.state} in ('reserved', 'dispatched') and not exists (
          select 1 from jobs j where j.id = ${paidCalls.jobId} and j.state = 'running' and j.fence = ${paidCalls.fence})`);
      return rows.map(toCall);
    },
    async spentOfJob(jobId) {
      const [row] = await db
        .select({
          micros: sql<string>`coalesce(sum(case ${paidCalls.state} when 'settled' then ${paidCalls.actualMicros} when 'unknown' then ${paidCalls.estimateMicros} else 0 end), 0)`,
        })
        .from(paidCalls)
        .where(eq(paidCalls.jobId, jobId));
      return Number(row?.micros ?? 0);
    },
    async windows(wanted) {
      const there = await currentWindows(db, wanted);
      return wanted.map((window, n) => {
        const { spentMicros = 0, reservedMicros = 0, startsAt, endsAt } = there[n] ?? (window as never);
        return { ...window, startsAt, endsAt, spentMicros, reservedMicros };
      });
    },
    recordOf: (hours) => recordOfCalls(db, hours),
    audit: () => auditMoney(db),
  };
}

/**
 * Ends a call's hold, when and only when it is in one of `from`: state, counters and ledger in one statement. The
 * call is locked first, then its windows in id order: the order in which everybody locks, so that nobody waits in a circle.
 */
async function move(
  db: Database,
  callKey: string,
  change: {
    from: string[];
    to: PaidCall["state"];
    movement: "settle" | "release" | "unknown";
    spent: MicroUsd | "estimate";
    fields: ReturnType<typeof sql>;
  },
): Promise<void> {
  const spent = change.spent === "estimate" ? sql`call.estimate_micros` : sql`${change.spent}::bigint`;
  await db.execute(sql`
    with call as (update paid_calls set state = ${change.to}, finished_at = now(), ${change.fields}
      where call_key = ${callKey} and state in ${change.from} returning call_key, window_ids, estimate_micros),
    locked as (select b.id from budget_windows b where b.id in (select unnest(window_ids) from call) order by b.id for update),
    counted as (update budget_windows b set spent_micros = b.spent_micros + ${spent}, reserved_micros = b.reserved_micros - call.estimate_micros
      from call, locked where b.id = locked.id)
    insert into ledger (call_key, movement, spent_micros, reserved_micros)
    select call.call_key, ${change.movement}, ${spent}, -call.estimate_micros from call`);
}

type Tried = { kind: "made" } | { kind: "lost" } | { kind: "refused"; at: number; leftMicros: MicroUsd };

/**
 * Checks and reserves in all windows with one statement, or in none. Rows are locked in id order, and what is checked
 * is what is locked, not what an older snapshot says. A window that is missing has no room.
 */
export async function tryReserve(
  db: Database,
  r: Reservation,
  windows: readonly { id: number; capMicros: MicroUsd | null }[],
): Promise<Tried> {
  const ids = sql`${`{${windows.map((window) => window.id).join(",")}}`}::bigint[]`;
  const caps = sql.join(
    windows.map((window) => sql`(${window.id}::bigint, ${window.capMicros}::bigint)`),
    sql`, `,
  );
  const [row] = await db.execute<{ made: number; held: number; used: Record<string, number> | null }>(sql`
    with caps (id, cap) as (values ${caps}),
    locked as (select id, spent_micros + reserved_micros as used from budget_windows where id = any(${ids}) order by id for update),
    room as (select count(*) = ${windows.length} and bool_and(cap is null or used + ${r.estimateMicros}::bigint <= cap) as ok from locked join caps using (id)),
    held as (select id from jobs where id = ${r.jobId} and fence = ${r.fence} and state = 'running'),
    call as (insert into paid_calls (call_key, job_id, fence, state, provider, model, kind, chat_key, fingerprint, window_ids, estimate_micros)
      select ${r.callKey}, ${r.jobId}, ${r.fence}::bigint, 'reserved', ${r.provider}, ${r.model}, ${r.kind}, ${r.chatKey}, ${r.fingerprint}, ${ids}, ${r.estimateMicros}::bigint
      from room, held where room.ok on conflict do nothing returning call_key),
    counted as (update budget_windows b set reserved_micros = b.reserved_micros + ${r.estimateMicros}::bigint
      from locked, call where b.id = locked.id),
    booked as (insert into ledger (call_key, movement, spent_micros, reserved_micros) select call_key, 'reserve', 0, ${r.estimateMicros}::bigint from call)
    select (select count(*)::int from call) as made, (select count(*)::int from held) as held, (select json_object_agg(id, used) from locked) as used`);
  if (row && row.made > 0) return { kind: "made" };
  if (!row || row.held === 0) return { kind: "lost" };
  const left = windows.map(({ id, capMicros }) => {
    const used = row.used?.[id];
    return used === undefined ? 0 : capMicros === null ? Number.POSITIVE_INFINITY : Math.max(0, capMicros - used);
  });
  const full = left.findIndex((micros) => micros < r.estimateMicros);
  const at = full === -1 ? left.indexOf(Math.min(...left)) : full;
  return { kind: "refused", at, leftMicros: left[at] as number };
}
