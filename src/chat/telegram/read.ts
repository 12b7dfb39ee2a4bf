import type { CallbackQuery, Message, Update, User } from "grammy/types";
import type { Action, IncomingFile, Intent } from "../intents.ts";
import { addressed, type Me, repliedTo } from "./address.ts";

/** Reads one update: what somebody wants of this bot, or null when it is none of its business. */
export function read(update: Update, me: Me): Intent | null {
  const updateId = String(update.update_id);
  if (update.callback_query) return readPress(updateId, update.callback_query);
  if (update.message) return readMessage(updateId, update.message, me);
  return null;
}

/** Reads the parts of one album as one photo with several files, under the id of its first update. */
export function readAlbum(updates: readonly Update[], me: Me): Intent | null {
  const parts = [...updates].sort((a, b) => a.update_id - b.update_id);
  const first = parts[0];
  // One part holds the caption, and with it the mention or command that addresses the bot.
  const spoken = parts.find((part) => part.message?.caption) ?? first;
  const intent = spoken && read(spoken, me);
  if (!first || intent?.action.type !== "photo") return intent ?? null;
  const files = parts.flatMap((part) => pictureOf(part.message) ?? []);
  return {
    ...intent,
    updateId: String(first.update_id),
    messageId: first.message ? String(first.message.message_id) : intent.messageId,
    action: { ...intent.action, files },
  };
}

function readPress(updateId: string, query: CallbackQuery): Intent | null {
  const { message, data } = query;
  const kind = message && chatKind(message.chat.type);
  if (!kind || data === undefined) return null;
  const topic = "is_topic_message" in message && message.is_topic_message ? message.message_thread_id : undefined;
  return {
    updateId,
    place: placeOf(message.chat.id, kind, topic),
    person: personOf(query.from),
    messageId: String(message.message_id),
    replyToMessageId: null,
    action: { type: "press", token: data, pressId: query.id },
  };
}

function readMessage(updateId: string, message: Message, me: Me): Intent | null {
  const kind = chatKind(message.chat.type);
  const moved = message.migrate_to_chat_id;
  if (!kind) return null;
  if (moved === undefined && (!message.from || message.from.is_bot || message.is_automatic_forward)) return null;
  const action: Action | null =
    moved === undefined ? readAction(message, me) : { type: "moved", newChatId: String(moved) };
  if (!action) return null;
  const reply = repliedTo(message);
  return {
    updateId,
    place: placeOf(message.chat.id, kind, message.is_topic_message ? message.message_thread_id : undefined),
    person: message.from ? personOf(message.from) : { id: String(message.chat.id), name: "", language: null },
    messageId: String(message.message_id),
    replyToMessageId: reply ? String(reply.message_id) : null,
    action,
  };
}

function readAction(message: Message, me: Me): Action | null {
  const picture = pictureOf(message);
  if (message.text === undefined && !picture) return null;
  const said = addressed(message, me);
  if (!said) return null;
  if (picture) {
    const caption = said.type === "words" ? said.text : `/${said.name} ${said.args}`.trim();
    return { type: "photo", files: [picture], caption };
  }
  return said.type === "words" ? { type: "text", text: said.text } : said;
}

function pictureOf(message: Message | undefined): IncomingFile | null {
  const largest = message?.photo?.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a));
  if (largest) {
    // Telegram names no type of a photo, so there is none to hold it against.
    return { ref: largest.file_id, name: null, mediaType: null, size: largest.file_size ?? null };
  }
  // Whatever it is: what is no picture is refused with a reason, not with silence.
  const document = message?.document;
  if (!document) return null;
  return {
    ref: document.file_id,
    name: document.file_name ?? null,
    mediaType: document.mime_type ?? null,
    size: document.file_size ?? null,
  };
}

function chatKind(type: string): "private" | "group" | null {
  if (type === "private") return "private";
  return type === "group" || type === "supergroup" ? "group" : null;
}

function placeOf(chatId: number, kind: "private" | "group", threadId: number | undefined): Intent["place"] {
  return {
    platform: "telegram",
    chatId: String(chatId),
    threadId: threadId === undefined ? null : String(threadId),
    kind,
  };
}

/** Characters that would disturb the text around a name: controls, line breaks and directions of writing. */
const UNRULY = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

function personOf(user: User): Intent["person"] {
  const clean = (name: string | undefined) => (name ?? "").replace(UNRULY, "").trim();
  const full = [clean(user.first_name), clean(user.last_name)].filter(Boolean).join(" ");
  return {
    id: String(user.id),
    name: full || clean(user.username) || String(user.id),
    language: user.language_code ?? null,
  };
}
