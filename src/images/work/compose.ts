import sharp from "sharp";
import { carryNote } from "./carry-note.ts";
import { alphaOf, fromRaw, load, rgbOf } from "./load.ts";

export interface ComposeCall {
  do: "compose";
  original: Uint8Array;
  made: Uint8Array;
  mask: Uint8Array;
}

export interface Composed {
  bytes: Uint8Array;
  width: number;
  height: number;
  /** Largest difference of any channel outside of the mask, measured on the finished file (0–255). */
  outside: number;
  /** Share of the pixels inside of the mask that changed (0–1). */
  inside: number;
}

/** Width of the seam inside the part that may change, as a share of the long side. */
const SEAM = 1 / 200;
/** A channel that moved by more than this counts as changed. */
const CHANGED = 8;

/**
 * Puts the original's pixels back where the mask says that nothing may change, at the original's size. The seam is
 * blended on the side that may change only, and the finished file is decoded again and held against the original.
 */
export async function compose({ original, made, mask }: ComposeCall): Promise<Composed> {
  const before = await rgbOf(original);
  const { width, height } = before;
  const after = await rgbOf(made, { width, height });
  const open = await alphaOf(mask, { width, height });
  const weight = await seamOf(open.data, width, height);
  const { data } = after;
  for (let at = 0; at < width * height; at++) {
    const w = weight[at] as number;
    if (w === 255) continue;
    for (let c = at * 3; c < at * 3 + 3; c++)
      data[c] = Math.round(((data[c] as number) * w + (before.data[c] as number) * (255 - w)) / 255);
  }
  const png = await fromRaw({ data, width, height, channels: 3 }).png({ compressionLevel: 3 }).toBuffer();
  const bytes = carryNote(made, png);
  return { bytes, width, height, ...measured(before.data, (await rgbOf(bytes)).data, open.data) };
}

/** 0 where nothing may change, rising to 255 over the seam inside of it. */
async function seamOf(alpha: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  const may = alpha.map((value) => (value < 128 ? 255 : 0));
  const radius = Math.max(0.5, Math.max(width, height) * SEAM);
  const soft = await fromRaw({ data: may, width, height, channels: 1 }).blur(radius).extractChannel(0).raw().toBuffer();
  // At the mask's edge the blurred value is the half: from there it rises.
  return may.map((value, at) => (value === 0 ? 0 : Math.max(0, Math.min(255, ((soft[at] as number) - 127) * 2))));
}

function measured(before: Uint8Array, after: Uint8Array, alpha: Uint8Array): { outside: number; inside: number } {
  let outside = 0;
  let moved = 0;
  let open = 0;
  for (let at = 0; at < alpha.length; at++) {
    let most = 0;
    for (let c = at * 3; c < at * 3 + 3; c++)
      most = Math.max(most, Math.abs((before[c] as number) - (after[c] as number)));
    if ((alpha[at] as number) < 128) {
      open++;
      if (most > CHANGED) moved++;
    } else outside = Math.max(outside, most);
  }
  return { outside, inside: open === 0 ? 0 : moved / open };
}

export interface PadCall {
  do: "pad";
  bytes: Uint8Array;
  /** px to add. */
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** The picture on a larger canvas, its edges mirrored outward, and the mask of what was added. */
export async function pad({ bytes, top, right, bottom, left }: PadCall) {
  const { width, height } = await load(bytes).metadata();
  const sides = { top, right, bottom, left };
  // A mirror reaches no further than the picture itself.
  const mirrors = Math.max(top, bottom) <= height && Math.max(left, right) <= width;
  const canvas = await load(bytes)
    .flatten({ background: "#ffffff" })
    .extend({ ...sides, extendWith: mirrors ? "mirror" : "copy" })
    .png({ compressionLevel: 3 })
    .toBuffer({ resolveWithObject: true });
  const black = { width, height, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 1 } } as const;
  const mask = await sharp({ create: black })
    .extend({ ...sides, background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .png()
    .toBuffer();
  return { bytes: canvas.data, mask, width: canvas.info.width, height: canvas.info.height };
}
