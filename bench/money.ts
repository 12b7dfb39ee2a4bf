import { setTimeout as delay } from "node:timers/promises";
import type { WindowState } from "../src/domain/budget.ts";
import type { Stores } from "../src/ports/stores.ts";
import { freshStores } from "./kit/database.ts";
import { type Figure, ms, percentile, plain, spread } from "./kit/figures.ts";
import {
  closedLoop,
  jobsOf,
  openLoop,
  type Payments,
  pair,
  reservationOf,
  wholeCall,
  windowsOf,
} from "./kit/payments.ts";

const CONNECTIONS = 64;
const ATTEMPTS = 10_000;
/** Connections of the bot's own pool. */
const POOL = 16;
const CHATS = 200;
const SECONDS = 6;
const RATE_LIMIT = 500;
const MANY_LIMIT_MS = 25;
const HOT_LIMIT_MS = 100;
const DOLLAR = 1_000_000;
/** Its multiples fall evenly between 0 and 1. */
const GOLDEN = 0.618_033_988_75;

/** Money under load: no cap is overspent, and how fast a reservation and its booking are. */
export async function money(): Promise<Figure[]> {
  const rows = [await overspend()];
  const floor = await measureFloor();
  const { stores, sql, close } = await freshStores(POOL);
  try {
    const payments: Payments = { stores, jobs: await jobsOf(sql, CHATS) };
    await closedLoop(POOL, 1, (nth) => pair(payments, nth));
    const most = await closedLoop(POOL, SECONDS, (nth) => pair(payments, nth));
    const steady = await openLoop(RATE_LIMIT, SECONDS, (nth) => pair(payments, nth));
    const hot = await closedLoop(POOL, SECONDS, (nth) => pair({ ...payments, jobs: payments.jobs.slice(0, 1) }, nth));
    const whole = await closedLoop(POOL, SECONDS, (nth) => wholeCall(payments, nth));
    const p99 = percentile(steady.latencies, 0.99);
    const hotP99 = percentile(hot.latencies, 0.99);
    rows.push(
      {
        figure: "reserve + settle over many chats",
        measured: `${most.perSecond.toFixed(0)}/s`,
        limit: `≥ ${RATE_LIMIT}/s`,
        met: most.perSecond >= RATE_LIMIT,
        note: `${CHATS} chats below one deployment, ${POOL} connections; p99 ${ms(percentile(most.latencies, 0.99))}`,
      },
      {
        figure: `… at ${RATE_LIMIT}/s`,
        measured: `p99 ${ms(p99)}`,
        limit: `p99 ≤ ${MANY_LIMIT_MS} ms`,
        met: p99 <= MANY_LIMIT_MS,
        note: `as they come, whatever is waiting; p50 ${ms(percentile(steady.latencies, 0.5))}; ${steady.perSecond.toFixed(0)}/s were done`,
      },
      {
        figure: "… in one hot chat",
        measured: `p99 ${ms(hotP99)}`,
        limit: `p99 ≤ ${HOT_LIMIT_MS} ms`,
        met: hotP99 <= HOT_LIMIT_MS,
        note: `${POOL} connections, ${hot.perSecond.toFixed(0)}/s`,
      },
      plain(
        "… with the dispatch between, on the disk",
        `${whole.perSecond.toFixed(0)}/s, ${spread(whole.latencies)}`,
        `three statements and one flush a call, ${POOL} connections`,
      ),
      plain(
        "… floor: UPDATE of one row",
        `${floor.perSecond.toFixed(0)}/s, p99 ${ms(percentile(floor.latencies, 0.99))}`,
        `PostgreSQL alone, ${POOL} connections; a reservation and its booking are at least two`,
      ),
    );
    return rows;
  } finally {
    await close();
  }
}

