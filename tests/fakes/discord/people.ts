import type { Modal } from "./bodies.ts";
import type { FakeGateway } from "./gateway.ts";
import type { FakeChannel, FakeControl, FakeFile, FakeInteraction, FakeMessage, FakeUser } from "./shapes.ts";
import { toAttachment, toChannel, toMember, toMessage, toUser, type World } from "./world.ts";

const MANAGE_GUILD = 1n << 5n;

type Values = Readonly<Record<string, string | number | FakeFile>>;

/** What people do on the fake Discord. */
export interface People {
  /** Interactions to come leave out their channel but for its id, as the documentation allows. */
  tellNoChannels(leaving: boolean): void;
  user(given?: { name?: string; locale?: string; moderator?: boolean }): FakeUser;
  privateChat(user: FakeUser): FakeChannel;
  guild(): string;
  channel(guildId: string, given?: { name?: string; denied?: ("view" | "send" | "threads" | "attach")[] }): FakeChannel;
  file(name: string, bytes: Buffer): Promise<FakeFile>;
  /** Writes a message; `pings`: a reply that pings, which is the usual one. */
  say(
    channel: FakeChannel,
    user: FakeUser,
    text: string,
    more?: { replyTo?: FakeMessage; pings?: boolean; files?: FakeFile[] },
  ): FakeMessage;
  command(channel: FakeChannel, user: FakeUser, name: string, options?: Values): FakeInteraction;
  /** Uses an entry of the menu on a message. */
  menu(channel: FakeChannel, user: FakeUser, title: string, message: FakeMessage): FakeInteraction;
  /** Types an option of a command. */
  type(channel: FakeChannel, user: FakeUser, name: string, options: Values, option: string): FakeInteraction;
  /** Presses a button or chooses in a menu. */
  press(message: FakeMessage, customId: string, user: FakeUser, values?: string[]): FakeInteraction;
  /** Sends a modal that an interaction opened. */
  submit(opened: FakeInteraction, values: Readonly<Record<string, string | FakeFile>>): FakeInteraction;
}

/** The controls of a message. */
export const controlsOf = (message: FakeMessage): FakeControl[] =>
  message.components.flatMap((row) => row.components ?? []);

