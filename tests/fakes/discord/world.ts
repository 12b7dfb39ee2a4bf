import sharp from "sharp";
import type { Commands } from "./bodies.ts";
import {
  ApiError,
  type FakeChannel,
  type FakeFile,
  type FakeInteraction,
  type FakeMessage,
  type FakeUser,
} from "./shapes.ts";

/** Discord's epoch (ms). */
const EPOCH = 1_420_070_400_000n;
/** What the bot may do in a channel where nothing is denied. */
const ALL = (1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 15n) | (1n << 16n);
const THREADS = (1n << 35n) | (1n << 38n);

/** Everything that the fake Discord knows. */
export interface World {
  readonly bot: FakeUser;
  readonly applicationId: string;
  readonly origin: () => string;
  readonly users: Map<string, FakeUser>;
  readonly guilds: Map<string, { id: string; name: string; ownerId: string }>;
  readonly channels: Map<string, FakeChannel>;
  readonly messages: Map<string, FakeMessage>;
  readonly interactions: Map<string, FakeInteraction>;
  /** Registered commands, by `global` or a server's id. */
  readonly commands: Map<string, Commands>;
  readonly files: Map<string, FakeFile>;
  attachmentLimit: number;
  /** A token serves this long (ms). */
  tokenLifeMs: number;
  onChange: () => void;
  nextId(): string;
  channel(id: string): FakeChannel;
  message(id: string): FakeMessage;
  /** The one channel between the bot and a person; made at its first use. */
  privateChat(user: FakeUser): FakeChannel;
  add(message: Omit<FakeMessage, "id" | "deleted" | "edits" | "thinking"> & { thinking?: boolean }): FakeMessage;
  addFile(name: string, bytes: Buffer, description?: string): Promise<FakeFile>;
  permissionsIn(channel: FakeChannel): bigint;
}

/** Makes an empty world; the bot's ids are new ones unless given. */
export function createWorld(origin: () => string, known: { botId?: string; applicationId?: string } = {}): World {
  let sequence = 0n;
  const nextId = () => String(((BigInt(Date.now()) - EPOCH) << 22n) + ++sequence);
  const bot: FakeUser = {
    ...{
      id: known.botId ?? nextId(),
      username: "sfumato",
      global_name: "Sfumato",
      bot: true,
      locale: "en-US",
      permissions: 0n,
    },
  };
  const world: World = {
    ...{
      bot,
      applicationId: known.applicationId ?? nextId(),
      origin,
      nextId,
      attachmentLimit: 10 * 1024 * 1024,
      tokenLifeMs: 900_000,
    },
    ...{ users: new Map([[bot.id, bot]]), guilds: new Map(), channels: new Map(), messages: new Map() },
    ...{ interactions: new Map(), commands: new Map(), files: new Map() },
    onChange: () => {},
    channel(id) {
      const channel = world.channels.get(id);
      if (!channel || channel.deleted) throw new ApiError(404, 10003, "Unknown Channel");
      return channel;
    },
    message(id) {
      const message = world.messages.get(id);
      if (!message || message.deleted) throw new ApiError(404, 10008, "Unknown Message");
      return message;
    },
    privateChat(user) {
      const there = [...world.channels.values()].find(({ recipient }) => recipient?.id === user.id);
      if (there) return there;
      const channel: FakeChannel = {
        ...{ id: nextId(), type: 1, guildId: null, parentId: null, name: "", recipient: user },
        ...{ denied: new Set(), archived: false, deleted: false, messages: [] },
      };
      world.channels.set(channel.id, channel);
      return channel;
    },
    add(content) {
      const message: FakeMessage = { thinking: false, ...content, id: nextId(), deleted: false, edits: 0 };
      world.messages.set(message.id, message);
      world.channels.get(message.channelId)?.messages.push(message);
      world.onChange();
      return message;
    },
    async addFile(filename, bytes, description) {
      if (bytes.length > world.attachmentLimit) throw new ApiError(413, 40005, "Request entity too large");
      const {
        width = 0,
        height = 0,
        format,
      } = await sharp(bytes)
        .metadata()
        .catch(() => ({ width: 0, height: 0, format: undefined }));
      const type = format ? `image/${format}` : "text/plain";
      const file = { id: nextId(), filename, description: description ?? null, bytes, width, height, type };
      world.files.set(file.id, file);
      return file;
    },
    permissionsIn({ denied, type }) {
      if (type === 1) return ALL;
      let bits = denied.has("threads") ? ALL : ALL | THREADS;
      if (denied.has("send")) bits &= ~(1n << 11n);
      if (denied.has("attach")) bits &= ~(1n << 15n);
      return denied.has("view") ? 0n : bits;
    },
  };
  return world;
}

