import type { APIAttachment, GatewayMessageCreateDispatchData } from "discord.js";
import { ChannelType, MessageType, PermissionFlagsBits } from "discord.js";
import type { Action, IncomingFile, Intent } from "../intents.ts";
import { addressed } from "./address.ts";

/** What has to be known of a channel to tell the chat and the thread in it. */
export interface ChannelFacts {
  readonly id: string;
  readonly type: ChannelType;
  readonly parentId: string | null;
  readonly name: string | null;
}

/** Commands that begin a session; in a channel it gets a thread of its own. */
const BEGINNERS: ReadonlySet<string> = new Set(["imagine", "optimize"]);
const THREADS: ReadonlySet<ChannelType> = new Set([
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
]);
/** Channels in which a thread can be begun from a message. */
const THREADABLE: ReadonlySet<ChannelType> = new Set([ChannelType.GuildText, ChannelType.GuildAnnouncement]);
/** Messages that people write; the others tell of joins, pins and the like. */
const WRITTEN: ReadonlySet<MessageType> = new Set([MessageType.Default, MessageType.Reply]);

/**
 * Where something happened: the chat is the channel, also for what happens in one of its threads. A private chat has its
 * person's id, so that it can be named before anybody wrote in it.
 */
export function placeOf(channel: ChannelFacts, personId: string): Intent["place"] {
  if (channel.type === ChannelType.DM)
    return { platform: "discord", chatId: personId, threadId: null, kind: "private" };
  const isThread = THREADS.has(channel.type) && channel.parentId !== null;
  return {
    platform: "discord",
    chatId: isThread ? (channel.parentId as string) : channel.id,
    threadId: isThread ? channel.id : null,
    kind: "group",
  };
}

/** Whether a session that begins with a message here may have a thread of its own. */
export function mayBeginThread(channel: ChannelFacts): boolean {
  return THREADABLE.has(channel.type);
}

/** A thread that begins with a message has that message's id, so it can be named before it is there. */
export function inOwnThread(place: Intent["place"], messageId: string): Intent["place"] {
  return { ...place, threadId: messageId };
}

/** Reads a message: what somebody wants of this bot, or null when it is none of its business. */
export function readMessage(
  message: GatewayMessageCreateDispatchData,
  channel: ChannelFacts,
  meId: string,
): Intent | null {
  if (message.author.bot || message.webhook_id || !WRITTEN.has(message.type)) return null;
  const said = addressed(message, meId);
  const action = said && actionOf(said, message);
  if (!action) return null;
  const reply = message.message_reference?.message_id ?? null;
  const place = placeOf(channel, message.author.id);
  const begins = reply === null && action.type !== "command" ? true : isBeginner(action);
  return {
    updateId: message.id,
    place: begins && place.threadId === null && mayBeginThread(channel) ? inOwnThread(place, message.id) : place,
    person: {
      id: message.author.id,
      name: nameOf(message.member?.nick, message.author.global_name, message.author.username, message.author.id),
      // Messages do not tell the client's language; interactions do.
      language: null,
      username: message.author.username,
    },
    messageId: message.id,
    replyToMessageId: reply,
    ...mentionsIn(message, meId),
    ...titleOf(channel),
    action,
  };
}

function isBeginner(action: Action): boolean {
  return action.type === "command" && BEGINNERS.has(action.name);
}

function actionOf(
  said: NonNullable<ReturnType<typeof addressed>>,
  message: GatewayMessageCreateDispatchData,
): Action | null {
  const files = filesOf(message.attachments);
  if (files.length > 0) {
    const caption = said.type === "words" ? said.text : `/${said.name} ${said.args}`.trim();
    return { type: "photo", files, caption };
  }
  if (said.type === "command") return said;
  // A reply without a mention comes without its words: Discord hides them from bots.
  return said.text === "" && (message.attachments?.length ?? 0) === 0 && message.message_reference
    ? null
    : { type: "text", text: said.text };
}

function mentionsIn(message: GatewayMessageCreateDispatchData, meId: string): Pick<Intent, "mentions"> {
  const answered = message.referenced_message?.author;
  const users = [...(message.mentions ?? []), ...(answered ? [answered] : [])];
  const people = new Map(users.filter((user) => user.id !== meId && !user.bot).map((user) => [user.id, user]));
  const mentions = [...people.values()].map((user) => ({
    id: user.id,
    name: nameOf(null, user.global_name, user.username, user.id),
  }));
  return mentions.length === 0 ? {} : { mentions };
}

export function titleOf(channel: ChannelFacts): Pick<Intent, "placeName"> {
  return channel.name ? { placeName: clean(channel.name) } : {};
}

/** The pictures among what somebody attached; without any, all of it: what is no picture is refused with a reason, not with silence. */
export function filesOf(attachments: readonly APIAttachment[] = []): IncomingFile[] {
  const pictures = attachments.filter(({ content_type }) => content_type?.startsWith("image/"));
  return (pictures.length > 0 ? pictures : attachments).map(fileOf);
}

/** A file that somebody attached, whatever it is. */
export function fileOf(attachment: APIAttachment): IncomingFile {
  return {
    ref: attachment.url,
    name: attachment.filename,
    mediaType: attachment.content_type?.split(";")[0] ?? null,
    size: attachment.size ?? null,
  };
}

/** Characters that would disturb the text around a name: controls, line breaks and directions of writing. */
const UNRULY = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
export const clean = (name: string | null | undefined) => (name ?? "").replace(UNRULY, "").trim();

/** The first of these names that says something. */
export function nameOf(...names: readonly (string | null | undefined)[]): string {
  return names.map(clean).find(Boolean) ?? "";
}

/** Whether permissions make somebody a moderator of the chat. */
export function isModerating(permissions: string | undefined): boolean {
  const bits = BigInt(permissions ?? "0");
  return (bits & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator)) !== 0n;
}
