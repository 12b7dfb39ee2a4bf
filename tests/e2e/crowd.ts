import { setTimeout as delay } from "node:timers/promises";
import {
  controlsOf,
  type FakeChannel,
  type FakeDiscord,
  type FakeMessage as OnDiscord,
} from "../fakes/fake-discord-server.ts";
import type { FakeChat, FakeTelegram, FakeMessage as OnTelegram } from "../fakes/fake-telegram-server.ts";
import { solidPng } from "../fakes/tiny-png.ts";
import { textOf } from "./discord-talk.ts";

const MARK = /zq(\d{4})zq/g;
const markOf = (chat: number) => `zq${String(chat).padStart(4, "0")}zq`;
const LOOK_AGAIN_MS = 50;
/** Chats that share a person: a mistake by person shows as one by chat does. */
const PER_PERSON = 4;

/** A message as its chat sees it now. */
interface Shown {
  readonly text: string;
  readonly labels: readonly string[];
  readonly pictures: readonly Uint8Array[];
  press(label: RegExp): void;
}

/** A chat on either platform in which one wish goes its whole way. */
export interface Seat {
  readonly chat: number;
  readonly platform: "telegram" | "discord";
  /** Its id, and those of its threads. */
  isAt(id: string): boolean;
  wish(): void;
  shown(): Shown[];
  /** How far its person came. */
  step: "card" | "accepted" | "optimized" | "done";
}

/** What a call of the bot put into a chat. */
export interface Posted {
  readonly chat: number | null;
  readonly words: string;
}

/** The wish of a chat: its mark stands in its goal, its prompt, and what is made of them. */
const wishOf = (chat: number) => `a red fox with the sign ${markOf(chat)}`;

/** A picture whose colour tells the chat whose prompt it was painted for, and which of its pictures it is. */
export function markedPainter(): (prompt: string) => Uint8Array {
  const painted = new Map<number, number>();
  return (prompt) => {
    const chat = Number([...prompt.matchAll(MARK)][0]?.[1] ?? 65_535);
    painted.set(chat, (painted.get(chat) ?? 0) + 1);
    return solidPng(816, 816, [chat >> 8, chat & 255, painted.get(chat) ?? 0]);
  };
}

/** The chat in a picture's colour: the palette of a PNG of one colour stands at a fixed place. */
const chatOfPicture = (png: Uint8Array) => ((png[41] ?? 0) << 8) | (png[42] ?? 0);

/** Seats in private chats and groups of Telegram, numbered from `first`. */
export function seatsOnTelegram(telegram: FakeTelegram, count: number, first = 0): Seat[] {
  let person = telegram.user();
  return Array.from({ length: count }, (_, at) => {
    if (at % PER_PERSON === 0) person = telegram.user();
    const chat: FakeChat = at % PER_PERSON === 0 ? telegram.privateChat(person) : telegram.group();
    const [number, user] = [first + at, person];
    const isShown = (message: OnTelegram) => message.from.is_bot && !message.deleted;
    const shown = (message: OnTelegram): Shown => ({
      text: message.text,
      labels: (message.markup?.inline_keyboard ?? []).flat().map(({ text }) => text),
      pictures: message.file?.kind === "photo" ? [message.file.bytes] : [],
      press: (label) => void telegram.press(message.messageId, label, user),
    });
    return {
      ...{ chat: number, platform: "telegram", step: "card", isAt: (id) => id === String(chat.id) },
      wish: () => void telegram.sendText(chat.id, user, `/imagine ${wishOf(number)} iterations=1`),
      shown: () => chat.messages.filter(isShown).map(shown),
    };
  });
}

