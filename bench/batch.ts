import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import { deploy } from "./kit/deployment.ts";
import { type Figure, percentile, plain, spread } from "./kit/figures.ts";
import { ampleEnv, createStage } from "./kit/people.ts";
import { largePhoto } from "./kit/uploads.ts";

const UPLOADS = 20;
const OTHERS = 25;
const PER_SECOND = 25;
const IDLE_SECONDS = 15;
const PATIENCE_MS = 120_000;

/** Twenty people send a photo of 12 megapixels in the same moment, while others begin sessions by words. */
export async function batch(): Promise<Figure[]> {
  const stage = await createStage();
  const { sql, close } = await deploy({ ...ampleEnv(stage.telegram), IMAGE_PROVIDER: "sketch" });
  try {
    const others = stage.people(OTHERS);
    const photos: Buffer[] = [];
    for (let at = 0; at < UPLOADS; at++) photos.push(await largePhoto(at));
    await stage.talk(others, PER_SECOND, (ms) => ms < 3_000);
    const idle = await stage.talk(others, PER_SECOND, (ms) => ms < IDLE_SECONDS * 1000);

    const began = performance.now();
    for (const [at, { user, chat }] of stage.people(UPLOADS).entries())
      await stage.telegram.sendPhoto(chat.id, user, photos[at] as Buffer, {
        caption: "make the sky pink",
        asFile: `photo-${at}.jpg`,
      });
    let ended = false;
    const meanwhile = stage.talk(others, PER_SECOND, () => !ended);
    const states = await taken(sql);
    const took = performance.now() - began;
    ended = true;
    const busy = await meanwhile;
    const ratio = percentile(busy.first, 0.99) / percentile(idle.first, 0.99);
    const well = states.get("succeeded") ?? 0;
    return [
      {
        figure: `others' first answer while ${UPLOADS} photos are taken in`,
        measured: `p99 ${ratio.toFixed(2)} × idle`,
        limit: "≤ 2 × idle p99",
        met: ratio <= 2 && well === UPLOADS && busy.unanswered === 0,
        note: `${spread(busy.first)}; idle: ${spread(idle.first)}; ${busy.first.length} messages, ${busy.unanswered} unanswered`,
      },
      plain("… until all are taken in", `${(took / 1000).toFixed(1)} s`, `${well} of ${UPLOADS}, 12 megapixels each`),
    ];
  } finally {
    await close();
    await stage.telegram.stop();
  }
}

/** Waits until every photo is taken in or refused; how many jobs ended how. */
async function taken(sql: postgres.Sql): Promise<Map<string, number>> {
  for (const end = Date.now() + PATIENCE_MS; ; await delay(100)) {
    const rows = await sql`select state, count(*)::int as count from jobs where tool = 'receive' group by state`;
    const states = new Map(rows.map((row) => [row.state as string, row.count as number]));
    const total = [...states.values()].reduce((sum, count) => sum + count, 0);
    const isOver = total >= UPLOADS && !states.has("queued") && !states.has("running");
    if (isOver || Date.now() > end) return states;
  }
}