/** Lets people act. */
export function createPeople(world: World, gateway: FakeGateway): People {
  let leavesChannels = false;
  const interact = (channel: FakeChannel, user: FakeUser, type: number, data: object, message?: FakeMessage) => {
    const interaction: FakeInteraction = {
      ...{ id: world.nextId(), token: `token-${world.nextId()}-aW50ZXJhY3Rpb24`, type, user },
      ...{ channelId: channel.id, messageId: message?.id ?? null, at: Date.now(), at0: performance.now() },
      ...{ callback: null, answeredAfter: null, originalId: null, followUps: [] },
    };
    world.interactions.set(interaction.id, interaction);
    const { guildId } = channel;
    const person = guildId
      ? { member: { ...toMember(user), user: toUser(user) }, guild_id: guildId }
      : { user: toUser(user) };
    gateway.dispatch("INTERACTION_CREATE", {
      ...{ id: interaction.id, application_id: world.applicationId, type, token: interaction.token, version: 1 },
      ...(leavesChannels ? {} : { channel: toChannel(world, channel) }),
      ...{ channel_id: channel.id, locale: user.locale, data },
      ...(guildId ? { guild: { id: guildId, locale: "en-US", features: [] }, guild_locale: "en-US" } : {}),
      ...person,
      ...(message ? { message: { ...toMessage(world, message), flags: message.flags } } : {}),
      ...{ app_permissions: String(world.permissionsIn(channel)), entitlements: [], context: guildId ? 0 : 1 },
      ...{ authorizing_integration_owners: { "0": guildId ?? "0" }, attachment_size_limit: world.attachmentLimit },
    });
    return interaction;
  };
  const toOptions = (options: Values, focused?: string) => {
    const resolved: Record<string, unknown> = {};
    const list = Object.entries(options).map(([name, value]) => {
      const isFile = typeof value === "object";
      if (isFile) resolved[value.id] = toAttachment(world, value);
      const type = isFile ? 11 : typeof value === "number" ? 4 : 3;
      return { name, type, value: isFile ? value.id : value, ...(name === focused ? { focused: true } : {}) };
    });
    return { options: list, ...(Object.keys(resolved).length > 0 ? { resolved: { attachments: resolved } } : {}) };
  };
  return {
    tellNoChannels: (leaving) => {
      leavesChannels = leaving;
    },
    user({ name = "Ann", locale = "en-US", moderator = false } = {}) {
      const permissions = moderator ? MANAGE_GUILD : 0n;
      const username = `${name.toLowerCase()}${world.users.size}`;
      const user: FakeUser = { id: world.nextId(), username, global_name: name, bot: false, locale, permissions };
      world.users.set(user.id, user);
      return user;
    },
    privateChat: (user) => world.privateChat(user),
    guild() {
      const id = world.nextId();
      world.guilds.set(id, { id, name: "Painters", ownerId: "1" });
      return id;
    },
    channel(guildId, { name = "studio", denied = [] } = {}) {
      const channel: FakeChannel = {
        ...{ id: world.nextId(), type: 0, guildId, parentId: null, name, recipient: null },
        ...{ denied: new Set(denied), archived: false, deleted: false, messages: [] },
      };
      world.channels.set(channel.id, channel);
      return channel;
    },
    file: (name, bytes) => world.addFile(name, bytes),
    say(channel, user, content, { replyTo, pings = true, files = [] } = {}) {
      const nothing = { embeds: [], components: [], flags: 0, onlyFor: null, nonce: null };
      const made = { ...nothing, channelId: channel.id, author: user, content, files, replyTo: replyTo?.id ?? null };
      const message = world.add(Object.assign(made, { pings }));
      const told = toMessage(world, message) as { mentions: { id: string }[]; member?: object };
      // Without the message-content intent, words come only in private and where the bot is mentioned.
      const heard = channel.guildId === null || told.mentions.some(({ id }) => id === world.bot.id);
      const hidden = heard ? {} : { content: "", attachments: [], embeds: [], components: [] };
      gateway.dispatch("MESSAGE_CREATE", { ...told, ...hidden });
      return message;
    },
    command: (channel, user, name, options = {}) =>
      interact(channel, user, 2, { id: "1", type: 1, name, ...toOptions(options) }),
    menu: (channel, user, title, message) =>
      interact(channel, user, 2, {
        ...{ id: "1", type: 3, name: title, target_id: message.id },
        resolved: { messages: { [message.id]: toMessage(world, message) } },
      }),
    type: (channel, user, name, options, option) =>
      interact(channel, user, 4, { id: "1", type: 1, name, ...toOptions(options, option) }),
    press(message, customId, user, values) {
      const channel = world.channel(message.channelId);
      const data = values
        ? { component_type: 3, custom_id: customId, values }
        : { component_type: 2, custom_id: customId };
      return interact(channel, user, 3, data, message);
    },
    submit(opened, values) {
      const modal = opened.callback?.data as Modal;
      const attachments: Record<string, unknown> = {};
      const components = modal.components.map(({ component }, at) => {
        const { custom_id, type } = component;
        const given = values[custom_id];
        if (type === 4) {
          const value = given === undefined ? (component.value ?? "") : String(given);
          return { type: 18, id: at * 2 + 1, component: { type, custom_id, id: at * 2 + 2, value } };
        }
        const files = typeof given === "object" ? [given] : [];
        for (const file of files) attachments[file.id] = toAttachment(world, file);
        const ids = files.map(({ id }) => id);
        return { type: 18, id: at * 2 + 1, component: { type, custom_id, id: at * 2 + 2, values: ids } };
      });
      const pressed = opened.messageId ? world.messages.get(opened.messageId) : undefined;
      const data = { custom_id: modal.custom_id, components, resolved: { attachments } };
      return interact(world.channel(opened.channelId), opened.user, 5, data, pressed);
    },
  };
}
