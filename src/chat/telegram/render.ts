import { InputFile } from "grammy";
import type { Message } from "grammy/types";
import type { OutgoingMessage, PostableView, PostHelp, PostOutcome } from "../platform.ts";
import { MAX_CAPTION, postAlbum } from "./album.ts";
import { createDelivery, type Delivery, type RenderTools } from "./delivery.ts";
import { type Extra, postExtras, toTextFile } from "./extras.ts";
import { hasNoText, TelegramFailure, toOutcome } from "./failure.ts";
import { toKeyboard, toMarkup } from "./keyboard.ts";
import { type Media, withPicture } from "./picture.ts";
import { fileOf, hashOf, type Posted } from "./posted.ts";
import { type RichText, shorten, toRichText } from "./rich-text.ts";
import { unpinged } from "./unpinged.ts";

/** Longest text of a message. */
export const MAX_TEXT = 4096;

interface Sent {
  messageId: string;
  posted: Posted;
}

/** Posts a view: sends it, or edits the message that it became. */
export async function post(tools: RenderTools, wanted: OutgoingMessage, help: PostHelp): Promise<PostOutcome> {
  const message = unpinged(wanted);
  const delivery = createDelivery(tools, message, help);
  try {
    await postAlbum(delivery);
    const main = await postMain(delivery);
    return await postExtras(delivery, main, extrasOf(message.view));
  } catch (error) {
    if (!(error instanceof TelegramFailure)) throw error;
    const outcome = toOutcome(error, error.method.startsWith("edit") ? "edit" : "send");
    if (outcome.kind === "gone") tools.log.warn({ outboxId: message.id, reason: error.message }, "not posted");
    return outcome;
  }
}

function postMain(delivery: Delivery): Promise<Sent> {
  const { view } = delivery.message;
  const existing = existingOf(delivery);
  if (view.image) return existing ? editPicture(delivery, existing, view.image) : sendPicture(delivery, view.image);
  if (view.attachment) return existing ? editCaption(delivery, existing) : sendAttachment(delivery, view.attachment);
  if (view.file) return existing ? editFile(delivery, existing, view.file) : sendFile(delivery, view.file);
  const album = delivery.messageId;
  if (album !== null && !existing && view.text.length === 0 && view.buttons.length === 0) {
    return Promise.resolve({ messageId: album, posted: delivery.posted ?? { kind: "album" } });
  }
  return existing ? editText(delivery, existing) : sendText(delivery);
}

/** The message to edit. An album is none: its text still has to be sent as a message of its own. */
function existingOf({ messageId, posted }: Delivery): Sent | null {
  return messageId === null || posted?.kind === "album" ? null : { messageId, posted: posted ?? { kind: "text" } };
}

const captionOf = (view: PostableView) => {
  const { text, entities } = shorten(toRichText(view.text), MAX_CAPTION).shown;
  return { caption: text, caption_entities: entities };
};
const underKeyboard = (view: PostableView) => {
  const keyboard = toKeyboard(view);
  return keyboard ? { reply_markup: keyboard } : {};
};
const underMarkup = (view: PostableView) => {
  const markup = toMarkup(view);
  return markup ? { reply_markup: markup } : {};
};
const asText = (rich: RichText) => ({
  // Telegram has no messages without text.
  text: rich.text || "…",
  entities: rich.entities,
  link_preview_options: { is_disabled: true },
});
const idOf = (message: Message) => String(message.message_id);
/** What stays known when a message gets another content. */
const carried = ({ posted }: Delivery): Partial<Posted> => ({ albumSent: posted?.albumSent, extras: posted?.extras });

/** What a message says until it says something: an orphan of a crash must not claim anything. */
const PLACEHOLDER = { text: "🎨", entities: [] };

async function sendPlaceholder(delivery: Delivery): Promise<Sent> {
  const sent = await delivery.send("sendMessage", asText(PLACEHOLDER));
  const existing: Sent = { messageId: idOf(sent), posted: { ...carried(delivery), kind: "text" } };
  await delivery.keep(existing.messageId, existing.posted);
  return existing;
}

async function sendText(delivery: Delivery): Promise<Sent> {
  const { view } = delivery.message;
  if (view.live) return editText(delivery, await sendPlaceholder(delivery));
  const { shown } = shorten(toRichText(view.text), MAX_TEXT);
  const sent = await delivery.send("sendMessage", { ...asText(shown), ...underMarkup(view) });
  return { messageId: idOf(sent), posted: { ...carried(delivery), kind: "text" } };
}

