import {
  controlsOf,
  type FakeChannel,
  type FakeDiscord,
  type FakeFile,
  type FakeInteraction,
  type FakeMessage,
  type FakeUser,
} from "../fakes/fake-discord-server.ts";

/** How long something may take to show (ms). */
const PATIENCE = 30_000;

/** A person's conversation with the bot in one channel and its threads. */
export interface DiscordTalk {
  readonly channel: FakeChannel;
  readonly person: FakeUser;
  say(text: string, more?: { replyTo?: FakeMessage; files?: FakeFile[]; in?: FakeChannel }): FakeMessage;
  command(name: string, options?: Record<string, string | number | FakeFile>): FakeInteraction;
  /** Presses the button whose label matches; resolves once it was answered. */
  press(label: RegExp, on?: FakeMessage, by?: FakeUser): Promise<FakeInteraction>;
  /** What a press was answered with, for the presser alone. */
  told(press: FakeInteraction): Promise<string>;
  choose(name: RegExp, value: string, on: FakeMessage): Promise<FakeInteraction>;
  /** Waits for the newest message of the bot that matches. */
  see(pattern: RegExp): Promise<FakeMessage>;
  offered(label: RegExp): Promise<FakeMessage>;
  /** What the bot shows now to this person, oldest first, threads after their channel. */
  shown(): FakeMessage[];
  pictures(): FakeMessage[];
  threads(): FakeChannel[];
  until<T>(find: () => T): Promise<Exclude<T, false | null | undefined>>;
  transcript(): string;
}

/** The text of a message with its boxes and captions. */
export const textOf = (message: FakeMessage): string =>
  [
    message.content,
    ...message.embeds.map(({ description }) => description ?? ""),
    ...message.components.flatMap(({ content }) => content ?? []),
  ]
    .filter(Boolean)
    .join("\n");

/** Labels of the buttons, and titles of the menus. */
export const labelsOf = (message: FakeMessage): string[] =>
  controlsOf(message).map(({ label, placeholder }) => label ?? placeholder ?? "");

/** Begins to talk: in private unless a channel is given. */
export function discordTalk(
  discord: FakeDiscord,
  place: { channel?: FakeChannel; person?: FakeUser } = {},
): DiscordTalk {
  const person = place.person ?? discord.user();
  const channel = place.channel ?? discord.privateChat(person);
  const until = <T>(find: () => T) => discord.waitFor(find, PATIENCE);
  const threads = () => [...discord.world.channels.values()].filter(({ parentId }) => parentId === channel.id);
  const isShown = (message: FakeMessage) =>
    message.author.bot && !message.deleted && (message.onlyFor === null || message.onlyFor === person.id);
  const shown = () => [channel, ...threads()].flatMap(({ messages }) => messages).filter(isShown);
  const within = async <T>(what: string, find: () => T) => {
    try {
      return await until(find);
    } catch {
      throw new Error(`There was never ${what} in:\n${transcript()}`);
    }
  };
  const transcript = () => [channel, ...threads()].map((one) => transcriptOf(discord, one)).join("\n");
  const offered: DiscordTalk["offered"] = (label) =>
    within(`a button ${label}`, () =>
      shown().findLast((message) => labelsOf(message).some((text) => label.test(text))),
    );
  const control = (label: RegExp, message: FakeMessage) =>
    within(`a button ${label} on ${message.id}`, () =>
      controlsOf(message).find((one) => label.test(one.label ?? one.placeholder ?? "")),
    );
  const answered = async (interaction: FakeInteraction) => {
    await within("an answer", () => interaction.callback);
    return interaction;
  };
  return {
    ...{ channel, person, until, threads, shown, offered, transcript },
    say: (text, more = {}) => discord.say(more.in ?? channel, person, text, more),
    command: (name, options) => discord.command(channel, person, name, options),
    async press(label, on, by = person) {
      const message = on ?? (await offered(label));
      return answered(discord.press(message, (await control(label, message)).custom_id, by));
    },
    told: async (press) => (await within("a notice", () => press.followUps[0])).content,
    async choose(name, value, on) {
      return answered(discord.press(on, (await control(name, on)).custom_id, person, [value]));
    },
    see: (pattern) => within(`${pattern}`, () => shown().findLast((message) => pattern.test(textOf(message)))),
    pictures: () => shown().filter(({ files, flags }) => flags === 0 && files.some(({ width }) => width > 0)),
  };
}

function transcriptOf(discord: FakeDiscord, channel: FakeChannel): string {
  const title = channel.type === 1 ? "private" : channel.type === 11 ? `thread “${channel.name}”` : `#${channel.name}`;
  const messages = channel.messages
    .filter((message) => !message.deleted)
    .map((message) => {
      const used = [...discord.world.interactions.values()].find(
        ({ originalId, type }) => originalId === message.id && type === 2,
      );
      const marks = [
        used && `[${used.user.global_name} used a command]`,
        message.onlyFor && "[only for you]",
        message.thinking && "[thinking…]",
        message.replyTo && `[reply to …${message.replyTo.slice(-4)}]`,
        message.edits > 0 && `[edited ${message.edits}×]`,
      ];
      const head = `── …${message.id.slice(-4)} ${message.author.bot ? "BOT" : message.author.global_name.toUpperCase()}`;
      const files = message.files.map((file) => `[${file.filename} ${file.width}×${file.height}]`).join(" ");
      const boxes = message.embeds.map(({ description }) => `┃ ${description?.replaceAll("\n", "\n┃ ")}`);
      const rows = message.components.map(({ components, content, items }) => {
        if (items) return items.map(({ description }) => `[picture: ${description}]`).join(" ");
        return (
          content ?? components?.map((one) => (one.type === 3 ? `⟦▾ ${one.placeholder}⟧` : `⟦${one.label}⟧`)).join(" ")
        );
      });
      return [[head, ...marks.filter(Boolean)].join(" "), message.content, files, ...boxes, ...rows]
        .filter(Boolean)
        .join("\n");
    });
  return [`═══ ${title}`, ...messages].join("\n");
}
