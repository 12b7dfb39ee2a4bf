import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import { createFakeOpenAi } from "../tests/fakes/fake-openai-server.ts";
import { createFakeOpenRouter, openRouterScript } from "../tests/fakes/fake-openrouter-server.ts";
import { solidPng } from "../tests/fakes/tiny-png.ts";
import { deploy, vendorEnv } from "./kit/deployment.ts";
import { type Figure, median } from "./kit/figures.ts";
import { ampleEnv, createStage } from "./kit/people.ts";

const DELAY_MS = 1000;
const ROUNDS = 3;
const SESSIONS = 3;
const LIMIT = 1.05;
/** Refine, four pictures, four looks, three revisions, recommendations. */
const MOST_CALLS = 1 + (ROUNDS + 1) * 2 + ROUNDS + 1;

/** Optimize ×3 on Telegram with providers that answer in a second: how much longer than its calls it takes. */
export async function overhead(): Promise<Figure[]> {
  const stage = await createStage();
  const script = openRouterScript({ path: [0.3, 0.5, 0.5, 0.8] });
  // Painted beforehand, so that the provider's own work is not taken for the bot's.
  const openai = await createFakeOpenAi({ delayMs: DELAY_MS, picture: solidPng(1024, 1024, [150, 90, 60]) });
  const text = await createFakeOpenRouter({ delayMs: DELAY_MS, script });
  const { sql, close } = await deploy({
    ...ampleEnv(stage.telegram),
    ...vendorEnv(openai, text),
    TARGET_SCORE: "100",
  });
  try {
    const runs: { ratio: number; calls: number; waves: number; ms: number }[] = [];
    for (let at = 1; at <= SESSIONS; at++) {
      const [person] = stage.people(1);
      if (!person) break;
      const before = [openai.requests.length, text.requests.length] as const;
      stage.telegram.sendText(person.chat.id, person.user, `/optimize a red fox ${at} iterations=${ROUNDS}`);
      const ms = await lastingOf(sql, at);
      const calls = [...openai.requests.slice(before[0]), ...text.requests.slice(before[1])];
      const waves = wavesOf(calls.map((call) => call.at));
      runs.push({ ratio: ms / (waves * DELAY_MS), calls: calls.length, waves, ms });
    }
    const ratio = median(runs.map((run) => run.ratio));
    const of = runs.map(({ calls, waves, ms }) => `${calls} calls, ${waves} in a row: ${(ms / 1000).toFixed(2)} s`);
    return [
      {
        figure: `Optimize ×${ROUNDS} over the sum of its calls`,
        measured: `${ratio.toFixed(3)} ×`,
        limit: `≤ ${LIMIT} ×`,
        met: ratio <= LIMIT,
        note: `providers answer in ${DELAY_MS} ms, at most ${MOST_CALLS} calls; ${[...new Set(of)].join("; ")}`,
      },
    ];
  } finally {
    await close();
    await Promise.all([stage.telegram.stop(), openai.close(), text.close()]);
  }
}

/** From the job's acceptance to its end (ms), by the database's clock. */
async function lastingOf(sql: postgres.Sql, nth: number): Promise<number> {
  for (;;) {
    const [job] = await sql`select state, extract(epoch from finished_at - created_at)::float * 1000 as ms from jobs
      order by created_at offset ${nth - 1} limit 1`;
    if (job?.ms !== null && job?.ms !== undefined) {
      if (job.state !== "succeeded") throw new Error(`the session ended ${job.state}`);
      return job.ms as number;
    }
    await delay(100);
  }
}

/** How many calls had to wait for one before them: calls that were in the air together count once. */
function wavesOf(arrivals: readonly number[]): number {
  let waves = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const at of arrivals.toSorted((a, b) => a - b)) {
    if (at < end) continue;
    waves += 1;
    // Timers may be a little early.
    end = at + DELAY_MS - 5;
  }
  return waves;
}
