import type { Update } from "grammy/types";
import type { Logger } from "pino";
import type { Clock } from "../../ports/clock.ts";
import type { PlatformHost } from "../platform.ts";
import type { Me } from "./address.ts";
import { ALBUM_WINDOW_MS, albumOf, readBatch } from "./albums.ts";
import type { BotApi } from "./bot-api.ts";
import { createTroubles } from "./troubles.ts";

/** What we ask Telegram for. */
export const ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"] as const;

const LONG_POLL_S = 30;
const BATCH = 100;
/** Rounds of waiting for an album's last parts, so that a stream of albums cannot hold up everything. */
const ALBUM_ROUNDS = 5;

/** What the loop needs. */
export interface Polling {
  readonly api: BotApi;
  readonly me: Me;
  readonly host: PlatformHost;
  readonly log: Logger;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  onStatus(status: "up" | "down"): void;
}

/**
 * Asks for updates until called off. The offset, which is what acknowledges, moves only after the host has saved what
 * came: whatever happens in between, Telegram gives the same updates again.
 */
export async function poll(polling: Polling): Promise<void> {
  const { host, log, clock, signal, onStatus } = polling;
  const troubles = createTroubles(log, clock, signal);
  let offset = 0;
  while (!signal.aborted) {
    try {
      const updates = await wholeAlbums(polling, offset, await ask(polling, offset, LONG_POLL_S));
      onStatus("up");
      const intents = readBatch(updates, polling.me, (err) => log.error({ err }, "an update could not be read"));
      if (intents.length > 0) await host.receive("telegram", intents);
      offset = updates.reduce((next, update) => Math.max(next, update.update_id + 1), offset);
      troubles.over();
    } catch (error) {
      if (signal.aborted) return;
      onStatus("down");
      await troubles.wait(error);
    }
  }
}

function ask({ api, signal }: Polling, offset: number, timeout: number): Promise<Update[]> {
  const payload = { offset, timeout, limit: BATCH, allowed_updates: [...ALLOWED_UPDATES] };
  return api.call("getUpdates", payload, { signal, limitMs: (timeout + 10) * 1000 });
}

/**
 * Waits for the rest of an album, whose parts come as updates of their own: asks again with the same offset until no
 * part is added. Telegram keeps all of it meanwhile, so a crash loses nothing.
 */
async function wholeAlbums(polling: Polling, offset: number, first: Update[]): Promise<Update[]> {
  let updates = first;
  for (let round = 0; round < ALBUM_ROUNDS && updates.some(albumOf); round++) {
    if (updates.length >= BATCH) return beforeCutAlbum(updates);
    await polling.clock.sleep(ALBUM_WINDOW_MS, polling.signal);
    const again = await ask(polling, offset, 0);
    const settled = countParts(again) === countParts(updates);
    updates = again;
    if (settled) break;
  }
  return updates;
}

const countParts = (updates: readonly Update[]) => updates.filter(albumOf).length;

/** A full batch may end in the middle of an album, which is then left for the next one. */
function beforeCutAlbum(updates: Update[]): Update[] {
  const last = updates.at(-1);
  const album = last && albumOf(last);
  const start = album ? updates.findIndex((update) => albumOf(update) === album) : -1;
  return start > 0 ? updates.slice(0, start) : updates;
}
