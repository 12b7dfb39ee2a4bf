import { createHash } from "node:crypto";
import sharp from "sharp";
import {
  bad,
  type FakeChat,
  type FakeFile,
  type FakeMessage,
  type Message,
  type Update,
  type Upload,
  type User,
} from "./shapes.ts";

/** Everything that the fake Telegram knows: people, chats, messages, files. */
export interface World {
  readonly bot: User & { username: string };
  readonly chats: Map<number, FakeChat>;
  readonly files: Map<string, FakeFile>;
  /** Told of every change. */
  onChange: () => void;
  /** Told of every update for the bot. */
  onUpdate: (update: Update) => void;
  nextId(): number;
  /** Message ids are unique in the whole world, so that a test needs no chat to name one. */
  message(messageId: number): FakeMessage | undefined;
  add(message: Omit<FakeMessage, "messageId" | "date" | "deleted" | "edits">): FakeMessage;
  addFile(kind: FakeFile["kind"], upload: Upload): Promise<FakeFile>;
  /** Hands an update to the bot. */
  tell(content: Omit<Update, "update_id">): Update;
}

/** Makes an empty world. */
export function createWorld(bot: World["bot"]): World {
  let id = 100;
  let updateId = 700_000_000;
  const messages = new Map<number, FakeMessage>();
  const world: World = {
    bot,
    chats: new Map(),
    files: new Map(),
    onChange: () => {},
    onUpdate: () => {},
    nextId: () => ++id,
    message: (messageId) => messages.get(messageId),
    add(content) {
      const message: FakeMessage = { ...content, messageId: ++id, date: now(), deleted: false, edits: [] };
      messages.set(message.messageId, message);
      world.chats.get(message.chatId)?.messages.push(message);
      world.onChange();
      return message;
    },
    async addFile(kind, upload) {
      const file = await toFile(kind, upload, ++id);
      world.files.set(file.id, file);
      return file;
    },
    tell(content) {
      const update = { ...content, update_id: ++updateId } as Update;
      world.onUpdate(update);
      return update;
    },
  };
  return world;
}

const now = () => Math.floor(Date.now() / 1000);

async function toFile(kind: FakeFile["kind"], { name, bytes }: Upload, id: number): Promise<FakeFile> {
  if (bytes.length === 0) throw bad("file must be non-empty");
  const metadata = await sharp(bytes)
    .metadata()
    .catch(() => null);
  const { width = 0, height = 0 } = metadata ?? {};
  if (kind === "photo") {
    if (bytes.length > 10 * 1024 * 1024) throw bad("file is too big");
    if (!metadata) throw bad("IMAGE_PROCESS_FAILED");
    const ratio = Math.max(width, height) / Math.min(width, height);
    if (width + height > 10_000 || ratio > 20) throw bad("PHOTO_INVALID_DIMENSIONS");
  }
  if (bytes.length > 50 * 1024 * 1024) throw bad("file is too big");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const prefix = kind === "photo" ? "AgACAgIAAxkDAA" : "BQACAgIAAxkDAA";
  return { id: `${prefix}${id}`, uniqueId: `AQAD${sha256.slice(0, 10)}`, kind, name, bytes, sha256, width, height };
}

/** A message as the Bot API shows it. */
export function toMessage(world: World, message: FakeMessage): Message {
  const chat = world.chats.get(message.chatId);
  const { text, entities, file, markup, threadId, albumId } = message;
  const reply = message.replyTo === null ? undefined : world.message(message.replyTo);
  const words = file ? { caption: text, caption_entities: entities } : { text, entities };
  const shown = {
    message_id: message.messageId,
    date: message.date,
    from: message.from,
    chat: chatObject(chat),
    ...(threadId === null ? {} : { message_thread_id: threadId, is_topic_message: true }),
    ...(reply && !reply.deleted ? { reply_to_message: toMessage(world, { ...reply, replyTo: null }) } : {}),
    ...(albumId === null ? {} : { media_group_id: albumId }),
    ...(text === "" ? {} : entities.length > 0 ? words : file ? { caption: text } : { text }),
    ...(file ? media(file) : {}),
    ...(markup ? { reply_markup: markup } : {}),
  };
  return shown as unknown as Message;
}

/** A chat as the Bot API shows it. */
function chatObject(chat: FakeChat | undefined): Record<string, unknown> {
  if (!chat) return {};
  const { id, type, title, isForum } = chat;
  if (type === "private") return { id, type, first_name: title };
  return { id, type, title, ...(isForum ? { is_forum: true } : {}) };
}

function media(file: FakeFile): Record<string, unknown> {
  const common = { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.bytes.length };
  if (file.kind === "document") {
    return { document: { ...common, file_name: file.name, mime_type: mimeOf(file) } };
  }
  const { width, height } = file;
  const small = { ...common, file_id: `${file.id}-s`, file_unique_id: `${file.uniqueId}s`, width: 90, height: 90 };
  return { photo: [small, { ...common, width, height }] };
}

function mimeOf({ name, width }: FakeFile): string {
  const ending = name.split(".").at(-1)?.toLowerCase() ?? "";
  if (width > 0) return `image/${ending === "jpg" ? "jpeg" : ending}`;
  return ending === "txt" ? "text/plain" : "application/octet-stream";
}
