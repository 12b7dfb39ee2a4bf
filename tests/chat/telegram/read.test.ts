import type { Message, MessageEntity, Update } from "grammy/types";
import { describe, expect, test } from "vitest";
import { readBatch } from "../../../src/chat/telegram/albums.ts";
import { read } from "../../../src/chat/telegram/read.ts";

const me = { id: 42, username: "Sfumato_bot" };
const ann = { id: 7, is_bot: false, first_name: "Ann", last_name: "Lee", language_code: "en-GB" };
const bot = { id: 42, is_bot: true, first_name: "Sfumato", username: "Sfumato_bot" };
const privateChat = { id: 7, type: "private" as const, first_name: "Ann" };
const group = { id: -100123, type: "supergroup" as const, title: "Painters" };
const sizes = [
  { file_id: "small", file_unique_id: "s", width: 90, height: 60, file_size: 10 },
  { file_id: "large", file_unique_id: "l", width: 900, height: 600, file_size: 1000 },
];
const document = (mime_type: string) => ({ file_id: "doc", file_unique_id: "d", file_name: "a.png", mime_type });

/** An update with a message; commands and mentions are marked as Telegram marks them. */
function say(message: Record<string, unknown>, id = 900): Update {
  const text = String(message.text ?? message.caption ?? "");
  const entities: MessageEntity[] = [...text.matchAll(/(?<!\S)(\/\w+(@\w+)?|@\w+)/g)].map((match) => ({
    type: match[0].startsWith("/") ? "bot_command" : "mention",
    offset: match.index,
    length: match[0].length,
  }));
  const marked = "caption" in message ? { caption_entities: entities } : { entities };
  const base = { message_id: 5, date: 1, from: ann, chat: privateChat };
  return { update_id: id, message: { ...base, ...marked, ...message } as unknown as Message } as Update;
}
const replyTo = (from: object, more = {}) => ({ message_id: 3, date: 1, chat: group, from, text: "x", ...more });
const action = (update: Update) => read(update, me)?.action ?? null;
const words = (text: string) => ({ type: "text", text });
const command = (name: string, args: string) => ({ type: "command", name, args });

describe("messages", () => {
  test("a private text with everything about it", () => {
    expect(read(say({ text: "a fox" }), me)).toEqual({
      updateId: "900",
      place: { platform: "telegram", chatId: "7", threadId: null, kind: "private" },
      person: { id: "7", name: "Ann Lee", language: "en-GB" },
      messageId: "5",
      replyToMessageId: null,
      action: words("a fox"),
    });
  });

  test.each([
    ["private: command", { text: "/imagine a red fox" }, command("imagine", "a red fox")],
    ["private: start with payload", { text: "/start s_abc" }, command("start", "s_abc")],
    ["private: command with lines", { text: "/imagine\na fox\nat night" }, command("imagine", "a fox\nat night")],
    ["private: addressed command", { text: "/help@sfumato_BOT" }, command("help", "")],
    ["private: another bot's command", { text: "/help@other_bot" }, null],
    ["private: a path is no command", { text: "/home/ann/x" }, words("/home/ann/x")],
    ["group: not addressed", { chat: group, text: "nice fox" }, null],
    ["group: mention at the start", { chat: group, text: "@sfumato_bot, a fox" }, words("a fox")],
    ["group: mention in the middle", { chat: group, text: "please @Sfumato_bot a fox" }, words("please a fox")],
    ["group: mention then command", { chat: group, text: "@Sfumato_bot /imagine fox" }, command("imagine", "fox")],
    ["group: mention after emoji", { chat: group, text: "🦊🦊 @Sfumato_bot go" }, words("🦊🦊 go")],
    ["group: someone else's mention", { chat: group, text: "@sfumato_bot2 a fox" }, null],
    ["group: an address is no mention", { chat: group, text: "x@Sfumato_bot" }, null],
    ["group: command", { chat: group, text: "/queue" }, command("queue", "")],
    ["group: another bot's command", { chat: group, text: "/queue@other_bot" }, null],
    ["group: reply to the bot", { chat: group, text: "darker", reply_to_message: replyTo(bot) }, words("darker")],
    ["group: reply to another", { chat: group, text: "darker", reply_to_message: replyTo(ann) }, null],
    [
      "group: the bot opened the topic, which is no reply",
      { chat: group, text: "hi", reply_to_message: replyTo(bot, { forum_topic_created: { name: "t" } }) },
      null,
    ],
    ["group: moved", { chat: group, migrate_to_chat_id: -100999 }, { type: "moved", newChatId: "-100999" }],
    ["channel post in a group", { chat: group, text: "/queue", is_automatic_forward: true }, null],
    ["another bot", { from: { ...bot, id: 43 }, text: "hi" }, null],
    ["a service message", { new_chat_title: "x" }, null],
    ["a sticker", { sticker: { file_id: "s" } }, null],
  ])("%s", (_, message, expected) => {
    expect(action(say(message))).toEqual(expected);
  });

  test("a reply names what it answers", () => {
    expect(read(say({ chat: group, text: "darker", reply_to_message: replyTo(bot) }), me)?.replyToMessageId).toBe("3");
  });

  test.each([
    ["a topic", { is_topic_message: true, message_thread_id: 77 }, "77"],
    ["a thread of replies is no topic", { message_thread_id: 77 }, null],
  ])("%s", (_, more, threadId) => {
    expect(read(say({ chat: group, text: "/queue", ...more }), me)?.place).toMatchObject({ kind: "group", threadId });
  });

  test.each([
    [{ first_name: "A\u202Enn\n", last_name: "\u2066L" }, "Ann L"],
    [{ first_name: "\u200F", username: "ann" }, "ann"],
    [{ first_name: "👩‍🎨" }, "👩‍🎨"],
    [{ first_name: "" }, "9"],
  ])("name of %o", (user, name) => {
    expect(read(say({ text: "x", from: { id: 9, is_bot: false, ...user } }), me)?.person).toMatchObject({ name });
  });

  test.each(["edited_message", "channel_post", "edited_channel_post", "my_chat_member"])("%s is not ours", (kind) => {
    expect(read({ update_id: 1, [kind]: say({ text: "x" }).message } as unknown as Update, me)).toBeNull();
  });
});

