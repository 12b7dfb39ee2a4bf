import {
  Callback,
  ChannelChange,
  Commands,
  EditedMessage,
  Message,
  NoticeToOne,
  PrivateChat,
  Thread,
  WebhookMessage,
} from "./bodies.ts";
import { check, checkContent } from "./check.ts";
import type { Request } from "./rest.ts";
import { ApiError, type FakeChannel, type FakeFile, type FakeInteraction, type FakeMessage } from "./shapes.ts";
import { toChannel, toMessage, type World } from "./world.ts";

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  /** The address holds its own right. */
  readonly open?: boolean;
  run(request: Request): unknown;
}

const EPHEMERAL = 1 << 6;
/** Discord waits so long for a first answer (ms). */
const ANSWER_WITHIN_MS = 3_000;

type Content = {
  content?: string;
  embeds?: { description?: string }[];
  components?: object[];
  attachments?: { id: string; filename?: string; description?: string }[];
  flags?: number;
};

async function filesOf({ world, files }: Request, body: Content, before: readonly FakeFile[]): Promise<FakeFile[]> {
  if (body.attachments === undefined) return [...before];
  const all: FakeFile[] = [];
  for (const { id, filename, description } of body.attachments) {
    const upload = files.get(id);
    const kept = before.find((file) => file.id === id);
    if (upload && filename) all.push(await world.addFile(filename, upload.bytes, description));
    else if (kept) all.push(kept);
    else throw new ApiError(400, 50035, "Invalid Form Body: attachments: unknown id");
  }
  return all;
}

async function makeMessage(
  request: Request,
  body: Content,
  more: { channelId: string; onlyFor?: string | null; replyTo?: string | null; nonce?: string | null },
): Promise<FakeMessage> {
  checkContent(body, request.files, true);
  const { world } = request;
  const made = {
    ...{ author: world.bot, content: (body.content ?? "").trim(), embeds: body.embeds ?? [] },
    components: (body.components ?? []) as FakeMessage["components"],
    ...{ files: await filesOf(request, body, []), flags: body.flags ?? 0 },
    ...{ onlyFor: null, replyTo: null, nonce: null, ...more },
  };
  return world.add(made);
}

async function changeMessage(request: Request, message: FakeMessage, body: Content): Promise<FakeMessage> {
  checkContent(body, request.files, false);
  message.files = await filesOf(request, body, message.files);
  if (body.content !== undefined) message.content = body.content.trim();
  if (body.embeds) message.embeds = body.embeds;
  if (body.components) message.components = body.components as FakeMessage["components"];
  message.thinking = false;
  message.edits++;
  return message;
}

function mayPost(world: World, channel: FakeChannel, files: number): void {
  if (channel.denied.has("view")) throw new ApiError(403, 50001, "Missing Access");
  if (channel.denied.has("send") || (files > 0 && channel.denied.has("attach")))
    throw new ApiError(403, 50013, "Missing Permissions");
  if (channel.parentId !== null) mayPost(world, world.channel(channel.parentId), files);
}

function interactionOf({ world, ids }: Request): FakeInteraction {
  const [applicationId, token] = ids;
  const found = [...world.interactions.values()].find((one) => one.token === token);
  if (!found || applicationId !== world.applicationId) throw new ApiError(404, 10015, "Unknown Webhook");
  if (Date.now() - found.at > world.tokenLifeMs) throw new ApiError(401, 50027, "Invalid Webhook Token");
  if (!found.callback) throw new ApiError(404, 10015, "Unknown Webhook");
  return found;
}

function webhookMessage(request: Request): FakeMessage {
  const interaction = interactionOf(request);
  const wanted = request.ids[2] as string;
  const id = wanted === "@original" ? interaction.originalId : wanted;
  const own = id === interaction.originalId || interaction.followUps.some((message) => message.id === id);
  if (id === null || !own) throw new ApiError(404, 10008, "Unknown Message");
  return request.world.message(id);
}

