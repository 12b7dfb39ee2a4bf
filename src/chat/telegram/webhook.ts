import { createHash, timingSafeEqual } from "node:crypto";
import type { Update } from "grammy/types";
import type { Logger } from "pino";
import { z } from "zod";
import type { Clock } from "../../ports/clock.ts";
import type { PlatformHost } from "../platform.ts";
import type { Me } from "./address.ts";
import { ALBUM_WINDOW_MS, albumOf, readBatch } from "./albums.ts";
import type { BotApi } from "./bot-api.ts";
import { ALLOWED_UPDATES } from "./polling.ts";

/** Where Telegram posts updates, and what proves that it was Telegram. */
export interface WebhookAddress {
  readonly url: string;
  readonly secret: string;
}

/** A request as the HTTP server hands it over. */
export interface WebhookRequest {
  /** Of `X-Telegram-Bot-Api-Secret-Token`. */
  readonly secretHeader: string | undefined;
  /** Parsed JSON. */
  readonly body: unknown;
}

/** Tells Telegram the address, when it knows another one or was turned away there (401: the secret was changed). */
export async function registerWebhook(api: BotApi, webhook: WebhookAddress, signal: AbortSignal): Promise<void> {
  const known = await api.call("getWebhookInfo", {}, { signal });
  const same =
    known.url === webhook.url &&
    ALLOWED_UPDATES.every((type) => known.allowed_updates?.includes(type)) &&
    !known.last_error_message?.includes("401");
  if (!same) await setWebhook(api, webhook, signal);
}

/** Tells Telegram the address and the secret. */
export async function setWebhook(api: BotApi, { url, secret }: WebhookAddress, signal: AbortSignal): Promise<void> {
  await api.call("setWebhook", { url, secret_token: secret, allowed_updates: [...ALLOWED_UPDATES] }, { signal });
}

/** Compares in a time that tells nothing about the secret. */
export function isSecret(given: string | undefined, secret: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return given !== undefined && timingSafeEqual(digest(given), digest(secret));
}

const Envelope = z.looseObject({ update_id: z.number().int() });

/** Takes posted updates; the answer's status acknowledges them, so it waits until they are saved. */
export interface WebhookInbox {
  take(body: unknown): Promise<{ status: number }>;
}

/** Builds the inbox. */
export function createWebhookInbox(input: { me: Me; host: PlatformHost; log: Logger; clock: Clock }): WebhookInbox {
  const { me, host, log, clock } = input;
  const save = async (updates: readonly Update[]) => {
    const intents = readBatch(updates, me, (err) => log.error({ err }, "an update could not be read"));
    if (intents.length > 0) await host.receive("telegram", intents);
  };
  const joinAlbum = createJoiner(save, clock);
  return {
    async take(body) {
      const envelope = Envelope.safeParse(body);
      if (!envelope.success) return { status: 400 };
      const update = envelope.data as unknown as Update;
      const album = albumOf(update);
      try {
        await (album ? joinAlbum(album, update) : save([update]));
        return { status: 200 };
      } catch (err) {
        log.error({ err }, "updates could not be saved; Telegram will repeat them");
        return { status: 500 };
      }
    },
  };
}

/**
 * Holds the parts of an album, unanswered, until no more came for a moment; then they are saved as one and answered
 * together, so that after a crash Telegram repeats them all. Where Telegram posts a chat's updates strictly one after
 * another, the parts arrive one by one and are taken as single pictures; long polling joins them in any case.
 */
function createJoiner(save: (updates: readonly Update[]) => Promise<void>, clock: Clock) {
  const open = new Map<string, { parts: Map<number, Update>; saved: Promise<void> }>();
  const collect = async (album: string, parts: Map<number, Update>) => {
    for (let seen = 0; seen < parts.size; ) {
      seen = parts.size;
      await clock.sleep(ALBUM_WINDOW_MS);
    }
    open.delete(album);
    await save([...parts.values()]);
  };
  return (album: string, update: Update): Promise<void> => {
    const joined = open.get(album);
    if (joined) {
      joined.parts.set(update.update_id, update);
      return joined.saved;
    }
    const parts = new Map([[update.update_id, update]]);
    const saved = collect(album, parts);
    open.set(album, { parts, saved });
    return saved;
  };
}
