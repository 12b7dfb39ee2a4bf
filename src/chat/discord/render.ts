import { type APIMessage, ComponentType, MessageFlags, type RawFile } from "discord.js";
import type { FitImage } from "../../ports/images.ts";
import type { OutgoingMessage, PostHelp, PostOutcome } from "../platform.ts";
import { NOBODY } from "./acknowledge.ts";
import { pictureFile, toContent, type WantedFile } from "./content.ts";
import {
  type DeliveryTools,
  edit,
  interactionFor,
  type Payload,
  type Sent,
  sendByToken,
  sendToChannel,
} from "./delivery.ts";
import { DiscordFailure, isRefusal, toOutcome } from "./failure.ts";
import { escapeMarkdown } from "./markdown.ts";
import { type Posted, toPosted } from "./posted.ts";

/** Most pictures of one gallery, and most files of a message. */
export const MAX_ALBUM = 10;

/** What rendering needs of the outside. */
export interface RenderTools extends DeliveryTools {
  readonly fitImage: FitImage;
  /** Told when a message could not be posted because the bot lacks permissions. */
  onMissingPermissions(message: OutgoingMessage): void;
}

/** Posts a view: sends it, or edits the message that it became. */
export async function post(tools: RenderTools, message: OutgoingMessage, help: PostHelp): Promise<PostOutcome> {
  try {
    const album = message.view.album?.length ? await postAlbum(tools, message, help) : null;
    const posted = toPosted(message.posted);
    const hasMore = message.view.text.length > 0 || message.view.buttons.length > 0;
    if (album && !hasMore) return { kind: "posted", ...album };
    return await withSmallerFiles(tools, message, () =>
      message.messageId !== null && posted?.kind !== "album"
        ? editMessage(tools, message, help, message.messageId, posted)
        : sendMessage(tools, message, help),
    );
  } catch (error) {
    if (!(error instanceof DiscordFailure)) throw error;
    if (isRefusal(error, "missingPermissions", "missingAccess")) tools.onMissingPermissions(message);
    const outcome = toOutcome(error);
    if (outcome.kind === "gone") tools.log.warn({ outboxId: message.id, reason: error.message }, "not posted");
    return outcome;
  }
}

/** A server that takes less than it said is asked once more with half as much. */
async function withSmallerFiles<T>(
  tools: RenderTools,
  { place }: OutgoingMessage,
  action: () => Promise<T>,
): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const tooLarge = error instanceof DiscordFailure && (error.status === 413 || isRefusal(error, "tooLarge"));
    if (!tooLarge) throw error;
    tools.channels.lowerAttachmentLimit(place.chatId);
    return action();
  }
}

async function sendMessage(tools: RenderTools, message: OutgoingMessage, help: PostHelp): Promise<PostOutcome> {
  const { body, files } = toContent(message.view, help, tools.fitImage);
  const payload = await withFiles(tools, message, body, files, []);
  const interaction = interactionFor(tools.book, message);
  const answered = interaction ? await sendByToken(tools, interaction, message, payload) : null;
  const sent = answered ?? (await sendToChannel(tools, message, payload, message.id));
  const posted = postedOf(message, sent, files);
  // The nonce brought back an earlier send of this message, which may say something else.
  if (!answered && typeof sent.message.content === "string" && sent.message.content !== body.content.trim()) {
    await help.saveMessageId(sent.message.id, posted);
    await edit(
      tools,
      { messageId: sent.message.id, channelId: sent.channelId, ephemeral: false },
      { body: { ...body }, files: [] },
    );
  }
  return { kind: "posted", messageId: sent.message.id, posted };
}

async function editMessage(
  tools: RenderTools,
  message: OutgoingMessage,
  help: PostHelp,
  messageId: string,
  before: Posted | null,
): Promise<PostOutcome> {
  const { place, view } = message;
  const { body, files } = toContent(view, help, tools.fitImage);
  const had = before?.files ?? [];
  const same = had.length === files.length && files.every(({ key }) => had.some((one) => one.key === key));
  const payload = same ? { body: { ...body }, files: [] } : await withFiles(tools, message, body, files, had);
  const channelId = before?.channelId ?? (await tools.channels.channelOf(place));
  const ephemeral = before?.ephemeral ?? false;
  const edited = await edit(tools, { messageId, channelId, ephemeral }, payload);
  if (!edited) return { kind: "gone", reason: "only its interaction could edit it, and that is over" };
  const posted = same
    ? (before ?? { kind: "message" as const })
    : postedOf(message, { message: edited, channelId, ephemeral }, files);
  return { kind: "posted", messageId, posted };
}

