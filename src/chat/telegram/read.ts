import type { CallbackQuery, Message, Update, User } from "grammy/types";
import type { Action, IncomingFile, Intent } from "../intents.ts";
import { plainName } from "../plain-text.ts";
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
    ...placeName(message.chat),
    action: { type: "press", token: data, pressId: query.id },
  };
}

function readMessage(updateId: string, message: Message, me: Me): Intent | null {
  const kind = chatKind(message.chat.type);
  const moved = message.migrate_to_chat_id;
  if (!kind) return null;
  const author = authorOf(message);
  if (moved === undefined && (!author || message.is_automatic_forward)) return null;
  const action: Action | null =
    moved === undefined ? readAction(message, me) : { type: "moved", newChatId: String(moved) };
  if (!action) return null;
  const reply = repliedTo(message);
  const repliedPicture = action.type === "command" ? pictureOf(reply) : null;
  return {
    updateId,
    place: placeOf(message.chat.id, kind, message.is_topic_message ? message.message_thread_id : undefined),
    person: author ?? { id: String(message.chat.id), name: "", language: null },
    messageId: String(message.message_id),
    replyToMessageId: reply ? String(reply.message_id) : null,
    ...(repliedPicture ? { repliedPictures: [repliedPicture] } : {}),
    ...mentionsIn(message, me),
    ...placeName(message.chat),
    action,
  };
}

/** Who wrote it: a person, or a group's administrator who posts in the group's name. Bots are nobody. */
function authorOf(message: Message): Intent["person"] | null {
  if (message.sender_chat?.id === message.chat.id && message.chat.type !== "private")
    return {
      id: String(message.chat.id),
      name: clean(message.author_signature) || clean(message.chat.title),
      language: null,
    };
  return message.from && !message.from.is_bot ? personOf(message.from) : null;
}

/** People that the message speaks of by id. */
function mentionsIn(message: Message, me: Me): Pick<Intent, "mentions"> {
  const entities = message.entities ?? message.caption_entities ?? [];
  const spoken = entities.flatMap((entity) => (entity.type === "text_mention" ? [entity.user] : []));
  const answered = repliedTo(message)?.from;
  const users = [...spoken, ...(answered ? [answered] : [])].filter((user) => user.id !== me.id && !user.is_bot);
  const mentions = users.map((user) => ({ id: String(user.id), name: personOf(user).name }));
  return mentions.length === 0 ? {} : { mentions };
}

function placeName(chat: Message["chat"]): Pick<Intent, "placeName"> {
  return chat.title === undefined ? {} : { placeName: clean(chat.title) };
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

function personOf(user: User): Intent["person"] {
  const full = [clean(user.first_name), clean(user.last_name)].filter(Boolean).join(" ");
  return {
    id: String(user.id),
    name: full || clean(user.username) || String(user.id),
    language: user.language_code ?? null,
    ...(user.username === undefined ? {} : { username: user.username }),
  };
}

const clean = (name: string | undefined) => plainName(name ?? "");
