import { Routes } from "discord.js";
import type { Logger } from "pino";
import type { Place } from "../../domain/session.ts";
import type { Clock } from "../../ports/clock.ts";
import type { FitImage } from "../../ports/images.ts";
import type { CommandMenu, OutgoingMessage, Platform } from "../platform.ts";
import type { DownloadOptions } from "../read-file.ts";
import type { Wording } from "../wording.ts";
import { createAcknowledger, NOBODY } from "./acknowledge.ts";
import { createDiscordApi } from "./api.ts";
import { createInteractionBook } from "./book.ts";
import { createChannels } from "./channels.ts";
import { createCommandBook, setCommands } from "./commands.ts";
import { MAX_LABEL } from "./components.ts";
import { MAX_TEXT } from "./content.ts";
import { download } from "./download.ts";
import { createGateway } from "./gateway.ts";
import { escapeMarkdown } from "./markdown.ts";
import { isModerator } from "./moderators.ts";
import { NEEDED } from "./permissions.ts";
import { MAX_ALBUM, post } from "./render.ts";
import { createTaker } from "./take.ts";

/** What the Discord front end is built from. */
export interface DiscordOptions {
  readonly token: string;
  /** Of the REST API; the gateway's address comes from it, and files may be fetched from its origin. */
  readonly apiRoot: string;
  /** Registers the commands in this server only. */
  readonly guildId?: string;
  /** Shards of the gateway; one unless told otherwise. */
  readonly shards?: number | "auto";
  readonly log: Logger;
  readonly clock: Clock;
  readonly wording: Wording;
  readonly fitImage: FitImage;
  /** For what people attach. */
  readonly fetch: typeof globalThis.fetch;
}

/** Discord as a platform, with what its files and moderators need beyond that. */
export interface Discord extends Platform {
  /** Fetches a file that somebody attached, by its `IncomingFile.ref`. */
  download(ref: string, options: DownloadOptions): AsyncIterable<Uint8Array>;
  /** Whether a person may manage the chat's server, asked at this moment. */
  isModerator(place: Place, personId: string): Promise<boolean>;
}

/** Discord allows five edits of a channel in five seconds; other messages want some of them. */
const LIMITS = {
  text: MAX_TEXT,
  caption: MAX_TEXT,
  buttonLabel: MAX_LABEL,
  buttonsPerRow: 5,
  album: MAX_ALBUM,
  menus: true,
  editInterval: { private: 1000, group: 1500 },
} as const;
/** A person is told of missing permissions in a channel at most this often (ms). */
const TELL_AGAIN_MS = 10 * 60_000;
const MAX_NOTICE = 1900;

/** Builds the Discord front end. Posting works without `start`, which is for taking events. */
export function createDiscord(options: DiscordOptions): Discord {
  const { token, log, clock, wording, fitImage } = options;
  const apiRoot = options.apiRoot.replace(/\/+$/, "");
  const api = createDiscordApi({ token, apiRoot, fetch: options.fetch });
  const book = createInteractionBook(() => clock.now().getTime());
  const acknowledge = createAcknowledger({ api, book, log });
  const channels = createChannels(api);
  const gateway = createGateway({ token, apiRoot, fetch: options.fetch, shards: options.shards, log, clock });
  const stopped = new AbortController();
  const told = new Map<string, number>();
  let menus: readonly CommandMenu[] = [];
  const commands = createCommandBook(() => menus);

  /** Tells the person by whom it would have been seen which permissions are missing: by a token, else in private. */
  const tellMissing = async ({ place, personId }: OutgoingMessage) => {
    const channelId = place.threadId ?? place.chatId;
    const now = clock.now().getTime();
    if (!personId || place.kind === "private" || now - (told.get(channelId) ?? 0) < TELL_AGAIN_MS) return;
    told.set(channelId, now);
    const interaction = book.ofPerson(channelId, personId) ?? book.ofPerson(place.chatId, personId);
    const language = wording.choose(interaction?.locale ?? null);
    const text = wording.text(language, "missing-permissions", { list: Object.keys(NEEDED).join(", ") });
    if (interaction) return acknowledge.tell(interaction, text, false);
    const content = `<#${place.chatId}>: ${text}`;
    const chat = await channels.privateChat(personId);
    await api.call("post", Routes.channelMessages(chat), { body: { content, allowed_mentions: NOBODY } });
  };
  const tools = {
    ...{ api, book, channels, log, fitImage },
    onMissingPermissions: (message: OutgoingMessage) =>
      void tellMissing(message).catch((error: Error) => log.debug({ reason: error.message }, "nobody could be told")),
  };
  return {
    id: "discord",
    limits: LIMITS,
    async start(host) {
      const intake = { host, acknowledge, channels, commands, wording, log, clock, signal: stopped.signal };
      await gateway.start(createTaker(intake));
    },
    async stop() {
      stopped.abort();
      await gateway.stop();
    },
    status: gateway.status,
    post: (message, help) => post(tools, message, help),
    async answerPress(pressId, { notice, alert }) {
      const interaction = book.get(pressId);
      const text = notice && escapeMarkdown(notice).slice(0, MAX_NOTICE);
      // A modal that belongs to no message was told "thinking…".
      if (interaction?.deferred) await acknowledge.settle(interaction, text);
      else if (interaction && text) await acknowledge.tell(interaction, text, !alert);
    },
    async settle(updateId, notice) {
      const interaction = book.get(updateId);
      if (interaction) await acknowledge.settle(interaction, notice && escapeMarkdown(notice).slice(0, MAX_NOTICE));
    },
    async showActivity(place) {
      const show = async () => {
        const channelId = await channels.channelOf(place);
        // Where no thread could be opened the session stays in the channel.
        const shownIn = channels.isThreadless(channelId) ? place.chatId : channelId;
        await api.call("post", Routes.channelTyping(shownIn));
      };
      await show().catch((error: Error) => log.debug({ reason: error.message }, "activity was not shown"));
    },
    async setCommands(given) {
      menus = given;
      const { applicationId } = await gateway.me();
      await setCommands({ api, log }, { applicationId, guildId: options.guildId }, given);
    },
    download: (ref, limits) => download({ apiRoot, fetch: options.fetch }, ref, limits),
    isModerator: (place, personId) => isModerator({ api, channels }, place, personId),
  };
}
