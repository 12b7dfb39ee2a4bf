import type { Logger } from "pino";
import type { Clock } from "../../ports/clock.ts";
import type { FitImage } from "../../ports/images.ts";
import type { Answer, Platform } from "../platform.ts";
import type { DownloadOptions } from "../read-file.ts";
import { MAX_ALBUM, MAX_CAPTION } from "./album.ts";
import { type BotApi, type CallLimits, createBotApi } from "./bot-api.ts";
import { setCommands } from "./commands.ts";
import { createConnection } from "./connection.ts";
import { download } from "./download.ts";
import { isModerator } from "./moderators.ts";
import { MAX_TEXT, post } from "./render.ts";
import type { WebhookAddress, WebhookRequest } from "./webhook.ts";

/** What the Telegram front end is built from. */
export interface TelegramOptions {
  readonly token: string;
  /** Of the Bot API; files are fetched from it, too. */
  readonly apiRoot: string;
  /** Without it, updates are polled. */
  readonly webhook?: WebhookAddress;
  readonly log: Logger;
  readonly clock: Clock;
  readonly fitImage: FitImage;
  readonly fetch?: typeof globalThis.fetch;
  /** How long calls may take (ms). */
  readonly callLimits?: CallLimits;
}

/** Telegram as a platform, with what its webhook and files need beyond that. */
export interface Telegram extends Platform {
  /** Takes what the HTTP server got at the webhook's path; its status is the answer. */
  handleWebhook(request: WebhookRequest): Promise<{ status: number }>;
  download(ref: string, options: DownloadOptions): AsyncIterable<Uint8Array>;
}

const LIMITS = {
  text: MAX_TEXT,
  caption: MAX_CAPTION,
  buttonLabel: 64,
  buttonsPerRow: 8,
  album: MAX_ALBUM,
  menus: false,
  editInterval: { private: 1000, group: 3000 },
} as const;
const CALL_LIMITS: CallLimits = { json: 10_000, upload: 60_000 };
const MAX_NOTICE = 200;

/** Builds the Telegram front end. Posting works without `start`, which is for taking updates. */
export function createTelegram(options: TelegramOptions): Telegram {
  const { token, log, clock, fitImage } = options;
  const fetch = options.fetch ?? globalThis.fetch;
  const apiRoot = options.apiRoot.replace(/\/+$/, "");
  const api = createBotApi({ token, apiRoot, fetch, limits: options.callLimits ?? CALL_LIMITS });
  const connection = createConnection({ ...options, api });
  return {
    id: "telegram",
    limits: LIMITS,
    start: connection.start,
    stop: connection.stop,
    status: connection.status,
    handleWebhook: connection.handleWebhook,
    post: (message, help) => post({ api, log, fitImage }, message, help),
    answerPress: (pressId, answer) => answerPress(api, log, pressId, answer),
    isModerator: (place, personId) => isModerator(api, place, personId),
    async showActivity(place, action) {
      const topic = place.threadId === null ? {} : { message_thread_id: Number(place.threadId) };
      const call = api.call("sendChatAction", { chat_id: Number(place.chatId), action, ...topic });
      await call.catch((error: Error) => log.debug({ reason: error.message }, "activity was not shown"));
    },
    setCommands: (menus) => setCommands({ api, log, clock }, menus),
    download: (ref, limits) => download({ api, apiRoot, token, fetch }, ref, limits),
  };
}

async function answerPress(api: BotApi, log: Logger, pressId: string, { notice, alert }: Answer): Promise<void> {
  const text = notice && notice.length > MAX_NOTICE ? `${notice.slice(0, MAX_NOTICE - 1)}…` : notice;
  const shown = text ? { text, show_alert: alert ?? false } : {};
  const call = api.call("answerCallbackQuery", { callback_query_id: pressId, ...shown });
  await call.catch((error: Error) => log.debug({ reason: error.message }, "a press was not answered"));
}