async function callback(request: Request): Promise<unknown> {
  const { world, ids, query } = request;
  const interaction = world.interactions.get(ids[0] as string);
  const body = check(Callback, request.body);
  const late = interaction && performance.now() - interaction.at0 > ANSWER_WITHIN_MS;
  if (!interaction || interaction.token !== ids[1] || late) throw new ApiError(404, 10062, "Unknown interaction");
  if (interaction.callback) throw new ApiError(400, 40060, "Interaction has already been acknowledged.");
  const fits = { 2: [4, 5, 9], 3: [4, 5, 6, 9], 4: [8], 5: [4, 5, 6] }[interaction.type as 2];
  if (!fits?.includes(body.type))
    throw new ApiError(400, 50035, "Invalid Form Body: type does not fit the interaction");
  const data = "data" in body ? (body.data as Content | undefined) : undefined;
  const onlyFor = ((data?.flags ?? 0) & EPHEMERAL) !== 0 ? interaction.user.id : null;
  interaction.callback = body;
  interaction.answeredAfter = performance.now() - interaction.at0;
  const { channelId } = interaction;
  if (body.type === 4) interaction.originalId = (await makeMessage(request, body.data, { channelId, onlyFor })).id;
  if (body.type === 5) {
    const nothing = { content: "", embeds: [], components: [], files: [], replyTo: null, nonce: null };
    const flags = data?.flags ?? 0;
    const thinking = world.add({ ...nothing, author: world.bot, channelId, onlyFor, flags, thinking: true });
    interaction.originalId = thinking.id;
  }
  if (body.type === 6) interaction.originalId = interaction.messageId;
  if (query.get("with_response") !== "true") return undefined;
  const message = interaction.originalId ? world.messages.get(interaction.originalId) : undefined;
  return {
    interaction: { id: interaction.id, type: interaction.type, response_message_id: message?.id },
    ...(message ? { resource: { type: body.type, message: toMessage(world, message) } } : {}),
  };
}

