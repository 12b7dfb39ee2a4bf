import { type APIMessage, MessageFlags, type RawFile, Routes } from "discord.js";
import type { Logger } from "pino";
import type { OutgoingMessage } from "../platform.ts";
import type { DiscordApi } from "./api.ts";
import { type InteractionBook, interactionIdOf, type OpenInteraction } from "./book.ts";
import type { Channels } from "./channels.ts";
import { cut } from "./components.ts";
import { DiscordFailure, isRefusal } from "./failure.ts";

/** What delivering needs of the outside. */
export interface DeliveryTools {
  readonly api: DiscordApi;
  readonly book: InteractionBook;
  readonly channels: Channels;
  readonly log: Logger;
}

/** A request's body with the files that go with it. */
export interface Payload {
  readonly body: Readonly<Record<string, unknown>>;
  readonly files: readonly RawFile[];
}

/** Where a message ended up. */
export interface Sent {
  readonly message: APIMessage;
  readonly channelId: string;
  readonly ephemeral: boolean;
}

const THREAD_NAME = 90;
/** Minutes of silence after which Discord hides a thread. */
const ARCHIVE_AFTER = 1440;

/** The interaction that a new message answers by its token: what still "thinks", and what is for the person alone. */
export function interactionFor(book: InteractionBook, message: OutgoingMessage): OpenInteraction | undefined {
  const { place, replyToMessageId, view } = message;
  const own = interactionIdOf(replyToMessageId);
  const asked = own === null ? undefined : book.get(own);
  if (asked?.deferred) return asked;
  if (!view.private || view.asksReply || place.kind === "private") return undefined;
  if (asked) return asked;
  if (replyToMessageId !== null) return book.ofMessage(replyToMessageId);
  return message.personId ? book.ofPerson(place.threadId ?? place.chatId, message.personId) : undefined;
}

/** Answers an interaction; null when its token serves no more, so that the message goes to the chat. */
export async function sendByToken(
  { api, log }: DeliveryTools,
  interaction: OpenInteraction,
  message: OutgoingMessage,
  { body, files }: Payload,
): Promise<Sent | null> {
  const { applicationId, token } = interaction;
  const alone = message.view.private === true && message.place.kind === "group";
  const original = Routes.webhookMessage(applicationId, token, "@original");
  try {
    if (interaction.deferred && (interaction.ephemeral || !alone)) {
      const sent = await api.call<APIMessage>("patch", original, { body, files, byToken: true });
      Object.assign(interaction, { deferred: false, messageId: sent.id });
      return { message: sent, channelId: interaction.channelId, ephemeral: interaction.ephemeral };
    }
    if (interaction.deferred) {
      // Everybody sees it think, but the answer is for the person alone.
      await api.call("delete", original, { byToken: true });
      interaction.deferred = false;
    }
    const route = Routes.webhook(applicationId, token);
    const whisper = { ...body, flags: MessageFlags.Ephemeral };
    const sent = await api.call<APIMessage>("post", route, {
      ...{ body: whisper, files, byToken: true, query: { wait: "true" } },
    });
    interaction.answers.add(sent.id);
    return { message: sent, channelId: interaction.channelId, ephemeral: true };
  } catch (error) {
    if (!isOver(error)) throw error;
    log.debug({}, "an interaction can be answered no more; the message goes to the chat");
    interaction.deferred = false;
    return null;
  }
}

/** A token that serves no more, or a message that the person sent away. */
const isOver = (error: unknown) =>
  isRefusal(error, "unknownWebhook", "expiredToken", "unknownMessage", "unknownInteraction");