/** Adds the files: those that are there already are kept by their ids. */
async function withFiles(
  { channels }: RenderTools,
  { place }: OutgoingMessage,
  body: object,
  wanted: readonly WantedFile[],
  had: readonly { key: string; id: string }[],
): Promise<Payload> {
  if (wanted.length === 0) return { body: had.length > 0 ? { ...body, attachments: [] } : { ...body }, files: [] };
  const limit = channels.attachmentLimit(place.chatId);
  const files: RawFile[] = [];
  const attachments: object[] = [];
  for (const file of wanted) {
    const kept = had.find((one) => one.key === file.key);
    if (kept) {
      attachments.push({ id: kept.id });
      continue;
    }
    const data = Buffer.from(await file.load(limit));
    const description = file.description ? { description: file.description } : {};
    attachments.push({ id: String(files.length), filename: file.name, ...description });
    files.push({ name: file.name, data });
  }
  return { body: { ...body, attachments }, files };
}

function postedOf(message: OutgoingMessage, sent: Sent, wanted: readonly WantedFile[]): Posted {
  const there = sent.message.attachments ?? [];
  const files = wanted.flatMap(({ key, name }, at) => {
    const found = there.find(({ filename }) => filename === name) ?? there[at];
    return found ? [{ key, id: found.id }] : [];
  });
  return {
    kind: "message",
    channelId: sent.channelId,
    ...(message.view.image ? { imageId: message.view.image.id } : {}),
    ...(files.length > 0 ? { files } : {}),
    ...(sent.ephemeral ? { ephemeral: true } : {}),
  };
}

/** Sends what was not sent yet of the view's album, in galleries of at most ten. */
async function postAlbum(
  tools: RenderTools,
  message: OutgoingMessage,
  help: PostHelp,
): Promise<{ messageId: string; posted: Posted }> {
  const groups = toGroups(message.view.album ?? []);
  let posted: Posted = toPosted(message.posted) ?? { kind: "album" };
  let messageId = message.messageId;
  for (let at = posted.albumSent ?? 0; at < groups.length; at++) {
    const sent = await withSmallerFiles(tools, message, () => sendGallery(tools, message, help, groups[at] ?? [], at));
    messageId ??= sent.id;
    posted = { ...posted, albumSent: at + 1 };
    await help.saveMessageId(messageId, posted);
  }
  return { messageId: messageId ?? "", posted };
}

type Item = { id: string; caption: string; spoiler?: true };

async function sendGallery(
  tools: RenderTools,
  message: OutgoingMessage,
  help: PostHelp,
  items: readonly Item[],
  at: number,
): Promise<APIMessage> {
  const wanted = items.map(({ id, caption }) =>
    pictureFile({ id, as: "photo", description: caption }, help, tools.fitImage),
  );
  const payload = await withFiles(tools, message, {}, wanted, []);
  const gallery = wanted.map((file, i) => ({
    media: { url: `attachment://${file.name}` },
    ...(items[i]?.caption ? { description: items[i].caption } : {}),
    ...(items[i]?.spoiler ? { spoiler: true } : {}),
  }));
  const captions = items.map(({ caption }) => escapeMarkdown(caption)).filter(Boolean);
  const components = [
    { type: ComponentType.MediaGallery, items: gallery },
    ...(captions.length > 0 ? [{ type: ComponentType.TextDisplay, content: `-# ${captions.join("  |  ")}` }] : []),
  ];
  const body = { ...payload.body, components, flags: MessageFlags.IsComponentsV2, allowed_mentions: NOBODY };
  const sent = await sendToChannel(tools, message, { body, files: payload.files }, `${message.id}-${at}`.slice(-25));
  return sent.message;
}

/** As even as can be: eleven pictures are six and five rather than ten and a lonely one. */
function toGroups(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / MAX_ALBUM);
  return Array.from({ length: count }, (_, i) =>
    items.slice(Math.ceil((i * items.length) / count), Math.ceil(((i + 1) * items.length) / count)),
  );
}
