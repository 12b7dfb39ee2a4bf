import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import { deploy } from "./kit/deployment.ts";
import { type Figure, median, percentile, plain, spread } from "./kit/figures.ts";
import { ampleEnv, createStage, type Person } from "./kit/people.ts";
import { largePhoto } from "./kit/uploads.ts";

const UPLOADS = 20;
/** Of a single one the 99th percentile is its worst message. Each follows an idle time, as a machine has slower minutes. */
const BATCHES = 6;
const WARM_UPS = 3;
const OTHERS = 25;
const PER_SECOND = 25;
const IDLE_SECONDS = 10;
const PATIENCE_MS = 120_000;

/** Twenty people send a photo of 12 megapixels in the same moment, while others begin sessions by words. */
export async function batch(): Promise<Figure[]> {
  const stage = await createStage();
  const { sql, close } = await deploy({ ...ampleEnv(stage.telegram), IMAGE_PROVIDER: "sketch" });
  try {
    const others = stage.people(OTHERS);
    const photos: Buffer[] = [];
    for (let at = 0; at < UPLOADS; at++) photos.push(await largePhoto(at));
    // Neither words nor photos are the first that the program sees.
    await stage.talk(others, PER_SECOND, (ms) => ms < 3_000);
    for (const send of await uploadAll(stage, photos.slice(0, WARM_UPS))) send();
    await taken(sql, WARM_UPS);
    const idle: number[] = [];
    const first: number[] = [];
    const took: number[] = [];
    let unanswered = 0;
    let states = new Map<string, number>();
    for (let batch = 1; batch <= BATCHES; batch++) {
      const send = await uploadAll(stage, photos);
      idle.push(...(await stage.talk(others, PER_SECOND, (ms) => ms < IDLE_SECONDS * 1000)).first);
      let ended = false;
      const meanwhile = stage.talk(others, PER_SECOND, () => !ended);
      const began = performance.now();
      for (const one of send) one();
      states = await taken(sql, WARM_UPS + batch * UPLOADS);
      took.push(performance.now() - began);
      ended = true;
      const busy = await meanwhile;
      first.push(...busy.first);
      unanswered += busy.unanswered;
    }
    const ratio = percentile(first, 0.99) / percentile(idle, 0.99);
    const well = states.get("succeeded") ?? 0;
    return [
      {
        figure: `others' first answer while ${UPLOADS} photos are taken in`,
        measured: `p99 ${ratio.toFixed(2)} × idle`,
        limit: "≤ 2 × idle p99",
        met: ratio <= 2 && well === WARM_UPS + BATCHES * UPLOADS && unanswered === 0,
        note: `${spread(first)}; idle: ${spread(idle)}; ${first.length} messages in ${BATCHES} batches, ${unanswered} unanswered`,
      },
      plain(
        "… until all are taken in",
        `${(median(took) / 1000).toFixed(1)} s`,
        `${well - WARM_UPS} of ${BATCHES * UPLOADS}, 12 megapixels each; beside ${PER_SECOND} messages/s`,
      ),
    ];
  } finally {
    await close();
    await stage.telegram.stop();
  }
}

/** Each by a person of their own: they are with Telegram, and sent by calling the results. */
function uploadAll(stage: Awaited<ReturnType<typeof createStage>>, photos: readonly Buffer[]) {
  const upload = ({ user, chat }: Person, at: number) =>
    stage.telegram.uploadPhoto(chat.id, user, photos[at] as Buffer, {
      caption: "make the sky pink",
      asFile: `photo-${at}.jpg`,
    });
  return Promise.all(stage.people(photos.length).map(upload));
}

/** Waits until so many photos are taken in or refused; how many jobs ended how. */
async function taken(sql: postgres.Sql, wanted: number): Promise<Map<string, number>> {
  for (const end = Date.now() + PATIENCE_MS; ; await delay(100)) {
    const rows = await sql`select state, count(*)::int as count from jobs where tool = 'receive' group by state`;
    const states = new Map(rows.map((row) => [row.state as string, row.count as number]));
    const total = [...states.values()].reduce((sum, count) => sum + count, 0);
    const isOver = total >= wanted && !states.has("queued") && !states.has("running");
    if (isOver || Date.now() > end) return states;
  }
}
