import type { APIEmbed, APIMessageTopLevelComponent } from "discord.js";
import { extensionOf } from "../../domain/picture.ts";
import type { FitImage, StoredImage } from "../../ports/images.ts";
import type { ImageData } from "../../ports/models.ts";
import type { PostableView, PostHelp } from "../platform.ts";
import { NOBODY } from "./acknowledge.ts";
import { toComponents } from "./components.ts";
import { intoParts, toMarkdown, toPlain } from "./markdown.ts";
import { hashOf } from "./posted.ts";

/** Longest text of a message. */
export const MAX_TEXT = 2000;
/** What does not fit is shown in boxes below; all boxes of a message hold 6,000 characters together. */
const BOXES = [4096, 1904];
/** Colour of a box. */
const ACCENT = 0x8a6d3b;

/** A file that a message should hold. `key` is the same as long as its content is. */
export interface WantedFile {
  readonly key: string;
  readonly name: string;
  /** Read for screen readers. */
  readonly description?: string;
  load(maxBytes: number): Promise<Uint8Array>;
}

/** What a message should hold, beside its files. */
export interface Content {
  readonly content: string;
  readonly embeds: APIEmbed[];
  readonly components: APIMessageTopLevelComponent[];
  readonly allowed_mentions: typeof NOBODY;
}

/** Renders a view: the text, boxes for what is too long for it, buttons, and the files that belong to it. */
export function toContent(view: PostableView, help: PostHelp, scale: FitImage): { body: Content; files: WantedFile[] } {
  const { parts, whole } = intoParts(toMarkdown(view.text), [MAX_TEXT, ...BOXES]);
  const [content = "", ...boxes] = parts;
  const files: WantedFile[] = [];
  if (view.image) files.push(pictureFile(view.image, help, scale));
  if (view.file) files.push(textFile("file", view.file.name, view.file.text));
  const { attachment } = view;
  if (attachment) {
    const { id, name } = attachment;
    files.push({ key: `attachment:${id}`, name, load: () => help.attachment(id, name) });
  }
  // Never cut in silence.
  if (!whole) files.push(textFile("full", "full-text.txt", toPlain(view.text)));
  return {
    body: {
      // Discord has no messages without anything.
      content: content === "" && files.length === 0 ? "…" : content,
      embeds: boxes.map((description) => ({ description, color: ACCENT })),
      components: toComponents(view.buttons),
      allowed_mentions: NOBODY,
    },
    files,
  };
}

function textFile(kind: string, name: string, text: string): WantedFile {
  const clean = name.replace(/[\p{Cc}";\\/\s]+/gu, "-") || "text.txt";
  return { key: `${kind}:${hashOf(text)}`, name: clean, load: async () => Buffer.from(text || " ") };
}

/** A kept picture within the limit: as it is while it fits, else scaled. */
export function pictureFile(
  picture: { id: string; as: "photo" | "file"; description?: string; spoiler?: true },
  help: PostHelp,
  scale: FitImage,
): WantedFile {
  const { id, as, description, spoiler } = picture;
  let type: ImageData["mediaType"] = "image/png";
  return {
    key: `image:${id}:${as}`,
    get name() {
      // Discord covers files that are called so.
      return `${spoiler ? "SPOILER_" : ""}sfumato-${id}.${extensionOf(type)}`;
    },
    ...(description ? { description } : {}),
    async load(maxBytes) {
      const { stored, data } = await help.image(id);
      const fitting = await fitted(stored, data, maxBytes, scale);
      type = fitting.mediaType;
      return fitting.bytes;
    },
  };
}

async function fitted(stored: StoredImage, data: ImageData, maxBytes: number, scale: FitImage): Promise<ImageData> {
  if (data.bytes.byteLength <= maxBytes) return data;
  return scale(data, { maxSide: Math.max(stored.width, stored.height), maxBytes });
}
