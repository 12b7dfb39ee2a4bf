import { InputFile } from "grammy";
import { extensionOf } from "../../domain/picture.ts";
import type { StoredImage } from "../../ports/images.ts";
import type { ImageData } from "../../ports/models.ts";
import type { Delivery } from "./delivery.ts";
import { isBadMedia, TelegramFailure } from "./failure.ts";
import { toPosted } from "./posted.ts";

/** Telegram's limits for photos; its "10 MB" is taken as the smaller reading. */
const PHOTO = { bytes: 10_000_000, sides: 10_000, ratio: 20 };

/** One way of sending a picture. `media`: a known file id, or the bytes. */
export interface Media {
  readonly type: "photo" | "document";
  readonly media: string | InputFile;
}

/**
 * Sends or edits with the best way that Telegram takes: the file id of an earlier message, the uploaded photo, and
 * for what is no photo to Telegram, the document.
 */
export async function withPicture<T>(
  delivery: Delivery,
  picture: { id: string; as: "photo" | "file" },
  action: (media: Media) => Promise<T>,
): Promise<{ result: T; media: Media }> {
  let refusal: unknown;
  for await (const media of waysOfSending(delivery, picture)) {
    try {
      return { result: await action(media), media };
    } catch (error) {
      if (!(error instanceof TelegramFailure && isBadMedia(error))) throw error;
      delivery.log.warn({ imageId: picture.id, type: media.type, reason: error.description }, "picture was refused");
      refusal = error;
    }
  }
  throw refusal;
}

async function* waysOfSending(
  { help, fitImage, log }: Delivery,
  picture: { id: string; as: "photo" | "file" },
): AsyncGenerator<Media> {
  const known = toPosted(await help.postedImage(picture.id));
  // A file id cannot change its type, and a message may show another picture than the one that we look for.
  if (known?.fileId !== undefined && known.kind === picture.as && (known.imageId ?? picture.id) === picture.id) {
    yield { type: picture.as === "photo" ? "photo" : "document", media: known.fileId };
  }
  const { stored, data } = await help.image(picture.id);
  if (picture.as === "photo" && ratio(stored) <= PHOTO.ratio) {
    const photo = await fitted(stored, data, fitImage).catch((err: unknown) => {
      log.warn({ err, imageId: picture.id }, "picture could not be scaled for Telegram");
      return null;
    });
    if (photo) yield { type: "photo", media: toFile(picture.id, photo) };
  }
  yield { type: "document", media: toFile(picture.id, data) };
}

const ratio = ({ width, height }: StoredImage) => Math.max(width, height) / Math.min(width, height);

async function fitted(stored: StoredImage, data: ImageData, scale: Delivery["fitImage"]): Promise<ImageData> {
  const sides = stored.width + stored.height;
  if (data.bytes.byteLength <= PHOTO.bytes && sides <= PHOTO.sides) return data;
  const longest = Math.max(stored.width, stored.height);
  const maxSide = Math.floor(longest * Math.min(1, PHOTO.sides / sides));
  return scale(data, { maxSide, maxBytes: PHOTO.bytes });
}

function toFile(id: string, data: ImageData): InputFile {
  return new InputFile(data.bytes, `sfumato-${id}.${extensionOf(data.mediaType)}`);
}