describe("pictures", () => {
  const photo = {
    type: "photo",
    caption: "",
    files: [{ ref: "large", name: null, mediaType: null, size: 1000 }],
  };
  const file = { ref: "doc", name: "a.png", mediaType: "image/png", size: null };

  test.each([
    ["the largest size", { photo: sizes }, photo],
    ["with a caption", { photo: sizes, caption: "more fog" }, { ...photo, caption: "more fog" }],
    ["as a document", { document: document("image/png") }, { type: "photo", caption: "", files: [file] }],
    [
      "a document that is no picture: refused with a reason, not with silence",
      { document: document("application/pdf"), caption: "hi" },
      { type: "photo", caption: "hi", files: [{ ...file, mediaType: "application/pdf" }] },
    ],
    [
      "group: a document for somebody else",
      { chat: group, document: document("application/pdf"), caption: "hi" },
      null,
    ],
    ["group: silent", { chat: group, photo: sizes, caption: "look" }, null],
    ["group: mentioned", { chat: group, photo: sizes, caption: "@sfumato_bot fog" }, { ...photo, caption: "fog" }],
    ["group: reply to the bot", { chat: group, photo: sizes, reply_to_message: replyTo(bot) }, photo],
    [
      "group: command",
      { chat: group, photo: sizes, caption: "/describe@sfumato_bot in short" },
      { ...photo, caption: "/describe in short" },
    ],
    ["group: another bot's command", { chat: group, photo: sizes, caption: "/describe@other_bot" }, null],
  ])("%s", (_, message, expected) => {
    expect(action(say(message))).toEqual(expected);
  });

  test("an album is one intent, addressed by the one caption", () => {
    const part = (id: number, more: object) =>
      say(
        { chat: group, message_id: id, media_group_id: "g", photo: [{ ...sizes[0], file_id: `f${id}` }], ...more },
        id,
      );
    const updates = [part(1, {}), say({ text: "between" }, 2), part(3, { caption: "@sfumato_bot mix" }), part(4, {})];
    const intents = readBatch(updates, me, () => {});
    expect(intents.map((intent) => [intent.updateId, intent.messageId, intent.action.type])).toEqual([
      ["1", "1", "photo"],
      ["2", "5", "text"],
    ]);
    expect(intents[0]?.action).toMatchObject({ caption: "mix", files: [{ ref: "f1" }, { ref: "f3" }, { ref: "f4" }] });
  });

  test("an album in a group that speaks to nobody is left alone", () => {
    const updates = [1, 2].map((id) => say({ chat: group, media_group_id: "g", photo: sizes }, id));
    expect(readBatch(updates, me, () => {})).toEqual([]);
  });
});

describe("presses", () => {
  const press = (message: object | undefined, more = {}) =>
    ({
      update_id: 1,
      callback_query: { id: "q1", from: ann, chat_instance: "c", data: "tok", message, ...more },
    }) as Update;

  test("of a button in a topic", () => {
    const message = { ...replyTo(bot), is_topic_message: true, message_thread_id: 8 };
    expect(read(press(message), me)).toMatchObject({
      place: { chatId: "-100123", threadId: "8", kind: "group" },
      messageId: "3",
      replyToMessageId: null,
      action: { type: "press", token: "tok", pressId: "q1" },
    });
  });

  test("of a message that Telegram does not show any more", () => {
    expect(read(press({ chat: privateChat, message_id: 3, date: 0 }), me)).toMatchObject({ messageId: "3" });
  });

  test.each([
    ["without a message", press(undefined)],
    ["of a game", press(replyTo(bot), { data: undefined })],
  ])("%s", (_, update) => {
    expect(read(update, me)).toBeNull();
  });
});

test("an update that cannot be read stops no other", () => {
  const broken = { update_id: 1, message: { chat: null } } as unknown as Update;
  const errors: unknown[] = [];
  const intents = readBatch([broken, say({ text: "hi" }, 2)], me, (error) => errors.push(error));
  expect(intents.map((intent) => intent.updateId)).toEqual(["2"]);
  expect(errors).toHaveLength(1);
});

describe("a command that answers a picture", () => {
  const answering = (more: object) => read(say({ chat: group, text: "/describe", ...more }), me)?.repliedPictures;
  test("brings that picture along, whoever sent it", () => {
    const picture = { ref: "large", name: null, mediaType: null, size: 1000 };
    expect(answering({ reply_to_message: replyTo(ann, { text: undefined, photo: sizes }) })).toEqual([picture]);
    const file = replyTo(bot, { text: undefined, document: document("image/png") });
    expect(answering({ reply_to_message: file })).toMatchObject([{ ref: "doc", name: "a.png" }]);
  });

  test("brings none of words, of another chat's quoted message, and beside words that are no command", () => {
    expect(answering({ reply_to_message: replyTo(ann) })).toBeUndefined();
    const elsewhere = { origin: { type: "user", date: 1, sender_user: ann }, photo: sizes };
    expect(answering({ external_reply: elsewhere })).toBeUndefined();
    const words = { text: "darker", reply_to_message: replyTo(bot, { text: undefined, photo: sizes }) };
    expect(answering(words)).toBeUndefined();
  });
});
