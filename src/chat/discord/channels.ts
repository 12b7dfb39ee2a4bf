import { type APIChannel, type APIInteraction, ChannelType, Routes } from "discord.js";
import type { Place } from "../../domain/session.ts";
import type { DiscordApi } from "./api.ts";
import type { ChannelFacts } from "./read.ts";
import { clean, placeOf } from "./read.ts";
import { channelOf } from "./read-interaction.ts";

const MOST = 5_000;
/** Permissions may be given meanwhile, so that a channel is asked again after this (ms). */
const THREADLESS_MS = 10 * 60_000;
/** Without a server's say this much may be attached (bytes; docs: Uploading Files, 10 MiB). */
const DEFAULT_ATTACHMENT_LIMIT = 10 * 1024 * 1024;

/** What is known of channels, asked for when it is not. */
export interface Channels {
  /** Learns from an interaction: its channel, its server or person, and how large attachments may be there. */
  note(interaction: APIInteraction): void;
  /** A channel's facts; when Discord does not tell, it is taken for one without threads. */
  facts(channelId: string, guildId: string | undefined): Promise<ChannelFacts>;
  /** The place with its thread told from its chat, where the interaction did not tell it or named no channel at all. */
  complete(place: Place, interaction: APIInteraction): Promise<Place>;
  /** Bytes that one attachment may have. */
  attachmentLimit(channelId: string): number;
  lowerAttachmentLimit(channelId: string): void;
  /** A thread that is not there, or a channel that refused one: it is not tried again for a while. */
  noteThreadless(id: string): void;
  isThreadless(id: string): boolean;
  /** The server of a channel. */
  guildOf(channelId: string): Promise<string | null>;
  /** What a server is called; null when Discord does not tell. */
  serverName(guildId: string): Promise<string | null>;
  /** A person's private chat is this channel. */
  notePrivate(personId: string, channelId: string): void;
  /**
   * The channel of a person's private chat, opened when nobody wrote in it since the start.
   * @throws DiscordFailure when Discord opens none
   */
  privateChat(personId: string): Promise<string>;
  /**
   * The channel or thread that a place stands for.
   * @throws DiscordFailure when it is private and Discord opens no channel
   */
  channelOf(place: Place): Promise<string>;
}

/** Builds it, empty. */
export function createChannels(api: DiscordApi): Channels {
  const known = new Map<string, ChannelFacts>();
  const limits = new Map<string, number>();
  const guilds = new Map<string, string>();
  const chats = new Map<string, Promise<string>>();
  const threadless = new Map<string, number>();
  const keep = <T>(map: Map<string, T>, key: string, value: T) => {
    map.delete(key);
    map.set(key, value);
    if (map.size > MOST) map.delete(map.keys().next().value as string);
  };
  const ask = async (channelId: string): Promise<ChannelFacts | null> => {
    const channel = await api.call<APIChannel>("get", Routes.channel(channelId)).catch(() => null);
    if (!channel) return null;
    const parentId = "parent_id" in channel ? (channel.parent_id ?? null) : null;
    const facts = { id: channel.id, type: channel.type, parentId, name: channel.name ?? null };
    keep(known, channelId, facts);
    if ("guild_id" in channel && channel.guild_id) keep(guilds, channelId, channel.guild_id);
    return facts;
  };
  const isThread = ({ type }: ChannelFacts) =>
    type === ChannelType.PublicThread || type === ChannelType.PrivateThread || type === ChannelType.AnnouncementThread;
  const openChat = async (personId: string): Promise<string> => {
    const body = { recipient_id: personId };
    const { id } = await api.call<{ id: string }>("post", Routes.userChannels(), { body });
    return id;
  };
  const privateChat = (personId: string): Promise<string> => {
    const known = chats.get(personId);
    if (known) return known;
    const opening = openChat(personId);
    keep(chats, personId, opening);
    opening.catch(() => chats.delete(personId));
    return opening;
  };
  return {
    note(interaction) {
      const channel = channelOf(interaction);
      const { kind, chatId } = placeOf(channel, (interaction.member?.user ?? interaction.user)?.id ?? "");
      if (kind === "private") keep(chats, chatId, Promise.resolve(channel.id));
      if (channel.type !== ChannelType.GuildText || interaction.channel) keep(known, channel.id, channel);
      if (interaction.guild_id) for (const id of [chatId, channel.id]) keep(guilds, id, interaction.guild_id);
      if (interaction.attachment_size_limit)
        for (const id of [chatId, channel.id]) keep(limits, id, interaction.attachment_size_limit);
    },
    async facts(channelId, guildId) {
      if (guildId) keep(guilds, channelId, guildId);
      const fallback = guildId === undefined ? ChannelType.DM : ChannelType.GuildVoice;
      const facts = known.get(channelId);
      if (facts && !(isThread(facts) && facts.parentId === null)) return facts;
      if (guildId === undefined) return { id: channelId, type: fallback, parentId: null, name: null };
      return (await ask(channelId)) ?? facts ?? { id: channelId, type: fallback, parentId: null, name: null };
    },
    async complete(place, interaction) {
      const channel = channelOf(interaction);
      const isTold = interaction.channel !== undefined && (!isThread(channel) || channel.parentId !== null);
      if (isTold || place.kind === "private") return place;
      const facts = known.get(channel.id) ?? (await ask(channel.id));
      return facts && isThread(facts) ? placeOf(facts, place.chatId) : place;
    },
    attachmentLimit: (channelId) => limits.get(channelId) ?? DEFAULT_ATTACHMENT_LIMIT,
    lowerAttachmentLimit: (channelId) =>
      keep(limits, channelId, Math.floor((limits.get(channelId) ?? DEFAULT_ATTACHMENT_LIMIT) / 2)),
    noteThreadless: (id) => keep(threadless, id, Date.now() + THREADLESS_MS),
    isThreadless: (id) => (threadless.get(id) ?? 0) > Date.now(),
    async guildOf(channelId) {
      if (!guilds.has(channelId)) await ask(channelId);
      return guilds.get(channelId) ?? null;
    },
    async serverName(guildId) {
      const guild = await api.call<{ name?: string }>("get", Routes.guild(guildId)).catch(() => null);
      return guild?.name ? clean(guild.name) : null;
    },
    notePrivate: (personId, channelId) => keep(chats, personId, Promise.resolve(channelId)),
    privateChat,
    channelOf: async ({ kind, chatId, threadId }) =>
      threadId ?? (kind === "private" ? await privateChat(chatId) : chatId),
  };
}
