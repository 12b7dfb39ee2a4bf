import { and, asc, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { type ErrorRecord, SfumatoError } from "../domain/errors.ts";
import { type Job, MAX_ATTEMPTS } from "../domain/job.ts";
import { CARD_TOOLS, FREE_TOOLS } from "../domain/job-kinds.ts";
import type { JobLoad, JobStore } from "../ports/stores.ts";
import { byId, rowOf } from "./columns.ts";
import type { Database } from "./database.ts";
import { jobEvents, jobSteps, jobs } from "./schema.ts";
import { CHANNEL, notify } from "./signals.ts";

type JobRow = typeof jobs.$inferSelect;

function toJob(row: JobRow): Job {
  const { id, tool, input, state, sessionId, platform, chatId, personId, attempts, fence, idempotencyKey } = row;
  const { cancelRequested, lastError, output, createdAt, startedAt, finishedAt } = row;
  return {
    ...{
      id,
      tool,
      input,
      state,
      sessionId,
      platform,
      chatId,
      personId: personId ?? "",
      attempts,
      fence,
      idempotencyKey,
    },
    ...{ cancelRequested, lastError, output, createdAt, startedAt, finishedAt },
  };
}

const inMs = (ms: number) => sql`now() + ${ms} * interval '1 millisecond'`;
const held = (id: string, fence: number) => sql`id = ${id} and fence = ${fence} and state = 'running'`;
/** Null stays SQL's null, so that a missing value is not a JSON one. */
const json = (value: unknown) => sql`${value === null || value === undefined ? null : JSON.stringify(value)}::jsonb`;

const SET_ASIDE: ErrorRecord = {
  code: "E_INTERNAL",
  message: "The job was begun three times and never ended. It was set aside.",
  details: {},
  retryable: true,
  spent: "unknown",
};

/** What a session is whose job ended, unless its tool said so: it must not read "running" when nothing will run. */
const RESTING = sql`case when c.state = 'failed' then 'failed'
  when exists (select 1 from iterations i where i.session_id = s.id) then 'done' else 'draft' end`;

/** Of the locks on people. A number of our own. */
const HOLDING = 734_662_861;

/**
 * Lets a statement of its own return before its commit is on the disk. Only for what a crash of the database server may
 * take back unharmed: a step is made again (a paid one is adopted from its file), an event is followed by the next. A
 * crash of the bot alone takes nothing back.
 */
const LOSABLE = sql`set_config('synchronous_commit', 'off', true) is not null`;

/** A job's beginnings. */
const NEW = {
  ...{ state: "queued" as const, attempts: 0, fence: 0, cancelRequested: false, lastError: null, output: null },
  ...{ startedAt: null, finishedAt: null },
};

export function createJobStore(db: Database): JobStore {
  /** Changes jobs, numbers and writes an event of each, and tells who listens: one statement, so that no crash parts them. */
  const change = (set: SQL, where: SQL, event: SQL, on: Database = db) =>
    on.execute<{ id: string; state: Job["state"] }>(sql`
      with changed as (update jobs set ${set}, last_event = last_event + 1 where ${where} returning *),
      told as (insert into job_events (job_id, number, event) select id, last_event, ${event} from changed),
      rested as (update sessions s set status = ${RESTING} from changed c where s.id = c.session_id and s.status = 'running'
        and c.state in ('succeeded', 'failed', 'cancelled', 'blocked_budget'))
      select id, state, pg_notify(${CHANNEL}, 'job:' || id) from changed`);
  const one = byId(() =>
    db
      .select()
      .from(jobs)
      .where(eq(jobs.id, sql.placeholder("id"))),
  );
  const get: JobStore["get"] = async (id) => {
    const [row] = await one(id);
    return row && toJob(row);
  };
  const byIdempotencyKey = async (key: string) => {
    const [row] = await db.select().from(jobs).where(eq(jobs.idempotencyKey, key));
    return row && toJob(row);
  };
  const emit: JobStore["emit"] = async (id, event) => {
    await change(sql`platform = platform`, sql`id = ${id} and ${LOSABLE}`, json(event));
  };

  return {
    async add(job) {
      const { announced = false, ...asked } = job;
      const { id, tool, input, sessionId, platform, chatId, personId, idempotencyKey } = asked;
      const chatKey = `${platform}:${chatId}`;
      const [made] = await db.execute<{ created: string }>(sql`with made as (
          insert into jobs (id, tool, input, state, session_id, platform, chat_id, person_id, chat_key, turn, idempotency_key, last_event, shown_event)
          values (${id}, ${tool}, ${json(input)}, 'queued', ${sessionId}, ${platform}, ${chatId}, ${personId}, ${chatKey},
            ${nextTurn(chatKey)}, ${idempotencyKey}, 1, ${announced ? 1 : 0}) on conflict do nothing returning id, created_at),
        told as (insert into job_events (job_id, number, event) select id, 1, ${json({ type: "queued" })} from made)
        select extract(epoch from created_at) * 1000 as created, case when not ${announced} then pg_notify(${CHANNEL}, 'job:' || id) end from made`);
      if (made) return { job: { ...asked, ...NEW, createdAt: new Date(Number(made.created)) }, created: true };
      const same = await byIdempotencyKey(job.idempotencyKey);
      if (same) return { job: same, created: false };
      throw new SfumatoError("E_DUPLICATE", "This session is at work already.", { retryable: true });
    },
    get,
    async getToShow(id) {
      const [row] = await one(id);
      return row && { job: toJob(row), last: row.lastEvent, shown: row.shownEvent };
    },
    async claim({ perChat, leaseMs, except = [] }) {
      const [row] = await db.execute(
        sql`select * from claim_job_2(${perChat}, ${leaseMs}, ${JSON.stringify(except)}::jsonb)`,
      );
      return row && toJob(rowOf(jobs, row));
    },
    async renew(leases, leaseMs) {
      if (leases.length === 0) return [];
      // Locked in id order, as by everybody who changes several.
      const rows = await db.execute<{ id: string; cancel: boolean }>(sql`
        with mine as (select j.id from jobs j join jsonb_to_recordset(${JSON.stringify(leases.map(({ id, fence }) => ({ id, fence })))}::jsonb)
            as held (id text, fence bigint) using (id, fence) where j.state = 'running' order by j.id for update of j)
        update jobs set lease_until = ${inMs(leaseMs)} from mine where jobs.id = mine.id returning jobs.id, cancel_requested as cancel`);
      const found = new Map(rows.map((row) => [row.id, row.cancel]));
      return leases.map(({ id }) => (!found.has(id) ? "lost" : found.get(id) ? "cancel" : "held"));
    },
    async finish(id, fence, end) {
      const set = sql`state = ${end.state}, last_error = ${json(end.error)}, output = ${json(end.output)}, lease_until = null, finished_at = now()`;
      const event = json({ type: "ended", state: end.state, error: end.error });
      return (await change(set, held(id, fence), event)).length > 0;
    },
    async requeue(id, fence, again) {
      const rows = await db
        .update(jobs)
        .set({
          state: "queued",
          leaseUntil: null,
          // One that is to be cancelled does not wait for it.
          runAfter: sql`case when ${jobs.cancelRequested} then now() else ${inMs(again.delayMs)} end`,
          lastError: again.error,
          attempts: again.countAttempt ? jobs.attempts : sql`greatest(0, ${jobs.attempts} - 1)`,
        })
        .where(held(id, fence))
        .returning({ id: jobs.id });
      return rows.length > 0;
    },
    async cancel(id) {
      const set = sql`cancel_requested = true, state = 'cancelled', finished_at = now()`;
      const event = json({ type: "ended", state: "cancelled", error: null });
      const [queued] = await change(set, sql`id = ${id} and state = 'queued'`, event);
      if (queued) return "cancelled";
      const [running] = await db
        .update(jobs)
        .set({ cancelRequested: true })
        .where(and(eq(jobs.id, id), eq(jobs.state, "running")))
        .returning({ state: jobs.state });
      if (running) await notify(db, "cancel", id);
      return running?.state;
    },
    emit,
    async events(id) {
      const rows = await db
        .select({ event: jobEvents.event })
        .from(jobEvents)
        .where(eq(jobEvents.jobId, id))
        .orderBy(asc(jobEvents.number));
      return rows.map((row) => row.event);
    },
    async steps(id) {
      const rows = await db
        .select({ name: jobSteps.name, result: jobSteps.result })
        .from(jobSteps)
        .where(eq(jobSteps.jobId, id));
      return new Map(rows.map((row) => [row.name, row.result]));
    },
    async saveStep(id, fence, name, result) {
      // A finished step is progress: the count of fruitless attempts starts again.
      const rows =
        await db.execute(sql`with mine as (update jobs set attempts = 1 where ${held(id, fence)} and ${LOSABLE} returning id),
        saved as (insert into job_steps (job_id, name, result) select id, ${name}, ${json(result)} from mine on conflict do nothing)
        select id from mine`);
      return rows.length > 0;
    },
    async overdue(limit) {
      const rows = await db
        .select({ id: jobs.id })
        .from(jobs)
        .where(sql`${jobs.state} = 'queued' and ${jobs.runAfter} <= now()`)
        .orderBy(asc(jobs.turn), asc(jobs.createdAt))
        .limit(limit);
      return rows.map((row) => row.id);
    },
    async takeBackExpired() {
      const worn = sql`attempts >= ${MAX_ATTEMPTS} and not cancel_requested`;
      const state = sql`case when cancel_requested then 'cancelled' when ${worn} then 'failed' else 'queued' end`;
      // A fence of its own: the worker that was late can no longer change anything.
      const set = sql`lease_until = null, fence = fence + 1, state = ${state},
        last_error = case when ${worn} then ${json(SET_ASIDE)} else last_error end,
        finished_at = case when ${state} = 'queued' then null else now() end`;
      const event = sql`case when state = 'queued' then jsonb_build_object('type', 'taken_back', 'attempt', attempts)
        else jsonb_build_object('type', 'ended', 'state', state, 'error', case when state = 'failed' then last_error end) end`;
      const late = sql`id in (select id from jobs where state = 'running' and lease_until < now() order by id for update skip locked)`;
      const rows = await change(set, late, event);
      return rows.map(({ id, state: now }) => ({ id, state: now }));
    },
    async activeOfSession(sessionId) {
      const rows = await db
        .select()
        .from(jobs)
        .where(and(eq(jobs.sessionId, sessionId), inArray(jobs.state, ["queued", "running"])));
      return rows.map(toJob);
    },
    async ofSession(sessionId) {
      const rows = await db.select().from(jobs).where(eq(jobs.sessionId, sessionId)).orderBy(desc(jobs.createdAt));
      return rows.map(toJob);
    },
    async activeOfPerson(platform, personId) {
      const rows = await db
        .select()
        .from(jobs)
        .where(
          and(eq(jobs.platform, platform), eq(jobs.personId, personId), inArray(jobs.state, ["queued", "running"])),
        )
        .orderBy(asc(jobs.turn));
      return rows.map(toJob);
    },
    async hold(platform, personId) {
      await db.execute(sql`select pg_advisory_xact_lock(${HOLDING}, hashtext(${`${platform}:${personId}`}))`);
    },
    async load({ platform, personId, sessionId, idempotencyKey }, withinMs) {
      // What is held back by neither limit does not count for them.
      const isCheap = sql`tool in ${[...CARD_TOOLS, ...FREE_TOOLS]}`;
      const age = (of: SQL) => sql`extract(epoch from now() - ${of}) * 1000`;
      const [row] = await db.execute<Record<keyof JobLoad, string | null>>(sql`
        with recent as (select count(*)::int as count, ${age(sql`min(created_at)`)} as oldest from jobs
          where platform = ${platform} and person_id = ${personId} and created_at > now() - ${withinMs} * interval '1 millisecond')
        select (select id from jobs where idempotency_key = ${idempotencyKey}) as same, recent.count as "recentOfPerson", recent.oldest as "oldestAgeMs",
          (select id from jobs where session_id = ${sessionId} and state in ('queued', 'running') limit 1) as "activeOfSession",
          (select count(*)::int from jobs where platform = ${platform} and person_id = ${personId}
            and state in ('queued', 'running') and not ${isCheap}) as "activeOfPerson",
          (select ${age(sql`max(created_at)`)} from jobs where session_id = ${sessionId} and not ${isCheap}) as "sinceLastOfSessionMs"
        from recent`);
      const since = row?.sinceLastOfSessionMs ?? null;
      return {
        same: row?.same ?? null,
        activeOfSession: row?.activeOfSession ?? null,
        recentOfPerson: Number(row?.recentOfPerson ?? 0),
        oldestAgeMs: Number(row?.oldestAgeMs ?? 0),
        activeOfPerson: Number(row?.activeOfPerson ?? 0),
        sinceLastOfSessionMs: since === null ? null : Number(since),
      };
    },
    async position(id) {
      const [row] = await db.execute<{ place: number }>(sql`select count(*)::int as place from jobs o, jobs me
        where me.id = ${id} and o.state = 'queued' and (o.turn, o.created_at) <= (me.turn, me.created_at)`);
      return row?.place ?? 0;
    },
    async counts() {
      const rows = await db
        .select({ state: jobs.state, count: sql<number>`count(*)::int` })
        .from(jobs)
        .where(inArray(jobs.state, ["queued", "running"]))
        .groupBy(jobs.state);
      return Object.fromEntries(rows.map((row) => [row.state, row.count]));
    },
    async toShow(platform) {
      const rows = await db
        .select({ id: jobs.id })
        .from(jobs)
        .where(sql`${jobs.platform} = ${platform} and shown_event < last_event`);
      return rows.map((row) => row.id);
    },
    async markShown(id, event) {
      await db
        .update(jobs)
        .set({ shownEvent: sql`greatest(${jobs.shownEvent}, ${event})` })
        // What a crash forgets is shown again, which changes nothing.
        .where(sql`id = ${id} and ${LOSABLE}`);
    },
  };
}

/**
 * A job's place in the fair order: one turn behind the last queued job of its own chat, and never before the turn
 * that is served now (one that waits for a provider is not). A chat with many jobs so takes turns with the others instead of going first with all of them.
 */
function nextTurn(chatKey: string) {
  return sql<number>`greatest(
    (select coalesce(max(turn) + 1, 0) from jobs where chat_key = ${chatKey} and state = 'queued'),
    coalesce((select turn from jobs where state = 'queued' and run_after <= now() order by turn limit 1), 0))`;
}