export function toUser(user: FakeUser) {
  const { id, username, global_name, bot } = user;
  return { id, username, global_name, discriminator: "0", avatar: null, bot, public_flags: 0 };
}

export function toMember(user: FakeUser) {
  return {
    ...{ nick: null, avatar: null, roles: [], joined_at: "2026-01-01T00:00:00.000000+00:00", flags: 0 },
    ...{ deaf: false, mute: false, permissions: String(user.permissions) },
  };
}

export function toChannel(world: World, channel: FakeChannel) {
  const { id, type, guildId, parentId, name, archived, recipient } = channel;
  if (type === 1)
    return { id, type, recipients: recipient ? [toUser(recipient)] : [], last_message_id: null, flags: 0 };
  const thread = {
    archived,
    auto_archive_duration: 1440,
    archive_timestamp: "2026-01-01T00:00:00+00:00",
    locked: false,
  };
  return {
    ...{ id, type, guild_id: guildId, parent_id: parentId, name, nsfw: false, position: 0, flags: 0 },
    ...{ permissions: String(world.permissionsIn(channel)) },
    ...(type === 11 ? { thread_metadata: thread, owner_id: world.bot.id } : {}),
  };
}

export function toAttachment(world: World, file: FakeFile) {
  const { id, filename, bytes, width, height, type, description } = file;
  const url = `${world.origin()}/attachments/1/${id}/${filename}?ex=1&is=1&hm=signature`;
  return {
    ...{ id, filename, size: bytes.length, url, proxy_url: url, content_type: type },
    ...(width > 0 ? { width, height } : {}),
    ...(description === null ? {} : { description }),
  };
}

/** A message as the API shows it. */
export function toMessage(world: World, message: FakeMessage): Record<string, unknown> {
  const { id, channelId, author, content, embeds, components, files, flags, replyTo } = message;
  const channel = world.channels.get(channelId);
  const answered = replyTo === null ? undefined : world.messages.get(replyTo);
  return {
    ...{ id, channel_id: channelId, author: toUser(author), content, embeds, components, flags },
    ...{ type: replyTo === null ? 0 : 19, tts: false, pinned: false, mention_everyone: false, mention_roles: [] },
    ...{ timestamp: new Date().toISOString(), edited_timestamp: null },
    attachments: files.map((file) => toAttachment(world, file)),
    mentions: mentionsIn(world, message).map(toUser),
    ...(channel?.guildId ? { guild_id: channel.guildId, member: toMember(author) } : {}),
    ...(replyTo === null ? {} : { message_reference: { message_id: replyTo, channel_id: channelId, type: 0 } }),
    ...(answered ? { referenced_message: toMessage(world, { ...answered, replyTo: null }) } : {}),
  };
}

/** People that a text names; a reply with a ping adds its author elsewhere. */
function mentionsIn(world: World, message: FakeMessage): FakeUser[] {
  const ids = [...message.content.matchAll(/<@!?(\d+)>/g)].map(([, id]) => id as string);
  const pinged =
    (message as { pings?: boolean }).pings && message.replyTo ? world.messages.get(message.replyTo) : undefined;
  const users = [...ids.map((id) => world.users.get(id)), pinged?.author].filter((user) => user !== undefined);
  return [...new Map(users.map((user) => [user.id, user])).values()];
}
