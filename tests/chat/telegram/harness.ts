import { setTimeout as after } from "node:timers/promises";
import { pino } from "pino";
import sharp from "sharp";
import { onTestFinished } from "vitest";
import type { Intent } from "../../../src/chat/intents.ts";
import type { OutgoingMessage, PlatformHost, PostableView, PostHelp } from "../../../src/chat/platform.ts";
import { createTelegram, type TelegramOptions } from "../../../src/chat/telegram/index.ts";
import type { Clock } from "../../../src/ports/clock.ts";
import type { ImageData } from "../../../src/ports/models.ts";
import { createFakeTelegramServer, type FakeTelegram } from "../../fakes/fake-telegram-server.ts";

/** Waits shortly whatever is asked, and remembers what was. */
function createQuickClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(),
    async sleep(ms, signal) {
      slept.push(ms);
      await after(Math.min(ms, 30), undefined, { signal });
    },
  };
}

/** A picture of one colour. */
export async function createPicture(width: number, height: number, colour = "#c96"): Promise<ImageData> {
  const bytes = await sharp({ create: { width, height, channels: 3, background: colour } })
    .png()
    .toBuffer();
  return { bytes: new Uint8Array(bytes), mediaType: "image/png" };
}

/** A host that keeps what it gets, and can be told to fail. */
export interface RecordingHost extends PlatformHost {
  readonly intents: Intent[];
  failures: number;
}

function createHost(): RecordingHost {
  const host: RecordingHost = {
    intents: [],
    failures: 0,
    form: async () => null,
    admits: async () => true,
    suggest: async () => [],
    async receive(_platform, intents) {
      if (host.failures > 0) {
        host.failures--;
        throw new Error("the database is away");
      }
      host.intents.push(...intents);
    },
  };
  return host;
}

/** The Telegram front end with a fake Telegram; both are stopped with the test. */
export async function createHarness(options: Partial<TelegramOptions> & { server?: FakeTelegram } = {}) {
  const server = options.server ?? (await createFakeTelegramServer());
  const logged: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void logged.push(line) });
  const clock = createQuickClock();
  const fitted: { maxSide: number; maxBytes: number }[] = [];
  const fitImage: TelegramOptions["fitImage"] = async (image, limits) => {
    fitted.push(limits);
    const box = { width: limits.maxSide, height: limits.maxSide, fit: "inside", withoutEnlargement: true } as const;
    const bytes = await sharp(image.bytes).resize(box).jpeg({ quality: 60 }).toBuffer();
    return { bytes: new Uint8Array(bytes), mediaType: "image/jpeg" };
  };
  const { token, apiRoot } = server;
  const telegram = createTelegram({ token, apiRoot, log, clock, fitImage, ...options });
  onTestFinished(async () => {
    await telegram.stop();
    await server.stop();
  });
  return { server, telegram, clock, fitted, host: createHost(), logged, ...createOutbox(telegram) };
}

/** Posts as the outbox would: the same message again knows what was saved of it. */
function createOutbox(telegram: { post: ReturnType<typeof createTelegram>["post"] }) {
  const pictures = new Map<string, ImageData>();
  const shown = new Map<string, Record<string, unknown>>();
  const saved: { messageId: string; posted: Record<string, unknown> }[] = [];
  const help: PostHelp = {
    async saveMessageId(messageId, posted) {
      saved.push({ messageId, posted });
    },
    async image(id) {
      const data = pictures.get(id);
      if (!data) throw new Error(`no picture ${id}`);
      const { width, height } = await sharp(data.bytes).metadata();
      const facts = { jobId: "job", sha256: "", path: "", bytes: data.bytes.byteLength, width, height };
      return { stored: { id, mediaType: data.mediaType, ...facts }, data };
    },
    attachment: async () => new Uint8Array([1, 2, 3]),
    postedImage: async (id) => shown.get(id) ?? null,
  };
  const post = async (message: OutgoingMessage) => {
    const outcome = await telegram.post(message, help);
    if (outcome.kind === "posted" && typeof outcome.posted.imageId === "string") {
      shown.set(outcome.posted.imageId, outcome.posted);
    }
    return outcome;
  };
  return { pictures, shown, saved, help, post };
}

/** A message to post into a chat. */
export function outgoing(
  chatId: number,
  view: Partial<PostableView>,
  more: Partial<Omit<OutgoingMessage, "view" | "place">> & { threadId?: number } = {},
): OutgoingMessage {
  const { threadId, ...rest } = more;
  return {
    id: "outbox-1",
    place: {
      platform: "telegram",
      chatId: String(chatId),
      threadId: threadId === undefined ? null : String(threadId),
      kind: chatId > 0 ? "private" : "group",
    },
    view: { text: [], buttons: [], asksReply: false, live: false, ...view },
    replyToMessageId: null,
    messageId: null,
    posted: null,
    ...rest,
  };
}

/** The outcome of a post that went well. */
export function postedOf(outcome: Awaited<ReturnType<ReturnType<typeof createTelegram>["post"]>>) {
  if (outcome.kind !== "posted") throw new Error(`not posted: ${JSON.stringify(outcome)}`);
  return outcome;
}
