import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import { type CappedWindow, type Caps, windowsFor } from "../../src/domain/budget.ts";
import type { Reservation, Stores } from "../../src/ports/stores.ts";

/** A running job whose calls are paid. */
export interface PayingJob {
  readonly nth: number;
  readonly id: string;
  readonly fence: number;
  readonly chatId: string;
  readonly personId: string;
  readonly caps: Caps;
}

export interface Payments {
  readonly stores: Stores;
  readonly jobs: readonly PayingJob[];
}

/** What a loop measured. */
export interface Pace {
  readonly perSecond: number;
  readonly latencies: readonly number[];
}

/** Checked at every reservation, and never near. */
const AMPLE = 1e12;
const caps: Caps = {
  deploymentDay: AMPLE,
  deploymentMonth: AMPLE,
  chatDay: AMPLE,
  chatMonth: AMPLE,
  personDay: AMPLE,
  session: AMPLE,
};

/** Jobs that run, each in a chat of its own. */
export async function jobsOf(sql: postgres.Sql, count: number): Promise<PayingJob[]> {
  await sql`insert into jobs (id, tool, input, state, platform, chat_id, person_id, chat_key, turn, fence, idempotency_key, lease_until)
    select 'j' || n, 'generate', '{}', 'running', 'bench', 'c' || n, 'p' || n, 'bench:c' || n, 0, 1, 'k' || n, now() + interval '1 day'
    from generate_series(0, ${count - 1}::int) n`;
  return Array.from({ length: count }, (_, nth) => ({
    ...{ nth, id: `j${nth}`, fence: 1, chatId: `c${nth}`, personId: `p${nth}`, caps },
  }));
}

/** The counters that a job's calls count in, now. */
export function windowsOf(job: PayingJob): CappedWindow[] {
  const payer = {
    chat: `bench:${job.chatId}`,
    person: `bench:${job.personId}`,
    sessionId: `s${job.nth}`,
    zone: "UTC",
  };
  return windowsFor(payer, job.caps, new Date());
}

export function reservationOf(job: PayingJob, callKey: string, estimateMicros: number): Reservation {
  const { id: jobId, fence } = job;
  return {
    ...{ callKey, jobId, fence, estimateMicros, provider: "bench", model: "bench-1", kind: "image", fingerprint: null },
    chatKey: `bench:${job.chatId}`,
    windows: windowsOf(job),
  };
}

let pairs = 0;

/** Reserves for a call and books it. */
export async function pair({ stores, jobs }: Payments, nth: number): Promise<void> {
  const job = jobs[nth % jobs.length] as PayingJob;
  const wanted = reservationOf(job, `pair/${pairs++}`, 40_000);
  const tried = await stores.money.reserve(wanted);
  if (tried.kind !== "reserved") throw new Error(`a reservation was ${tried.kind}`);
  await stores.money.settle(wanted.callKey, { micros: 30_000, usage: { images: 1 }, latencyMs: 5 });
}

/** A whole call: reserved, written to the disk as dispatched, booked. */
export async function wholeCall({ stores, jobs }: Payments, nth: number): Promise<void> {
  const job = jobs[nth % jobs.length] as PayingJob;
  const wanted = reservationOf(job, `whole/${pairs++}`, 40_000);
  await stores.money.reserve(wanted);
  if (!(await stores.money.dispatch(wanted.callKey, job.fence))) throw new Error("a call could not be dispatched");
  await stores.money.settle(wanted.callKey, { micros: 30_000, usage: { images: 1 }, latencyMs: 5 });
}

/** So many at once, each beginning the next when it is done. */
export async function closedLoop(
  atOnce: number,
  seconds: number,
  work: (nth: number) => Promise<unknown>,
): Promise<Pace> {
  const latencies: number[] = [];
  const begun = performance.now();
  const end = begun + seconds * 1000;
  let nth = 0;
  const one = async () => {
    while (performance.now() < end) {
      const from = performance.now();
      await work(nth++);
      latencies.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return { perSecond: (latencies.length * 1000) / (performance.now() - begun), latencies };
}

/** At a rate, whether or not those before are done; a latency counts from when it was due. */
export async function openLoop(
  perSecond: number,
  seconds: number,
  work: (nth: number) => Promise<unknown>,
): Promise<Pace> {
  const latencies: number[] = [];
  const all: Promise<void>[] = [];
  const begun = performance.now();
  for (let nth = 0; nth < perSecond * seconds; ) {
    for (let due = begun + (nth * 1000) / perSecond; nth < perSecond * seconds && due <= performance.now(); ) {
      const from = due;
      all.push(work(nth++).then(() => void latencies.push(performance.now() - from)));
      due = begun + (nth * 1000) / perSecond;
    }
    await delay(1);
  }
  await Promise.all(all);
  return { perSecond: (latencies.length * 1000) / (performance.now() - begun), latencies };
}