async function editText(delivery: Delivery, existing: Sent): Promise<Sent> {
  const { view } = delivery.message;
  // A picture cannot become a text again: the words go under it.
  if (existing.posted.kind !== "text") return editCaption(delivery, existing);
  const { shown } = shorten(toRichText(view.text), MAX_TEXT);
  try {
    await delivery.edit("editMessageText", existing.messageId, { ...asText(shown), ...underKeyboard(view) });
    return existing;
  } catch (error) {
    // It became a picture just before a crash, and nobody wrote that down.
    if (!(error instanceof TelegramFailure && hasNoText(error))) throw error;
    return editCaption(delivery, existing);
  }
}

async function editCaption(delivery: Delivery, existing: Sent): Promise<Sent> {
  const { view } = delivery.message;
  await delivery.edit("editMessageCaption", existing.messageId, { ...captionOf(view), ...underKeyboard(view) });
  return existing;
}

type Picture = NonNullable<PostableView["image"]>;

/**
 * A shown picture begins as a short text whose id is saved at once: uploads take long enough to break, and editing
 * again is harmless where sending again would double the picture. A plain file is sent as it is.
 */
async function sendPicture(delivery: Delivery, picture: Picture): Promise<Sent> {
  const { view } = delivery.message;
  if (picture.as === "file") {
    const { result, media } = await withPicture(delivery, picture, ({ media }) =>
      delivery.send("sendDocument", { document: media, ...captionOf(view), ...underMarkup(view) }),
    );
    return { messageId: idOf(result), posted: shows(delivery, picture, media, result) };
  }
  const existing = await sendPlaceholder(delivery);
  return editPicture(delivery, existing, picture);
}

async function editPicture(delivery: Delivery, existing: Sent, picture: Picture): Promise<Sent> {
  const { view } = delivery.message;
  if (existing.posted.imageId === picture.id) return editCaption(delivery, existing);
  const { result, media } = await withPicture(delivery, picture, ({ type, media }) =>
    delivery.edit("editMessageMedia", existing.messageId, {
      media: { type, media, ...(picture.spoiler && type === "photo" ? { has_spoiler: true } : {}), ...captionOf(view) },
      ...underKeyboard(view),
    }),
  );
  return { messageId: existing.messageId, posted: shows(delivery, picture, media, result) };
}

function shows(delivery: Delivery, picture: Picture, way: Media, result: Message | true): Posted {
  const known = typeof way.media === "string" ? { fileId: way.media } : {};
  const kind = way.type === "photo" ? "photo" : "file";
  return { ...carried(delivery), ...known, ...fileOf(result), kind, imageId: picture.id };
}

type TextFile = NonNullable<PostableView["file"]>;

async function sendFile(delivery: Delivery, file: TextFile): Promise<Sent> {
  const { view } = delivery.message;
  const content = { document: toTextFile(file), ...captionOf(view), ...underMarkup(view) };
  const sent = await delivery.send("sendDocument", content);
  const posted: Posted = { ...carried(delivery), kind: "textfile", hash: hashOf(file.text) };
  return { messageId: idOf(sent), posted };
}

async function editFile(delivery: Delivery, existing: Sent, file: TextFile): Promise<Sent> {
  const { view } = delivery.message;
  const hash = hashOf(file.text);
  if (existing.posted.hash === hash) return editCaption(delivery, existing);
  const media = { type: "document" as const, media: toTextFile(file), ...captionOf(view) };
  await delivery.edit("editMessageMedia", existing.messageId, { media, ...underKeyboard(view) });
  return { messageId: existing.messageId, posted: { ...carried(delivery), kind: "textfile", hash } };
}

async function sendAttachment(delivery: Delivery, { id, name }: { id: string; name: string }): Promise<Sent> {
  const { view } = delivery.message;
  const document = new InputFile(await delivery.help.attachment(id, name), name);
  const sent = await delivery.send("sendDocument", { document, ...captionOf(view), ...underMarkup(view) });
  return { messageId: idOf(sent), posted: { ...carried(delivery), kind: "file" } };
}

/** What the message itself cannot hold: the whole of a shortened text, and a file beside a picture. */
function extrasOf(view: PostableView): Extra[] {
  const { text } = toRichText(view.text);
  const limit = view.image || view.file ? MAX_CAPTION : MAX_TEXT;
  const full: Extra[] = text.length > limit ? [{ key: "full", name: "full-text.txt", text }] : [];
  return view.image && view.file ? [...full, { key: "file", ...view.file }] : full;
}