/** Seats in private chats and channels of Discord, some of them without threads. */
export function seatsOnDiscord(discord: FakeDiscord, count: number, first = 0): Seat[] {
  const guild = discord.guild();
  let person = discord.user();
  return Array.from({ length: count }, (_, at) => {
    if (at % PER_PERSON === 0) person = discord.user();
    const denied = at % PER_PERSON === 1 ? (["threads"] as const) : [];
    const channel: FakeChannel =
      at % PER_PERSON === 0 ? discord.privateChat(person) : discord.channel(guild, { denied: [...denied] });
    const [number, user] = [first + at, person];
    const threads = () => channel.messages.flatMap(({ id }) => discord.world.channels.get(id) ?? []);
    const isShown = (message: OnDiscord) => message.author.bot && !message.deleted;
    const shown = (message: OnDiscord): Shown => ({
      text: textOf(message),
      labels: controlsOf(message).map(({ label = "" }) => label),
      pictures: message.files.filter(({ width }) => width > 0).map(({ bytes }) => bytes),
      press: (label) => {
        const button = controlsOf(message).find((one) => label.test(one.label ?? ""));
        if (button) discord.press(message, button.custom_id, user);
      },
    });
    return {
      ...{ chat: number, platform: "discord", step: "card" },
      isAt: (id) => id === channel.id || threads().some((thread) => thread.id === id),
      wish: () => void discord.command(channel, user, "imagine", { goal: wishOf(number), iterations: 1 }),
      shown: () =>
        [channel, ...threads()]
          .flatMap(({ messages }) => messages)
          .filter(isShown)
          .map(shown),
    };
  });
}

/** Everybody wishes at once and goes on as soon as a button shows; resolves when all are done, or the time is over. */
export async function playAll(seats: readonly Seat[], patienceMs: number): Promise<void> {
  for (const seat of seats) seat.wish();
  for (const end = Date.now() + patienceMs; Date.now() < end; await delay(LOOK_AGAIN_MS)) {
    for (const seat of seats) if (seat.step !== "done") advance(seat);
    if (seats.every(({ step }) => step === "done")) return;
  }
}

/** Every other chat accepts one picture before its loop. */
function advance(seat: Seat): void {
  const shown = seat.shown();
  const press = (label: RegExp, next: Seat["step"]) => {
    const message = shown.findLast(({ labels }) => labels.some((text) => label.test(text)));
    message?.press(label);
    if (message) seat.step = next;
  };
  const accepts = seat.chat % 2 === 1;
  if (seat.step === "card") press(accepts ? /^Accept/ : /^Optimize/, accepts ? "accepted" : "optimized");
  else if (seat.step === "accepted" && shown.some(({ labels }) => labels.some((text) => /^Re-roll/.test(text))))
    press(/^Optimize/, "optimized");
  else if (seat.step === "optimized" && shown.some(({ text }) => /Final prompt/.test(text))) seat.step = "done";
}

/** All that the bot ever sent or edited, with the chat that it went to. */
export function postedIn(seats: readonly Seat[], telegram: FakeTelegram, discord: FakeDiscord): Posted[] {
  const chatAt = (id: unknown) => seats.find((seat) => seat.isAt(String(id)))?.chat ?? null;
  const interactions = new Map([...discord.world.interactions.values()].map((one) => [one.token, one.channelId]));
  const channelOf = (call: string) =>
    /\/channels\/(\d+)/.exec(call)?.[1] ??
    interactions.get(/\/(?:webhooks|interactions)\/\d+\/([\w-]+)/.exec(call)?.[1] ?? "");
  return [
    ...telegram.calls
      .filter(({ params }) => params.chat_id !== undefined)
      .map(({ params }) => ({ chat: chatAt(params.chat_id), words: JSON.stringify(params) })),
    ...discord.calls.flatMap(({ call, body }) => {
      const channel = channelOf(call);
      return channel === undefined ? [] : [{ chat: chatAt(channel), words: JSON.stringify(body) }];
    }),
  ];
}

/** Words and pictures that stand in a chat to which they do not belong. */
export function mixedUp(posted: readonly Posted[], seats: readonly Seat[]): string[] {
  const words = posted.flatMap(({ chat, words }) =>
    [...words.matchAll(MARK)].flatMap(([mark, number]) => (Number(number) === chat ? [] : [`${mark} in chat ${chat}`])),
  );
  const pictures = seats.flatMap((seat) =>
    seat
      .shown()
      .flatMap((message) => message.pictures)
      .map(chatOfPicture)
      .flatMap((chat) => (chat === seat.chat ? [] : [`a picture of chat ${chat} in chat ${seat.chat}`])),
  );
  return [...words, ...pictures];
}
