import type { InlineKeyboardMarkup, MessageEntity } from "grammy/types";
import { ApiError, bad, type Call, type FakeChat, type FakeFile, type FakeMessage, type Params } from "./shapes.ts";
import { toMessage, type World } from "./world.ts";

/** Does what a method does. */
export type Method = (world: World, params: Params, call: Call) => unknown;

/** What posts and edits messages, as the real methods do. */
export const MESSAGE_METHODS: Readonly<Record<string, Method>> = {
  sendMessage(world, params) {
    if (String(params.text).trim() === "") throw bad("message text is empty");
    return sent(world, params, { text: params.text, entities: params.entities, file: null });
  },
  async sendPhoto(world, params, call) {
    const file = await fileOf(world, "photo", params.photo, call);
    return sent(world, params, { text: params.caption, entities: params.caption_entities, file });
  },
  async sendDocument(world, params, call) {
    const file = await fileOf(world, "document", params.document, call, "document");
    return sent(world, params, { text: params.caption, entities: params.caption_entities, file });
  },
  async sendMediaGroup(world, params, call) {
    const media = params.media as Media[];
    if (new Set(media.map((one) => one.type)).size > 1) throw bad("document can't be mixed with other media types");
    const files: FakeFile[] = [];
    for (const one of media) files.push(await fileOf(world, one.type, one.media, call));
    const albumId = String(world.nextId());
    return media.map((one, i) =>
      sent(world, params, { text: one.caption, entities: one.caption_entities, file: files[i] ?? null, albumId }),
    );
  },
  editMessageText(world, params) {
    const message = editable(world, params);
    if (message.file) throw bad("there is no text in the message to edit");
    if (String(params.text).trim() === "") throw bad("message text is empty");
    return edited(world, message, params, { text: params.text, entities: params.entities ?? [], file: null });
  },
  editMessageCaption(world, params) {
    const message = editable(world, params);
    if (!message.file) throw bad("there is no caption in the message to edit");
    const entities = params.caption_entities ?? [];
    return edited(world, message, params, { text: params.caption ?? "", entities, file: message.file });
  },
  async editMessageMedia(world, params, call) {
    const message = editable(world, params);
    const media = params.media as Media;
    const file = await fileOf(world, media.type, media.media, call);
    const content = { text: media.caption ?? "", entities: media.caption_entities ?? [], file };
    return edited(world, message, params, content);
  },
  editMessageReplyMarkup(world, params) {
    const message = editable(world, params);
    return edited(world, message, params, { text: message.text, entities: message.entities, file: message.file });
  },
  deleteMessage(world, params) {
    const message = world.message(params.message_id);
    if (!message || message.deleted) throw bad("message to delete not found");
    message.deleted = true;
    return true;
  },
};

interface Media {
  type: FakeFile["kind"];
  media: string;
  caption?: string;
  caption_entities?: MessageEntity[];
}

/** The chat of a request, if the bot may write there. */
export function openChat(world: World, chatId: unknown): FakeChat {
  const chat = world.chats.get(Number(chatId));
  if (!chat) throw bad("chat not found");
  if (chat.movedTo !== null) {
    const parameters = { migrate_to_chat_id: chat.movedTo };
    throw new ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", parameters);
  }
  if (!chat.blocked) return chat;
  const why = chat.type === "private" ? "bot was blocked by the user" : `bot was kicked from the ${chat.type} chat`;
  throw new ApiError(403, `Forbidden: ${why}`);
}

/** The topic of a request, if the chat has it. */
export function openTopic(chat: FakeChat, threadId: unknown): number | null {
  if (threadId === undefined) return null;
  if (!chat.topics.has(Number(threadId))) throw bad("message thread not found");
  return Number(threadId);
}

interface Content {
  text: string | undefined;
  entities: MessageEntity[] | undefined;
  file: FakeFile | null;
  albumId?: string;
}

function sent(world: World, params: Params, { text, entities, file, albumId }: Content): unknown {
  const chat = openChat(world, params.chat_id);
  const threadId = openTopic(chat, params.message_thread_id);
  const markup = params.reply_markup ?? {};
  const message = world.add({
    chatId: chat.id,
    from: world.bot,
    threadId,
    replyTo: replyOf(world, chat, params.reply_parameters),
    albumId: albumId ?? null,
    text: text ?? "",
    entities: entities ?? [],
    file,
    markup: markup.inline_keyboard ? (markup as InlineKeyboardMarkup) : null,
    forceReply: markup.force_reply === true,
  });
  return toMessage(world, message);
}

function replyOf(
  world: World,
  chat: FakeChat,
  reply: { message_id: number; allow_sending_without_reply?: boolean } | undefined,
) {
  if (!reply) return null;
  const message = world.message(reply.message_id);
  if (message && !message.deleted && message.chatId === chat.id) return message.messageId;
  if (reply.allow_sending_without_reply) return null;
  throw bad("message to be replied not found");
}

function editable(world: World, params: Params): FakeMessage {
  const chat = openChat(world, params.chat_id);
  const message = world.message(params.message_id);
  if (!message || message.deleted || message.chatId !== chat.id) throw bad("message to edit not found");
  if (message.from.id !== world.bot.id || message.forceReply) throw bad("message can't be edited");
  return message;
}

function edited(
  world: World,
  message: FakeMessage,
  params: Params,
  next: Pick<FakeMessage, "text" | "entities" | "file">,
) {
  const markup = (params.reply_markup as InlineKeyboardMarkup | undefined) ?? null;
  const shown = (one: Pick<FakeMessage, "text" | "entities" | "file" | "markup">) =>
    JSON.stringify([one.text, one.entities, one.file?.id, one.markup]);
  if (shown(message) === shown({ ...next, markup })) {
    throw bad(
      "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
    );
  }
  message.edits.push({ text: message.text, fileId: message.file?.id ?? null, markup: message.markup });
  Object.assign(message, next, { markup });
  world.onChange();
  return toMessage(world, message);
}

/** A sent document decides about its own kind; everything else must be of the kind that the method wants. */
async function fileOf(
  world: World,
  kind: FakeFile["kind"],
  value: string,
  call: Call,
  field: string = kind,
): Promise<FakeFile> {
  const attached = /^attach:\/\/(.+)$/.exec(value)?.[1] ?? (call.files.has(field) ? field : undefined);
  if (attached !== undefined) {
    const upload = call.files.get(attached);
    if (!upload) throw bad(`FAKE: no file was attached as ${attached}`);
    return world.addFile(kind, upload);
  }
  const known = world.files.get(value);
  if (!known) throw bad("wrong remote file identifier specified: Wrong string length");
  if (known.kind !== kind) throw bad("type of file mismatch");
  return known;
}
