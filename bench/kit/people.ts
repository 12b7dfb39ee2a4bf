import { setTimeout as delay } from "node:timers/promises";
import { createFakeTelegramServer, type FakeChat, type FakeMessage } from "../../tests/fakes/fake-telegram-server.ts";

/** A person in a private chat. */
export interface Person {
  readonly user: FakeMessage["from"];
  readonly chat: FakeChat;
}

/** How long the bot took to answer wishes (ms). */
export interface Answers {
  /** To the first message that answers a wish, whatever it shows. */
  readonly first: readonly number[];
  /** To the first content that speaks of the wish. */
  readonly words: readonly number[];
  readonly unanswered: number;
}

interface Wish {
  readonly sentAt: number;
  first?: number;
  words?: number;
}

/** A Telegram server with people who write at a steady rate and look at the clock. */
export async function createStage() {
  const wishes = new Map<string, Wish>();
  const byMessage = new Map<number, Wish>();
  const telegram = await createFakeTelegramServer({
    onCall({ params }) {
      const mark = /\bw\d{6}\b/.exec(String(params.text ?? params.caption ?? ""))?.[0];
      const spoken = mark === undefined ? undefined : wishes.get(mark);
      const answered = spoken ?? byMessage.get((params.reply_parameters as { message_id?: number })?.message_id ?? 0);
      if (answered) answered.first ??= performance.now() - answered.sentAt;
      if (spoken) spoken.words ??= performance.now() - spoken.sentAt;
    },
  });
  let count = 0;

  const people = (number: number): Person[] =>
    Array.from({ length: number }, () => {
      const user = telegram.user();
      return { user, chat: telegram.privateChat(user) };
    });
  /** Sends a wish of its own; its words come back on the card. */
  const wish = ({ user, chat }: Person): Wish => {
    const mark = `w${String(++count).padStart(6, "0")}`;
    const begun: Wish = { sentAt: performance.now() };
    wishes.set(mark, begun);
    byMessage.set(telegram.sendText(chat.id, user, `${mark} a red fox reads under a lantern`).messageId, begun);
    return begun;
  };
  /** Wishes at a rate, by everybody in turn, as long as `goesOn`; then waits for the last answers. */
  const talk = async (
    who: readonly Person[],
    perSecond: number,
    goesOn: (elapsedMs: number) => boolean,
    patienceMs = 20_000,
  ): Promise<Answers> => {
    const sent: Wish[] = [];
    const begun = performance.now();
    while (goesOn(performance.now() - begun)) {
      const due = Math.floor(((performance.now() - begun) * perSecond) / 1000) + 1;
      while (sent.length < due) sent.push(wish(who[sent.length % who.length] as Person));
      await delay(Math.max(0, begun + (sent.length * 1000) / perSecond - performance.now()));
    }
    for (const end = performance.now() + patienceMs; performance.now() < end; await delay(50))
      if (sent.every((one) => one.words !== undefined)) break;
    return {
      first: sent.flatMap((one) => one.first ?? []),
      words: sent.flatMap((one) => one.words ?? []),
      unanswered: sent.filter((one) => one.words === undefined).length,
    };
  };
  return { telegram, people, wish, talk };
}

/** The bot's variables for a fake Telegram: no cap and no limit of a person comes near. */
export function ampleEnv(telegram: { token: string; apiRoot: string }): Record<string, string> {
  return {
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    BUDGET_GLOBAL_DAILY_USD: "100000",
    BUDGET_GLOBAL_MONTHLY_USD: "100000",
    BUDGET_CHAT_DAILY_USD: "10000",
    BUDGET_CHAT_MONTHLY_USD: "10000",
    BUDGET_USER_DAILY_USD: "10000",
    BUDGET_SESSION_USD: "1000",
    EXPENSIVE_INTERVAL_S: "0",
    USER_CONCURRENCY: "1000",
    USER_PER_MINUTE: "10000",
  };
}
