import { freshStores } from "./kit/database.ts";
import { type Figure, median, ms } from "./kit/figures.ts";
import { closedLoop, jobsOf, type Payments, pair } from "./kit/payments.ts";

const ROWS = 10_000_000;
const BATCH = 1_000_000;
const AT_ONCE = 8;
const SECONDS = 10;
const LIMIT = 1.2;

/** Reserve and settle on a ledger with a long past against one with none. Takes minutes and about 3 GB. */
export async function moneyHistory(): Promise<Figure[]> {
  const { stores, sql, close } = await freshStores(AT_ONCE);
  try {
    const payments: Payments = { stores, jobs: await jobsOf(sql, 200) };
    await closedLoop(AT_ONCE, 2, (nth) => pair(payments, nth));
    const young = await closedLoop(AT_ONCE, SECONDS, (nth) => pair(payments, nth));
    for (let from = 0; from < ROWS; from += BATCH)
      await sql`insert into ledger (call_key, movement, spent_micros, reserved_micros)
        select 'old/' || n, case when n % 2 = 0 then 'reserve' else 'settle' end, 30000, 0
        from generate_series(${from}::int, ${from + BATCH - 1}::int) n`;
    await sql`vacuum analyze`;
    await sql`checkpoint`;
    await closedLoop(AT_ONCE, 2, (nth) => pair(payments, nth));
    const old = await closedLoop(AT_ONCE, SECONDS, (nth) => pair(payments, nth));
    const ratio = median(old.latencies) / median(young.latencies);
    return [
      {
        figure: "reserve + settle with 10 million ledger rows",
        measured: `${ratio.toFixed(2)} ×`,
        limit: `≤ ${LIMIT} ×`,
        met: ratio <= LIMIT,
        note: `p50 ${ms(median(old.latencies))} against ${ms(median(young.latencies))} with none; ${old.perSecond.toFixed(0)}/s against ${young.perSecond.toFixed(0)}/s`,
      },
    ];
  } finally {
    await close();
  }
}