/** Sends into the message's thread or channel; the nonce makes Discord take the same send only once. */
export async function sendToChannel(
  tools: DeliveryTools,
  message: OutgoingMessage,
  { body, files }: Payload,
  nonce: string,
): Promise<Sent> {
  const { place } = message;
  const channelId = await placeToSend(tools, message);
  const replyTo = interactionIdOf(message.replyToMessageId) === null ? message.replyToMessageId : null;
  // The message that a thread began with stands outside of it.
  const reference = replyTo === null || replyTo === channelId ? {} : { message_reference: toReply(replyTo) };
  const send = async (to: string, more: object) => {
    const whole = { ...body, ...more, nonce, enforce_nonce: true };
    const sent = await tools.api.call<APIMessage>("post", Routes.channelMessages(to), { body: whole, files });
    return { message: sent, channelId: to, ephemeral: false };
  };
  try {
    return await send(channelId, reference);
  } catch (error) {
    if (isRefusal(error, "noReplyWithoutHistory")) return send(channelId, {});
    if (!isRefusal(error, "unknownChannel", "lockedThread", "archived")) throw error;
    // A deleted thread does not come back, and into a locked one only moderators write.
    if (place.threadId === null || channelId === place.chatId) throw error;
    tools.channels.noteThreadless(channelId);
    return send(place.chatId, replyTo === null ? {} : { message_reference: toReply(replyTo) });
  }
}

const toReply = (messageId: string) => ({ message_id: messageId, fail_if_not_exists: false });

/** A session's thread begins with its first message; where that is not allowed, everything stays in the channel. */
async function placeToSend({ api, channels, log }: DeliveryTools, message: OutgoingMessage): Promise<string> {
  const { place, replyToMessageId, view } = message;
  const { threadId, chatId } = place;
  if (threadId === null) return channels.channelOf(place);
  if (channels.isThreadless(threadId)) return chatId;
  if (threadId !== replyToMessageId) return threadId;
  if (channels.isThreadless(chatId)) {
    channels.noteThreadless(threadId);
    return chatId;
  }
  // A refusal needs no thread.
  if (view.private) return chatId;
  try {
    const body = { name: threadName(message), auto_archive_duration: ARCHIVE_AFTER };
    await api.call("post", Routes.threads(chatId, threadId), { body });
    return threadId;
  } catch (error) {
    if (isRefusal(error, "threadExists")) return threadId;
    const refused = error instanceof DiscordFailure && error.kind === "answered" && error.status < 500;
    if (!refused || error.retryAfterMs !== null) throw error;
    log.debug({ reason: error.message }, "no thread here; the session stays in the channel");
    for (const id of [threadId, chatId]) channels.noteThreadless(id);
    return chatId;
  }
}

function threadName({ view }: OutgoingMessage): string {
  const quote = view.text.find((paragraph) => !Array.isArray(paragraph));
  const words = quote && !Array.isArray(quote) ? quote.quote.replace(/\s+/g, " ").trim() : "";
  return words === "" ? "🎨" : cut(words, THREAD_NAME);
}

/** Edits a message where it stands; undefined when nobody may edit it any more. */
export async function edit(
  tools: DeliveryTools,
  target: { messageId: string; channelId: string; ephemeral: boolean },
  { body, files }: Payload,
): Promise<APIMessage | undefined> {
  const { messageId, channelId, ephemeral } = target;
  const { api, book } = tools;
  if (ephemeral) {
    const interaction = book.ofMessage(messageId);
    if (!interaction) return undefined;
    const id = interaction.messageId === messageId ? "@original" : messageId;
    const route = Routes.webhookMessage(interaction.applicationId, interaction.token, id);
    return api.call<APIMessage>("patch", route, { body, files, byToken: true }).catch((error: unknown) => {
      if (isOver(error)) return undefined;
      throw error;
    });
  }
  const route = Routes.channelMessage(channelId, messageId);
  try {
    return await api.call<APIMessage>("patch", route, { body, files });
  } catch (error) {
    if (!isRefusal(error, "archived")) throw error;
    await api.call("patch", Routes.channel(channelId), { body: { archived: false } });
    return api.call<APIMessage>("patch", route, { body, files });
  }
}