async function measureFloor() {
  const { sql, close } = await freshStores(POOL);
  try {
    await sql`create table floor (id int primary key, n bigint not null)`;
    await sql`insert into floor values (1, 0)`;
    const update = () => sql`update floor set n = n + 1 where id = 1`;
    await closedLoop(POOL, 1, update);
    return await closedLoop(POOL, SECONDS, update);
  } finally {
    await close();
  }
}

/** Everybody buys at once against caps that are too small for it. */
async function overspend(): Promise<Figure> {
  const { stores, sql, close } = await freshStores(CONNECTIONS);
  try {
    const caps = { deploymentDay: 60, chatDay: 12, personDay: 6, session: 2 };
    const jobs = (await jobsOf(sql, 128)).map((job) => ({
      ...job,
      caps: {
        deploymentDay: caps.deploymentDay * DOLLAR,
        deploymentMonth: null,
        chatDay: caps.chatDay * DOLLAR,
        chatMonth: null,
        personDay: caps.personDay * DOLLAR,
        session: caps.session * DOLLAR,
      },
      // Eight chats with four people each, each with four sessions.
      chatId: `c${Math.floor(job.nth / 16)}`,
      personId: `p${Math.floor(job.nth / 4)}`,
    }));
    const watched = watch(stores, jobs);
    const refused = new Map<string, number>();
    let bought = 0;
    let next = 0;
    const begun = performance.now();
    const buy = async () => {
      for (let nth = next++; nth < ATTEMPTS; nth = next++) {
        // Some buy far more than others, so that every kind of cap refuses somebody.
        const job = jobs[Math.floor(jobs.length * ((nth * GOLDEN) % 1) ** 2)] as (typeof jobs)[number];
        const estimateMicros = 20_000 + ((nth * 7919) % 40_000);
        const wanted = reservationOf(job, `over/${nth}`, estimateMicros);
        const tried = await stores.money.reserve(wanted);
        if (tried.kind === "refused") refused.set(tried.refusal.scope, (refused.get(tried.refusal.scope) ?? 0) + 1);
        if (tried.kind !== "reserved") continue;
        bought += 1;
        await stores.money.dispatch(wanted.callKey, job.fence);
        if (nth % 10 === 0) await stores.money.release(wanted.callKey, "E_AI_TIMEOUT", 5);
        else if (nth % 10 === 1) await stores.money.giveUp(wanted.callKey, "E_AI_TIMEOUT", 5);
        else {
          const micros = Math.round((estimateMicros * (nth % 7)) / 6);
          await stores.money.settle(wanted.callKey, { micros, usage: {}, latencyMs: 5 });
        }
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, buy));
    const seconds = (performance.now() - begun) / 1000;
    const over = await watched.end();
    const differences = await stores.money.audit();
    const by = [...refused].map(([scope, count]) => `${count} by ${scope}`).join(", ");
    return {
      figure: "over-spend on four caps",
      measured: `${over} µ$`,
      limit: "0 µ$",
      met: over === 0 && differences.length === 0,
      note: `${ATTEMPTS} attempts over ${CONNECTIONS} connections in ${seconds.toFixed(1)} s: ${bought} reserved, refused ${by}; ${differences.length} differences in the books`,
    };
  } finally {
    await close();
  }
}

/** Looks at all counters again and again; the most that any was ever above its cap. */
function watch(stores: Stores, jobs: Parameters<typeof windowsOf>[0][]) {
  const all = new Map(jobs.flatMap(windowsOf).map((w) => [`${w.scope} ${w.scopeId} ${w.period}`, w]));
  let over = 0;
  let ended = false;
  const above = ({ capMicros, spentMicros, reservedMicros }: WindowState) =>
    capMicros === null ? 0 : spentMicros + reservedMicros - capMicros;
  const look = async () => {
    over = Math.max(over, ...(await stores.money.windows([...all.values()])).map(above));
  };
  const watching = (async () => {
    while (!ended) {
      await look();
      await delay(50);
    }
  })();
  return {
    async end() {
      ended = true;
      await watching;
      await look();
      return over;
    },
  };
}
