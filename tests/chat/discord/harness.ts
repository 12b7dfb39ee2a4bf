import { join } from "node:path";
import { pino } from "pino";
import sharp from "sharp";
import { onTestFinished } from "vitest";
import { commandMenus } from "../../../src/chat/commands.ts";
import { createDiscord, type DiscordOptions } from "../../../src/chat/discord/index.ts";
import type { Form, Suggestion } from "../../../src/chat/forms.ts";
import type { Intent } from "../../../src/chat/intents.ts";
import type { OutgoingMessage, PlatformHost, PostableView, PostHelp } from "../../../src/chat/platform.ts";
import { loadWording } from "../../../src/chat/wording.ts";
import type { Place } from "../../../src/domain/session.ts";
import type { Clock } from "../../../src/ports/clock.ts";
import type { ImageData } from "../../../src/ports/models.ts";
import { createFakeDiscordServer, type FakeChannel } from "../../fakes/fake-discord-server.ts";

export const wording = loadWording(join(import.meta.dirname, "../../../src/chat/locales"));

/** A host that keeps what it gets, and can be told to fail. */
export interface RecordingHost extends PlatformHost {
  readonly intents: Intent[];
  failures: number;
  formed: Form | null;
  suggested: Suggestion[];
  admitted: boolean;
}

function createHost(): RecordingHost {
  const seen = new Set<string>();
  const host: RecordingHost = {
    ...{ intents: [], failures: 0, formed: null, suggested: [], admitted: true },
    form: async () => host.formed,
    admits: async () => host.admitted,
    suggest: async () => host.suggested,
    async receive(_platform, intents) {
      if (host.failures > 0) {
        host.failures--;
        throw new Error("the database is away");
      }
      for (const intent of intents) if (!seen.has(intent.updateId)) host.intents.push(intent);
      for (const intent of intents) seen.add(intent.updateId);
    },
  };
  return host;
}

/** A picture of one colour. */
export async function createPicture(width: number, height: number): Promise<ImageData> {
  const bytes = await sharp({ create: { width, height, channels: 3, background: "#c96" } })
    .png()
    .toBuffer();
  return { bytes: new Uint8Array(bytes), mediaType: "image/png" };
}

/** The Discord front end with a fake Discord; both are stopped with the test. */
export async function createHarness(options: Partial<DiscordOptions> = {}) {
  const server = await createFakeDiscordServer();
  const logged: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void logged.push(line) });
  const slept: number[] = [];
  const clock: Clock = {
    now: () => new Date(),
    sleep: (ms, signal) => {
      slept.push(ms);
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, Math.min(ms, ms >= 1000 ? 5_000 : 20));
        signal?.addEventListener("abort", () => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
  };
  const fitted: { maxSide: number; maxBytes: number }[] = [];
  const fitImage: DiscordOptions["fitImage"] = async (image, limits) => {
    fitted.push(limits);
    const bytes = await sharp(image.bytes).resize(8).jpeg({ quality: 60 }).toBuffer();
    return { bytes: new Uint8Array(bytes), mediaType: "image/jpeg" };
  };
  const { token, apiRoot } = server;
  const discord = createDiscord({ token, apiRoot, fetch: globalThis.fetch, log, clock, wording, fitImage, ...options });
  const host = createHost();
  onTestFinished(async () => {
    await discord.stop();
    await server.stop();
  });
  const start = async () => {
    await discord.start(host);
    await discord.setCommands(commandMenus(wording));
  };
  const pictures = new Map<string, ImageData>();
  const help: PostHelp = {
    saveMessageId: async () => {},
    async image(id) {
      const data = pictures.get(id);
      if (!data) throw new Error(`no picture ${id}`);
      const { width, height } = await sharp(data.bytes).metadata();
      const facts = { jobId: "job", sha256: "", path: "", bytes: data.bytes.byteLength, width, height };
      return { stored: { id, mediaType: data.mediaType, ...facts }, data };
    },
    postedImage: async () => null,
    attachment: async () => new Uint8Array([1, 2, 3]),
  };
  const post = (message: OutgoingMessage) => discord.post(message, help);
  return { server, discord, host, start, logged, slept, fitted, pictures, help, post };
}

/** The place of a channel: in private it has the person's id. */
export function placeIn({ id, recipient }: FakeChannel, threadId: string | null = null): Place {
  return { platform: "discord", chatId: recipient?.id ?? id, threadId, kind: recipient ? "private" : "group" };
}

/** A message to post into a channel. */
export function outgoing(
  channel: FakeChannel,
  view: Partial<PostableView>,
  more: Partial<Omit<OutgoingMessage, "view" | "place">> & { threadId?: string } = {},
): OutgoingMessage {
  const { threadId = null, ...rest } = more;
  return {
    id: "outbox-1",
    place: placeIn(channel, threadId),
    view: { text: [], buttons: [], asksReply: false, live: false, ...view },
    ...{ replyToMessageId: null, messageId: null, posted: null },
    ...rest,
  };
}