export const ROUTES: readonly Route[] = [
  { method: "POST", pattern: /^\/interactions\/(\d+)\/([\w-]+)\/callback$/, open: true, run: callback },
  {
    ...{ method: "POST", pattern: /^\/webhooks\/(\d+)\/([\w-]+)$/, open: true },
    async run(request) {
      const interaction = interactionOf(request);
      const body = check(WebhookMessage, request.body);
      const onlyFor = ((body.flags ?? 0) & EPHEMERAL) !== 0 ? interaction.user.id : null;
      const made = await makeMessage(request, body, { channelId: interaction.channelId, onlyFor });
      interaction.followUps.push(made);
      return toMessage(request.world, made);
    },
  },
  {
    ...{ method: "GET", pattern: /^\/webhooks\/(\d+)\/([\w-]+)\/messages\/(@original|\d+)$/, open: true },
    run: (request) => toMessage(request.world, webhookMessage(request)),
  },
  {
    ...{ method: "PATCH", pattern: /^\/webhooks\/(\d+)\/([\w-]+)\/messages\/(@original|\d+)$/, open: true },
    async run(request) {
      const changed = await changeMessage(request, webhookMessage(request), check(WebhookMessage, request.body));
      return toMessage(request.world, changed);
    },
  },
  {
    ...{ method: "DELETE", pattern: /^\/webhooks\/(\d+)\/([\w-]+)\/messages\/(@original|\d+)$/, open: true },
    run(request) {
      webhookMessage(request).deleted = true;
    },
  },
  {
    ...{ method: "POST", pattern: /^\/channels\/(\d+)\/messages$/ },
    async run(request) {
      const { world, ids, files } = request;
      const channel = world.channel(ids[0] as string);
      mayPost(world, channel, files.size);
      // A word to one person needs no nonce.
      const plain = check(Message.or(NoticeToOne), request.body);
      const body: Content & {
        nonce?: string;
        message_reference?: { message_id: string; fail_if_not_exists?: boolean };
      } = plain;
      const same = body.nonce && channel.messages.find((one) => one.nonce === body.nonce && one.author === world.bot);
      if (same) return toMessage(world, same);
      const wanted = body.message_reference;
      const answered = wanted && world.messages.get(wanted.message_id);
      const there = answered && !answered.deleted && answered.channelId === channel.id;
      if (wanted && !there && wanted.fail_if_not_exists !== false)
        throw new ApiError(400, 50035, "Invalid Form Body: message_reference: Unknown message");
      channel.archived = false;
      const replyTo = there ? answered.id : null;
      const made = await makeMessage(request, body, { channelId: channel.id, replyTo, nonce: body.nonce ?? null });
      return toMessage(world, made);
    },
  },
  {
    ...{ method: "PATCH", pattern: /^\/channels\/(\d+)\/messages\/(\d+)$/ },
    async run(request) {
      const { world, ids } = request;
      const channel = world.channel(ids[0] as string);
      const message = world.message(ids[1] as string);
      if (message.channelId !== channel.id || message.onlyFor) throw new ApiError(404, 10008, "Unknown Message");
      if (message.author !== world.bot)
        throw new ApiError(403, 50005, "Cannot edit a message authored by another user");
      if (channel.archived) throw new ApiError(400, 50083, "Thread is archived");
      return toMessage(world, await changeMessage(request, message, check(EditedMessage, request.body)));
    },
  },
  {
    ...{ method: "POST", pattern: /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/ },
    run({ world, ids, body }) {
      const [channelId, messageId] = ids as [string, string];
      const channel = world.channel(channelId);
      const { name } = check(Thread, body);
      if (world.message(messageId).channelId !== channelId) throw new ApiError(404, 10008, "Unknown Message");
      if (channel.denied.has("threads") || channel.type !== 0) throw new ApiError(403, 50013, "Missing Permissions");
      if (world.channels.has(messageId))
        throw new ApiError(400, 160004, "A thread has already been created for this message");
      const thread: FakeChannel = {
        ...{ id: messageId, type: 11, guildId: channel.guildId, parentId: channelId, name, recipient: null },
        ...{ denied: new Set(), archived: false, deleted: false, messages: [] },
      };
      world.channels.set(thread.id, thread);
      return toChannel(world, thread);
    },
  },
  {
    ...{ method: "GET", pattern: /^\/channels\/(\d+)$/ },
    run: ({ world, ids }) => toChannel(world, world.channel(ids[0] as string)),
  },
  {
    ...{ method: "PATCH", pattern: /^\/channels\/(\d+)$/ },
    run({ world, ids, body }) {
      const channel = world.channel(ids[0] as string);
      channel.archived = check(ChannelChange, body).archived;
      return toChannel(world, channel);
    },
  },
  { method: "POST", pattern: /^\/channels\/(\d+)\/typing$/, run: () => undefined },
  {
    ...{ method: "POST", pattern: /^\/users\/@me\/channels$/ },
    run({ world, body }) {
      const { recipient_id: id } = check(PrivateChat, body);
      const user = world.users.get(id);
      if (!user || user.bot) throw new ApiError(400, 50033, "Invalid Recipient(s)");
      return toChannel(world, world.privateChat(user));
    },
  },
  {
    ...{ method: "GET", pattern: /^\/applications\/(\d+)(?:\/guilds\/(\d+))?\/commands$/ },
    run({ world, ids }) {
      // Discord adds ids, versions and every default.
      return (world.commands.get(ids[1] ?? "global") ?? []).map((command, at) => ({
        ...{ id: String(at + 1), application_id: ids[0], version: "1", nsfw: false, name_localizations: null },
        ...{ description: "", description_localizations: null, default_member_permissions: null },
        ...{ ...command, contexts: [...command.contexts].reverse() },
      }));
    },
  },
  {
    ...{ method: "PUT", pattern: /^\/applications\/(\d+)(?:\/guilds\/(\d+))?\/commands$/ },
    run({ world, ids, body }) {
      if (ids[0] !== world.applicationId) throw new ApiError(403, 20012, "You are not authorized to do this");
      const commands = check(Commands, body);
      for (const command of commands) {
        const required = "options" in command ? command.options.map((option) => option.required ?? false) : [];
        if (required.lastIndexOf(true) > required.indexOf(false) && required.includes(false))
          throw new ApiError(400, 50035, "Invalid Form Body: required options must be placed before others");
      }
      world.commands.set(ids[1] ?? "global", commands);
      return commands;
    },
  },
  {
    ...{ method: "GET", pattern: /^\/guilds\/(\d+)$/ },
    run({ world, ids }) {
      const guild = world.guilds.get(ids[0] as string);
      if (!guild) throw new ApiError(404, 10004, "Unknown Guild");
      return { id: guild.id, name: guild.name, owner_id: guild.ownerId, roles: rolesOf(world, guild.id) };
    },
  },
  {
    ...{ method: "GET", pattern: /^\/guilds\/(\d+)\/members\/(\d+)$/ },
    run({ world, ids }) {
      const user = world.users.get(ids[1] as string);
      if (!user) throw new ApiError(404, 10007, "Unknown Member");
      return { user: { id: user.id }, roles: [`9${user.id}`] };
    },
  },
];

/** Each person has a role of their own here. */
function rolesOf(world: World, guildId: string) {
  const own = [...world.users.values()].map((user) => ({ id: `9${user.id}`, permissions: String(user.permissions) }));
  return [{ id: guildId, permissions: "0" }, ...own];
}
