import type { FakeChat, FakeMessage, FakeTelegram } from "../fakes/fake-telegram-server.ts";

type User = ReturnType<FakeTelegram["user"]>;

/** How long something may take to show (ms). */
const PATIENCE = 25_000;

/** A person's conversation with the bot in one chat, or in one topic of it. */
export interface Talk {
  readonly chat: FakeChat;
  readonly person: User;
  /** Sends words. */
  say(text: string, options?: { replyTo?: FakeMessage; thread?: number }): FakeMessage;
  /** Presses the button whose label matches, on a message or the newest one that has it; resolves with the toast. */
  press(label: RegExp, on?: FakeMessage, by?: User): Promise<string | null>;
  /** Waits for the newest message of the bot that matches. */
  see(pattern: RegExp, options?: { after?: FakeMessage }): Promise<FakeMessage>;
  /** Waits for a message with such a button. */
  offered(label: RegExp, options?: { after?: FakeMessage }): Promise<FakeMessage>;
  /** What the bot shows now, oldest first. */
  shown(): FakeMessage[];
  /** Pictures outside of albums. */
  pictures(): FakeMessage[];
  until<T>(find: () => T): Promise<Exclude<T, false | null | undefined>>;
  /** The chat as a person reads it. */
  transcript(): string;
}

export const labelsOf = (message: FakeMessage): string[] =>
  (message.markup?.inline_keyboard ?? []).flat().map((button) => button.text);

export interface TalkPlace {
  chat?: FakeChat;
  person?: User;
  thread?: number;
}

/** Begins to talk: in a private chat unless another is given. */
export function talk(telegram: FakeTelegram, place: TalkPlace = {}): Talk {
  const person = place.person ?? telegram.user();
  const chat = place.chat ?? telegram.privateChat(person);
  const until = <T>(find: () => T) => telegram.waitFor(find, PATIENCE);
  const shown = () => chat.messages.filter((message) => message.from.is_bot && !message.deleted);
  const since = (after?: FakeMessage) => shown().filter((message) => message.messageId > (after?.messageId ?? 0));
  const offered: Talk["offered"] = (label, { after } = {}) =>
    within(`a button ${label}`, () =>
      since(after).findLast((message) => labelsOf(message).some((text) => label.test(text))),
    );
  const within = async <T>(what: string, find: () => T) => {
    try {
      return await until(find);
    } catch {
      throw new Error(`There was never ${what} in:\n${transcriptOf(chat)}`);
    }
  };
  return {
    ...{ chat, person, until, shown, offered },
    say: (text, { replyTo, thread = place.thread } = {}) =>
      telegram.sendText(chat.id, person, text, {
        ...(replyTo ? { replyTo: replyTo.messageId } : {}),
        ...(thread === undefined ? {} : { thread }),
      }),
    async press(label, on, by = person) {
      const message = on ?? (await offered(label));
      await within(`a button ${label} on message ${message.messageId}`, () =>
        labelsOf(message).some((text) => label.test(text)),
      );
      const id = telegram.press(message.messageId, label, by);
      return (await within("an answer to the press", () => telegram.callbackAnswers.find((one) => one.id === id))).text;
    },
    see: (pattern, { after } = {}) =>
      within(`${pattern}`, () => since(after).findLast((message) => pattern.test(message.text))),
    pictures: () => shown().filter((message) => message.file?.kind === "photo" && !message.albumId),
    transcript: () => transcriptOf(chat),
  };
}

function transcriptOf(chat: FakeChat): string {
  return chat.messages
    .filter((message) => !message.deleted)
    .map((message) => {
      const who = message.from.is_bot ? "BOT" : message.from.first_name.toUpperCase();
      const marks = [
        message.file && `[${message.file.kind} ${message.file.name} ${message.file.width}×${message.file.height}]`,
        message.albumId && "[album]",
        message.replyTo && `[reply to ${message.replyTo}]`,
        message.threadId && `[topic ${message.threadId}]`,
        message.forceReply && "[asks reply]",
        message.edits.length > 0 && `[edited ${message.edits.length}×]`,
      ];
      const keys = (message.markup?.inline_keyboard ?? []).map((row) => row.map((b) => `⟦${b.text}⟧`).join(" "));
      const head = `── ${message.messageId} ${who} ${marks.filter(Boolean).join(" ")}`;
      return [head, message.text, ...keys].filter(Boolean).join("\n");
    })
    .join("\n");
}
