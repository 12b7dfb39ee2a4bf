import { commandMenus } from "../../../src/chat/commands.ts";
import type { DiscordApi } from "../../../src/chat/discord/api.ts";
import { createChannels } from "../../../src/chat/discord/channels.ts";
import { createCommandBook } from "../../../src/chat/discord/commands.ts";
import { isModerator } from "../../../src/chat/discord/moderators.ts";
import { createTaker, type Intake } from "../../../src/chat/discord/take.ts";
import type { Intent } from "../../../src/chat/intents.ts";
import { createFakePlatform, wording } from "../fake-deps.ts";
import { type Door, nameOf, PEOPLE, type Where, type Who } from "./doors.ts";

const BOT = "4200";
const [GUILD, OTHER_GUILD] = ["800", "801"];
const CHANNELS: Record<Exclude<Where, "private">, { id: string; guild: string; parent: string | null }> = {
  group: { id: "810", guild: GUILD, parent: null },
  thread: { id: "811", guild: GUILD, parent: "810" },
  otherGroup: { id: "820", guild: OTHER_GUILD, parent: null },
};
const MANAGE_GUILD = 1n << 5n;
/** Much, but nothing that makes a moderator: kicks, bans, channels, messages, roles, threads. */
const ALL_ELSE = (1n << 1n) | (1n << 2n) | (1n << 4n) | (1n << 13n) | (1n << 28n) | (1n << 34n);
const MENTIONED = { id: BOT, username: "sfumato", global_name: "Sfumato", bot: true };
const ids = Object.fromEntries(Object.keys(PEOPLE).map((who, at) => [who, String(70_000 + at)])) as Record<Who, string>;

const permissionsOf = (who: Who, guild: string): bigint => {
  if (who === "mona" && guild === GUILD) return MANAGE_GUILD;
  if (who === "otherMod" && guild === OTHER_GUILD) return MANAGE_GUILD;
  return who === "bob" || who === "exMod" ? ALL_ELSE : 0n;
};

/** Discord's way in, through the code that takes events. `twin` has another platform's operator's id. */
export function discordDoor(twin: string): Door {
  ids.twin = twin;
  const taken: Intent[] = [];
  const whoIs = (id: string) => Object.entries(ids).find(([, own]) => own === id)?.[0] as Who;
  const answers: [RegExp, (id: string, more: string) => unknown][] = [
    [/^\/guilds\/(\d+)\/members\/(\d+)$/, (_guild, id) => ({ roles: [id] })],
    [
      /^\/guilds\/(\d+)$/,
      (guild) => ({
        owner_id: "1",
        roles: [{ id: guild, permissions: "0" }].concat(
          Object.values(ids).map((id) => ({ id, permissions: String(permissionsOf(whoIs(id), guild)) })),
        ),
      }),
    ],
    [
      /^\/channels\/(\d+)$/,
      (id) => {
        const found = Object.values(CHANNELS).find((channel) => channel.id === id);
        return { id, type: found?.parent ? 11 : 0, parent_id: found?.parent, guild_id: found?.guild, name: "studio" };
      },
    ],
  ];
  const api = {
    async call(_method: string, route: string) {
      for (const [pattern, answer] of answers) {
        const match = pattern.exec(route);
        if (match) return answer(match[1] as string, match[2] as string);
      }
      throw new Error(`not to be asked: ${route}`);
    },
  } as unknown as DiscordApi;
  const channels = createChannels(api);
  const done = async () => {};
  const taker = createTaker({
    host: {
      form: async () => null,
      admits: async () => true,
      suggest: async () => [],
      receive: async (_platform, intents) => void taken.push(...intents),
    },
    acknowledge: {
      ...{ defer: done, deferUpdate: done, refuse: done, tell: done, settle: done },
      showWish: async () => null,
      answer: async () => true,
    },
    ...{ channels, wording, commands: createCommandBook(() => commandMenus(wording)) },
    ...{ log: console as unknown as Intake["log"], clock: { now: () => new Date(), sleep: done } },
    signal: new AbortController().signal,
  });
  let count = 5_000_000;
  const nextId = () => String(++count);
  const userOf = (who: Who) => ({ id: ids[who], username: `${who}_x`, global_name: nameOf(who), discriminator: "0" });
  const placed = (who: Who, where: Where) => {
    if (where === "private")
      return { channel_id: `9${ids[who]}`, channel: { id: `9${ids[who]}`, type: 1 }, user: userOf(who) };
    const { id, guild, parent } = CHANNELS[where];
    const member = { user: userOf(who), roles: [], permissions: String(permissionsOf(who, guild)) };
    const channel = { id, type: parent ? 11 : 0, parent_id: parent, name: "studio", guild_id: guild };
    return { guild_id: guild, channel_id: id, channel, member };
  };
  const take = async (work: () => Promise<void>): Promise<Intent[]> => {
    taken.length = 0;
    await work();
    return [...taken];
  };
  const interact = (type: number, who: Who, where: Where, more: object) =>
    take(() =>
      taker.interaction({
        ...{ id: nextId(), application_id: "1", token: "t", version: 1, type, locale: "en-US", entitlements: [] },
        ...{ ...placed(who, where), ...more, context: where === "private" ? 1 : 0 },
      } as never),
    );
  const write = (who: Who, where: Where, content: string, more: object = {}) => {
    const { guild_id, channel_id } = placed(who, where) as { guild_id?: string; channel_id: string };
    const message = { id: nextId(), type: 0, channel_id, author: userOf(who), content, mentions: [MENTIONED] };
    const inGuild = guild_id ? { guild_id, member: { roles: [], nick: null } } : {};
    return take(() => taker.message({ ...message, ...inGuild, attachments: [], ...more } as never, BOT));
  };
  const replyTo = (id: string) => ({
    ...{ type: 19, message_reference: { message_id: id } },
    referenced_message: { id, author: MENTIONED, content: "…" },
  });
  const slash = (who: Who, where: Where, words: string) => {
    const [, name = "", args = ""] = /^\/(\S+)\s*([\s\S]*)$/.exec(words) ?? [];
    const options = args === "" ? [] : [{ name: name === "rerun" ? "id" : "words", type: 3, value: args }];
    return interact(2, who, where, { data: { id: "1", type: 1, name, options } });
  };
  const pressed = (token: string, messageId: string) => ({
    data: { component_type: 2, custom_id: token },
    message: { id: messageId, flags: 0, author: MENTIONED },
  });
  const platform = {
    ...createFakePlatform(),
    id: "discord",
    isModerator: (place: Parameters<typeof isModerator>[1], id: string) => isModerator({ api, channels }, place, id),
  };
  return {
    platform,
    idOf: (who) => ids[who],
    chatIdOf: (where, who) => (where === "private" ? ids[who] : (CHANNELS[where].parent ?? CHANNELS[where].id)),
    says(who, where, words, shape) {
      if (shape % 3 === 0) return slash(who, where, words);
      return write(who, where, shape % 3 === 1 ? `<@${BOT}> ${words}` : words, shape % 3 === 1 ? {} : replyTo("1"));
    },
    replies: (who, where, messageId, words) => write(who, where, words, replyTo(messageId)),
    presses: (who, where, token, messageId) => interact(3, who, where, pressed(token, messageId)),
    fills: (who, where, token, words) =>
      interact(5, who, where, {
        message: { id: "1", flags: 0, author: MENTIONED },
        data: {
          custom_id: `${token}.form`,
          components: [{ type: 18, id: 1, component: { type: 4, id: 2, custom_id: "text", value: words } }],
        },
      }),
  };
}
