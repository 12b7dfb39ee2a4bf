import { eq, sql } from "drizzle-orm";
import type { BudgetRefusal } from "../domain/budget.ts";
import type { MicroUsd } from "../domain/money.ts";
import type { MoneyStore, PaidCall, Reservation } from "../ports/stores.ts";
import { recordOfCalls } from "./call-record.ts";
import { byId } from "./columns.ts";
import type { Database } from "./database.ts";
import { loosenForgotten } from "./forget-money.ts";
import { auditMoney } from "./money-audit.ts";
import { currentWindows, makeWindows } from "./money-windows.ts";
import { paidCalls } from "./schema.ts";

type CallRow = typeof paidCalls.$inferSelect;

function toCall(row: CallRow): PaidCall {
  const { callKey, jobId, chatKey, state, estimateMicros, actualMicros, errorCode, reservedAt } = row;
  return { callKey, jobId, chatKey, state, estimateMicros, actualMicros, errorCode, reservedAt };
}

export function createMoneyStore(db: Database): MoneyStore {
  const ofJob = byId(() =>
    db
      .select()
      .from(paidCalls)
      .where(eq(paidCalls.jobId, sql.placeholder("id"))),
  );
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
      let tried = await tryReserve(db, reservation);
      if (tried.kind === "missing") {
        await makeWindows(db, reservation.windows);
        tried = await tryReserve(db, reservation);
      }
      if (tried.kind === "exists") return { kind: "exists", call: (await existing(reservation.callKey)) as PaidCall };
      if (tried.kind === "refused") return { kind: "refused", refusal: refusalOf(reservation, tried) };
      // A window that is missing has no room.
      if (tried.kind === "missing")
        return { kind: "refused", refusal: refusalOf(reservation, { full: -1, windows: [] }) };
      return { kind: tried.kind };
    },
    async dispatch(callKey, fence) {
      const rows = await db.execute(sql`update paid_calls c set state = 'dispatched', dispatched_at = now()
        from jobs j where c.call_key = ${callKey} and c.state = 'reserved' and c.fence = ${fence}
          and j.id = c.job_id and j.fence = ${fence} and j.state = 'running' and not j.cancel_requested returning c.call_key`);
      return rows.length > 0;
    },
    async settle(callKey, { micros, usage, latencyMs, errorCode = null }) {
      const facts = { actual: micros, usage, latency: latencyMs, error: errorCode };
      await end(db, callKey, { to: "settled", spent: micros, facts });
    },
    async release(callKey, errorCode, latencyMs) {
      await end(db, callKey, { to: "released", spent: 0, facts: { error: errorCode, latency: latencyMs } });
    },
    async giveUp(callKey, errorCode, latencyMs) {
      await end(db, callKey, { to: "unknown", spent: null, facts: { error: errorCode, latency: latencyMs } });
    },
    async callsOfJob(jobId) {
      const rows = await ofJob(jobId);
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
    loosenForgotten: () => loosenForgotten(db),
  };
}

/** From where a call may come to each end, and how the ledger calls it. What was never sent cannot have been billed. */
const ENDS = {
  settled: { from: "{reserved,dispatched}", movement: "settle" },
  released: { from: "{reserved,dispatched}", movement: "release" },
  unknown: { from: "{dispatched}", movement: "unknown" },
} as const;

/** Ends a call's hold once: a second end changes nothing. `spent` null counts the estimate. */
async function end(
  db: Database,
  callKey: string,
  { to, spent, facts }: { to: keyof typeof ENDS; spent: MicroUsd | null; facts: Record<string, unknown> },
): Promise<void> {
  const { from, movement } = ENDS[to];
  await db.execute(sql`select end_call_1(${callKey}::text, ${from}::text[], ${to}::text, ${movement}::text,
    ${spent}::bigint, ${JSON.stringify(facts)}::jsonb)`);
}

interface Refused {
  kind: "refused";
  /** Id of the window that had no room. */
  full: number;
  windows: readonly { id: number; scope: string; period: string; used: number; ends: number | null }[];
}
type Tried = { kind: "reserved" } | { kind: "exists" } | { kind: "lost" } | { kind: "missing" } | Refused;

/** Checks and reserves in all windows, or in none. `missing`: one has not begun, and nothing was written. */
export async function tryReserve(db: Database, r: Reservation): Promise<Tried> {
  const call = {
    ...{ key: r.callKey, job: r.jobId, fence: r.fence, provider: r.provider, model: r.model, kind: r.kind },
    ...{ chat: r.chatKey, fingerprint: r.fingerprint, estimate: r.estimateMicros },
  };
  const wanted = r.windows.map((w) => ({
    ...{ scope: w.scope, scope_id: w.scopeId, period: w.period, at: w.at ?? w.startsAt, cap: w.capMicros },
  }));
  const [row] = await db.execute<{ tried: Tried }>(
    sql`select reserve_call_1(${JSON.stringify(call)}::jsonb, ${JSON.stringify(wanted)}::jsonb) as tried`,
  );
  return row?.tried as Tried;
}

/** The first full window in the order asked for, as the refusal names it; the deployment's before a chat's. */
function refusalOf(r: Reservation, tried: Omit<Refused, "kind">): BudgetRefusal {
  const states = r.windows.map(({ scope, period, capMicros, endsAt }) => {
    const there = tried.windows.find((window) => window.scope === scope && window.period === period);
    const left = !there ? 0 : capMicros === null ? Number.POSITIVE_INFINITY : Math.max(0, capMicros - there.used);
    return { scope, period, capMicros: capMicros ?? 0, left, there, endsAt };
  });
  // When room came back since, the one that refused is named with what it has now.
  const state =
    states.find(({ left }) => left < r.estimateMicros) ??
    (states.find(({ there }) => there?.id === tried.full) as (typeof states)[number]);
  return {
    ...{ scope: state.scope, period: state.period, capMicros: state.capMicros, leftMicros: state.left },
    neededMicros: r.estimateMicros,
    resetsAt: typeof state.there?.ends === "number" ? new Date(state.there.ends) : state.endsAt,
  };
}
