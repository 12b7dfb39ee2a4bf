import type { Message, MessageEntity, Update, User } from "grammy/types";
import type { BotApi } from "../../../src/chat/telegram/bot-api.ts";
import { isModerator } from "../../../src/chat/telegram/moderators.ts";
import { read } from "../../../src/chat/telegram/read.ts";
import { createFakePlatform } from "../fake-deps.ts";
import { type Door, nameOf, PEOPLE, type Where, type Who } from "./doors.ts";

const ME = { id: 4200, username: "sfumato_bot" };
const GROUP = -1001;
const OTHER_GROUP = -1002;
const TOPIC = 7;
const ids = Object.fromEntries(Object.keys(PEOPLE).map((who, at) => [who, 50_000 + at])) as Record<Who, number>;

/** What getChatMember says of somebody in the group. */
const STATUS: Partial<Record<Who, string>> = { mona: "administrator", left: "left", restricted: "restricted" };

/** Telegram's way in. `twin` has another platform's operator's id. */
export function telegramDoor(twin: number): Door {
  ids.twin = twin;
  const statusOf = (chatId: number, userId: number) => {
    const who = Object.entries(ids).find(([, id]) => id === userId)?.[0] as Who | undefined;
    if (chatId === OTHER_GROUP && who === "otherMod") return "creator";
    return (chatId === GROUP && who && STATUS[who]) || "member";
  };
  const api = {
    call: async (_method: string, { chat_id, user_id }: { chat_id: number; user_id: number }) => ({
      status: statusOf(chat_id, user_id),
    }),
  } as unknown as BotApi;
  let count = 900_000;
  const userOf = (who: Who): User => ({
    ...{ id: ids[who], is_bot: false, first_name: nameOf(who), language_code: "en" },
    ...(who === "left" ? {} : { username: `${who}_x` }),
  });
  const chatOf = (where: Where, who: Who): Message["chat"] =>
    where === "private"
      ? { id: ids[who], type: "private", first_name: nameOf(who) }
      : { id: where === "otherGroup" ? OTHER_GROUP : GROUP, type: "supergroup", title: "Sailors" };
  const tell = (update: object): ReturnType<Door["says"]> => {
    const intent = read({ update_id: ++count, ...update } as Update, ME);
    return Promise.resolve(intent ? [intent] : []);
  };
  const message = (who: Who, where: Where, more: object) => ({
    ...{ message_id: ++count, date: 1_700_000_000, from: userOf(who), chat: chatOf(where, who) },
    ...(where === "thread" ? { is_topic_message: true, message_thread_id: TOPIC } : {}),
    ...more,
  });
  const entity = (type: "bot_command" | "mention", offset: number, length: number): MessageEntity[] => [
    { type, offset, length },
  ];
  const ours = (where: Where, who: Who, id: number) => ({
    ...{ message_id: id, date: 1, chat: chatOf(where, who), text: "…" },
    from: { id: ME.id, is_bot: true, first_name: "Sfumato", username: ME.username },
  });
  const shapes = (words: string): object[] => {
    const name = words.split(" ")[0] as string;
    const addressed = words.replace(name, `${name}@${ME.username}`);
    const mention = `@${ME.username}`;
    return [
      { text: words, entities: entity("bot_command", 0, name.length) },
      { text: addressed, entities: entity("bot_command", 0, name.length + mention.length) },
      { text: `${mention} ${words}`, entities: entity("mention", 0, mention.length) },
      { photo: [{ file_id: "f", file_unique_id: "u", width: 9, height: 9 }], caption: words, caption_entities: [] },
    ];
  };
  const platform = {
    ...createFakePlatform(),
    isModerator: (place: Parameters<typeof isModerator>[1], personId: string) => isModerator(api, place, personId),
  };
  return {
    platform,
    idOf: (who) => String(ids[who]),
    chatIdOf: (where, who) => String(chatOf(where, who).id),
    says: (who, where, words, shape) => {
      const all = shapes(words);
      return tell({ message: message(who, where, all[shape % all.length] as object) });
    },
    replies: (who, where, messageId, words) =>
      tell({ message: message(who, where, { text: words, reply_to_message: ours(where, who, Number(messageId)) }) }),
    presses: (who, where, token, messageId) =>
      tell({
        callback_query: {
          ...{ id: String(++count), from: userOf(who), chat_instance: "1", data: token },
          message: {
            ...ours(where, who, Number(messageId)),
            ...(where === "thread" ? { is_topic_message: true } : {}),
          },
        },
      }),
  };
}
