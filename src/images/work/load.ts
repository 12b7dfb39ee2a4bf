import sharp, { type Sharp } from "sharp";
import { MAX_DECODED_BYTES } from "../../domain/upload.ts";

/** Largest picture that is decoded (px in all, of 4 bytes each). */
export const MAX_PIXELS = MAX_DECODED_BYTES / 4;

/** A picture's bytes, or the file that holds them: files spare the bot's process from copying what it does not look at. */
export type Source = Uint8Array | string;

/** The first page of a picture, with the limits that hold for every decoding. */
export function load(source: Source): Sharp {
  return sharp(source, { limitInputPixels: MAX_PIXELS, failOn: "error", animated: false, pages: 1 });
}

/** Pixels row by row, `channels` bytes each. */
export interface Raw {
  data: Uint8Array;
  width: number;
  height: number;
  channels: 1 | 2 | 3 | 4;
}

/** A picture's colours without alpha (on white), at a size when one is given. */
export async function rgbOf(bytes: Uint8Array, size?: { width: number; height: number }): Promise<Raw> {
  const image = load(bytes).flatten({ background: "#ffffff" }).toColourspace("srgb");
  const sized = size ? image.resize({ ...size, fit: "fill" }) : image;
  const { data, info } = await sized.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: 3 };
}

/** A picture's alpha, 0–255 a pixel; 255 everywhere for one without. */
export async function alphaOf(bytes: Uint8Array, size?: { width: number; height: number }): Promise<Raw> {
  const image = load(bytes).ensureAlpha();
  const sized = size ? image.resize({ ...size, fit: "fill", kernel: "nearest" }) : image;
  const { data, info } = await sized.extractChannel("alpha").raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: 1 };
}

/** The picture of raw pixels. */
export function fromRaw({ data, width, height, channels }: Raw): Sharp {
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: MAX_PIXELS });
}
