import { textOf } from "../../tests/e2e/discord-talk.ts";
import {
  controlsOf,
  type FakeChannel,
  type FakeDiscord,
  type FakeInteraction,
  type FakeMessage,
  type FakeUser,
} from "../../tests/fakes/fake-discord-server.ts";
import type { FakeTelegram, FakeMessage as OnTelegram } from "../../tests/fakes/fake-telegram-server.ts";

type Shown = Pick<OnTelegram, "text" | "markup">;

/** Something that somebody did, and how many answers it has by now. Exactly one is right. */
export interface Errand {
  readonly what: string;
  answers(): number;
}

/** Somebody with a chat of their own, who does one thing after another. */
export interface Visitor {
  act(): Errand | null;
  /** Pictures that were accepted here, and those that are shown. */
  pictures(): { wanted: number; shown: number };
}

const LISTS = ["spend", "queue", "help", "models", "history"] as const;
const wishOf = (mark: string) => `a red fox near the sign ${mark}`;
let marks = 0;
const newMark = () => `zq${String(++marks).padStart(6, "0")}zq`;

/** Each begins elsewhere, so that at any moment everything is done by somebody. */
function inTurn(acts: readonly (() => Errand | null)[]): () => Errand | null {
  let next = visitors++;
  return () => (acts[next++ % acts.length] as () => Errand | null)();
}
let visitors = 0;

/** Somebody on Discord: commands, buttons, modals, suggestions and mentions in turn. */
export function onDiscord(discord: FakeDiscord, user: FakeUser, channel: FakeChannel): Visitor {
  const { world } = discord;
  const accepted = new Set<string>();
  const opened: FakeInteraction[] = [];
  const shown = (): FakeMessage[] => {
    const threads = channel.messages.flatMap(({ id }) => world.channels.get(id) ?? []);
    return [channel, ...threads].flatMap(({ messages }) => messages).filter((one) => one.author.bot && !one.deleted);
  };
  const cards = (mark: string) =>
    shown().filter((one) => controlsOf(one).some(({ label }) => label === "Edit") && textOf(one).includes(mark)).length;
  const acknowledged = (what: string, interaction: FakeInteraction): Errand => ({
    what,
    answers: () => (interaction.callback ? 1 : 0),
  });
  const button = (label: RegExp, isNew: (id: string) => boolean = () => true) => {
    for (const message of shown().toReversed())
      for (const control of controlsOf(message))
        if (label.test(control.label ?? "") && isNew(control.custom_id)) return { message, control };
    return null;
  };
  const press = (label: RegExp, isNew?: (id: string) => boolean) => {
    const found = button(label, isNew);
    return found && { id: found.control.custom_id, used: discord.press(found.message, found.control.custom_id, user) };
  };
  const acts: (() => Errand | null)[] = [
    () => {
      const mark = newMark();
      discord.command(channel, user, "imagine", { goal: wishOf(mark) });
      return { what: `a wish on Discord, ${mark}`, answers: () => cards(mark) };
    },
    () =>
      acknowledged("a completion", discord.type(channel, user, "imagine", { goal: "x", provider: "o" }, "provider")),
    () => {
      const pressed = press(/^Accept/, (id) => !accepted.has(id));
      if (pressed) accepted.add(pressed.id);
      return pressed && acknowledged("Accept", pressed.used);
    },
    () => {
      const name = LISTS[marks % LISTS.length] as string;
      const used = discord.command(channel, user, name);
      const answered = () => {
        const original = world.messages.get(used.originalId ?? "");
        return original && !original.thinking && !original.deleted ? 1 + used.followUps.length : 0;
      };
      return { what: `/${name} on Discord`, answers: answered };
    },
    () => {
      const pressed = press(/^Edit/);
      if (pressed) opened.push(pressed.used);
      return pressed && acknowledged("Edit", pressed.used);
    },
    () => {
      const modal = opened.find(({ callback }) => callback?.type === 9);
      if (!modal) return null;
      opened.splice(opened.indexOf(modal), 1);
      const prompt = JSON.stringify(modal.callback).match(/zq\d{6}zq/)?.[0] ?? "";
      return acknowledged("a modal", discord.submit(modal, { text: wishOf(prompt) }));
    },
    () => {
      const mark = newMark();
      discord.say(channel, user, `<@${world.bot.id}> ${wishOf(mark)}`);
      return { what: `a mention on Discord, ${mark}`, answers: () => cards(mark) };
    },
  ];
  return {
    act: inTurn(acts),
    pictures: () => ({
      wanted: accepted.size,
      shown: shown().filter(({ files }) => files.some(({ width }) => width > 0)).length,
    }),
  };
}

/** Somebody in private on Telegram: wishes, lists and presses in turn. */
export function onTelegram(telegram: FakeTelegram): Visitor {
  const user = telegram.user();
  const chat = telegram.privateChat(user);
  const accepted = new Set<number>();
  const shown = () => chat.messages.filter((message) => message.from.is_bot && !message.deleted);
  const labelsOf = (message: Shown) => (message.markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
  const hasAccept = (message: Shown) => labelsOf(message).some((label) => label.startsWith("Accept"));
  const cards = (mark: string) =>
    shown().filter((message) => message.text.includes(mark) && labelsOf(message).includes("Edit")).length;
  const acts: (() => Errand | null)[] = [
    () => {
      const mark = newMark();
      telegram.sendText(chat.id, user, wishOf(mark));
      return {
        what: `a wish on Telegram, ${mark}`,
        answers: () => cards(mark),
      };
    },
    () => {
      const name = LISTS[marks % LISTS.length] as string;
      const asked = telegram.sendText(chat.id, user, `/${name}`);
      return {
        what: `/${name} on Telegram`,
        answers: () => shown().filter(({ replyTo }) => replyTo === asked.messageId).length,
      };
    },
    () => {
      const card = shown().findLast((message) => hasAccept(message) && !accepted.has(message.messageId));
      if (!card) return null;
      accepted.add(card.messageId);
      const id = telegram.press(card.messageId, /^Accept/, user);
      return {
        what: "Accept on Telegram",
        answers: () => telegram.callbackAnswers.filter((one) => one.id === id).length,
      };
    },
  ];
  return {
    act: inTurn(acts),
    pictures: () => ({ wanted: accepted.size, shown: shown().filter(({ file }) => file?.kind === "photo").length }),
  };
}
