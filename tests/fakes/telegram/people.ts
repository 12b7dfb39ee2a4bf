import type { MessageEntity } from "grammy/types";
import type { FakeChat, FakeMessage, User } from "./shapes.ts";
import { toMessage, type World } from "./world.ts";

/** How a message of a person is sent. */
interface SendOptions {
  readonly replyTo?: number;
  readonly thread?: number;
  /** Commands and mentions are found in the text unless given. */
  readonly entities?: MessageEntity[];
}

interface PhotoOptions extends SendOptions {
  readonly caption?: string;
  readonly album?: string;
  readonly asFile?: string;
}

/** What people do in the fake's chats; each makes an update for the bot. */
export interface People {
  user(about?: Partial<User>): User;
  /** A private chat; it has the person's id. */
  privateChat(user: User): FakeChat;
  group(about?: { title?: string; type?: "group" | "supergroup"; topics?: readonly number[] }): FakeChat;
  sendText(chatId: number, from: User, text: string, options?: SendOptions): FakeMessage;
  /** With `album`, pictures of the same name are one album. */
  sendPhoto(chatId: number, from: User, bytes: Uint8Array, options?: PhotoOptions): Promise<FakeMessage>;
  /** The same in two parts: what the server has taken already is sent by calling the result. */
  uploadPhoto(chatId: number, from: User, bytes: Uint8Array, options?: PhotoOptions): Promise<() => FakeMessage>;
  /** Presses the button whose label holds the text or matches; returns the id of the callback query. */
  press(messageId: number, label: string | RegExp, from: User): string;
  /** Makes a group a supergroup; its messages stay behind. */
  upgrade(chatId: number, by: User): FakeChat;
}

/** Builds the people of a world. */
export function createPeople(world: World): People {
  return { ...createPlaces(world), ...createWriters(world), press: createPress(world) };
}

function createPlaces(world: World): Pick<People, "user" | "privateChat" | "group" | "upgrade"> {
  const add = (id: number, type: FakeChat["type"], title: string, topics: readonly number[] = []): FakeChat => {
    const state = { messages: [], actions: [], admins: new Set<number>(), blocked: false, movedTo: null };
    const chat = { id, type, title, topics: new Set(topics), isForum: topics.length > 0, ...state };
    world.chats.set(id, chat);
    return chat;
  };
  const supergroupId = () => -1_000_000_000_000 - world.nextId();
  return {
    user(about = {}) {
      return { id: world.nextId() + 5_000_000, is_bot: false, first_name: "Ann", language_code: "en", ...about };
    },
    privateChat: (user) => world.chats.get(user.id) ?? add(user.id, "private", user.first_name),
    group(about = {}) {
      const type = about.type ?? (about.topics ? "supergroup" : "group");
      const id = type === "group" ? -world.nextId() : supergroupId();
      return add(id, type, about.title ?? "Painters", about.topics);
    },
    upgrade(chatId, by) {
      const old = world.chats.get(chatId);
      if (old?.type !== "group") throw new Error("Only a group becomes a supergroup.");
      const chat = add(supergroupId(), "supergroup", old.title);
      const message = world.add({ ...silent, ...base(chatId, by, {}) });
      world.tell({ message: { ...toMessage(world, message), migrate_to_chat_id: chat.id } as never });
      old.movedTo = chat.id;
      return chat;
    },
  };
}

const silent = { albumId: null, text: "", entities: [], file: null, markup: null, forceReply: false };

const base = (chatId: number, from: User, options: SendOptions) => ({
  chatId,
  from,
  threadId: options.thread ?? null,
  replyTo: options.replyTo ?? null,
});

function createWriters(world: World): Pick<People, "sendText" | "sendPhoto" | "uploadPhoto"> {
  const say = (message: Parameters<World["add"]>[0]) => {
    const added = world.add(message);
    world.tell({ message: toMessage(world, added) as never });
    return added;
  };
  const uploadPhoto: People["uploadPhoto"] = async (chatId, from, bytes, options = {}) => {
    const upload = { name: options.asFile ?? "photo.jpg", bytes: Buffer.from(bytes) };
    const file = await world.addFile(options.asFile === undefined ? "photo" : "document", upload);
    const text = options.caption ?? "";
    const entities = options.entities ?? findEntities(text);
    const message = { ...silent, ...base(chatId, from, options), albumId: options.album ?? null, text, entities, file };
    return () => say(message);
  };
  return {
    sendText(chatId, from, text, options = {}) {
      const entities = options.entities ?? findEntities(text);
      return say({ ...silent, ...base(chatId, from, options), text, entities });
    },
    uploadPhoto,
    sendPhoto: async (...photo) => (await uploadPhoto(...photo))(),
  };
}

function createPress(world: World): People["press"] {
  return (messageId, label, from) => {
    const message = world.message(messageId);
    const buttons = message?.markup?.inline_keyboard.flat() ?? [];
    const matches = (text: string) => (typeof label === "string" ? text.includes(label) : label.test(text));
    const button = buttons.find((one) => matches(one.text));
    if (!message || !button || !("callback_data" in button)) {
      const labels = buttons.map((one) => one.text).join(", ");
      throw new Error(`No button ${label} to press in message ${messageId}: ${labels}`);
    }
    const id = `4382${world.nextId()}`;
    const shown = toMessage(world, message);
    const chat_instance = String(message.chatId);
    world.tell({ callback_query: { id, from, chat_instance, message: shown, data: button.callback_data } });
    return id;
  };
}

/** Commands and mentions, as Telegram itself marks them. */
function findEntities(text: string): MessageEntity[] {
  return [...text.matchAll(/(?<!\S)(\/\w+(?:@\w+)?|@\w{4,})/g)].map((match) => ({
    type: match[0].startsWith("/") ? ("bot_command" as const) : ("mention" as const),
    offset: match.index,
    length: match[0].length,
  }));
}
