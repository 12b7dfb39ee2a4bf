import type { MaskBox } from "../../ports/pictures.ts";
import { alphaOf, fromRaw, load, type Raw, rgbOf } from "./load.ts";

/** A mask is a PNG: where its alpha is 0 may change, the rest stays. */
export type MaskCall =
  /** `white`: the light parts of a black-and-white picture instead. */
  | { do: "maskFromAlpha"; bytes: Uint8Array; width: number; height: number; white?: boolean }
  | { do: "maskFromScribble"; original: Uint8Array; scribbled: Uint8Array }
  | { do: "maskFromBoxes"; width: number; height: number; boxes: readonly MaskBox[] }
  | { do: "showMask"; image: Uint8Array; mask: Uint8Array; maxSide: number };

/** Scribbles are looked for at this size: finger-wide strokes show there, a photo's noise does not. */
const LOOK_SIDE = 640;
/** A pixel is a scribble when red stands out by this much, and more than in the original. */
const REDNESS = 70;
const MORE_RED = 50;
/** Compression moves no channel further than this (0–255), */
const FAR = 48;
/** but for this share of the pixels beside the marks: sharp edges, and what a phone's editor adds. */
const MOST_FAR = 0.03;

/** Transparent parts (alpha below the half) become the part that may change. */
export async function maskFromAlpha({ bytes, width, height, white }: Extract<MaskCall, { do: "maskFromAlpha" }>) {
  if (white) return encode(await lightParts(bytes, width, height), width, height);
  const alpha = await alphaOf(bytes, { width, height });
  return encode(
    alpha.data.map((value) => (value < 128 ? 1 : 0)),
    width,
    height,
  );
}

/** Side of the copy on which a picture is looked at for being black and white (px). */
const GREY_SIDE = 256;
/** In a black-and-white picture hardly a pixel is more colourful than this, */
const GREY = 40;
/** and at most this share of them lies between dark and light. */
const BETWEEN = 0.2;

/** White may change, black stays; of a picture that is anything else nothing may. */
async function lightParts(bytes: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  const { data } = await rgbOf(bytes, { width: GREY_SIDE, height: GREY_SIDE });
  let coloured = 0;
  let between = 0;
  for (let at = 0; at < data.length; at += 3) {
    const [r, g, b] = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
    if (Math.max(r, g, b) - Math.min(r, g, b) > GREY) coloured++;
    if (g > 64 && g < 192) between++;
  }
  const pixels = data.length / 3;
  if (coloured > pixels / 100 || between > pixels * BETWEEN) return new Uint8Array(width * height);
  const full = await rgbOf(bytes, { width, height });
  return Uint8Array.from({ length: width * height }, (_, at) => ((full.data[at * 3 + 1] as number) >= 128 ? 1 : 0));
}

/** What was drawn in red over a copy of the picture; a closed line means its inside, too. */
export async function maskFromScribble({ original, scribbled }: Extract<MaskCall, { do: "maskFromScribble" }>) {
  const { width, height } = await load(original).metadata();
  const scale = Math.min(1, LOOK_SIDE / Math.max(width, height));
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const [before, after] = await Promise.all([rgbOf(original, size), rgbOf(scribbled, size)]);
  const reach = Math.max(1, Math.round(Math.max(size.width, size.height) / 160));
  const drawn = widened(scribbles(before, after), size.width, size.height, reach);
  if (!isCopy(before, after, drawn)) return encode(new Uint8Array(width * height), width, height);
  const filled = withInsides(drawn, size.width, size.height);
  const large = await fromRaw({ data: filled.map((value) => value * 255), ...size, channels: 1 })
    .resize({ width, height, fit: "fill" })
    .extractChannel(0)
    .raw()
    .toBuffer();
  return encode(
    large.map((value) => (value >= 128 ? 1 : 0)),
    width,
    height,
  );
}

/** Beside the marks a copy is what it was, but for compression: another picture with red in it is no marked copy. */
function isCopy(before: Raw, after: Raw, marks: Uint8Array): boolean {
  let count = 0;
  let far = 0;
  for (let at = 0; at < marks.length; at++) {
    if (marks[at] === 1) continue;
    count++;
    const differs = (c: number) => Math.abs((before.data[at * 3 + c] as number) - (after.data[at * 3 + c] as number));
    if (Math.max(differs(0), differs(1), differs(2)) > FAR) far++;
  }
  return far <= count * MOST_FAR;
}

/** The rectangles that words named. */
export function maskFromBoxes({ width, height, boxes }: Extract<MaskCall, { do: "maskFromBoxes" }>) {
  const open = new Uint8Array(width * height);
  for (const box of boxes) {
    const [x0, x1] = [Math.round(box.left * width), Math.round(box.right * width)];
    for (let y = Math.round(box.top * height); y < Math.round(box.bottom * height); y++)
      open.fill(1, y * width + x0, y * width + x1);
  }
  return encode(open, width, height);
}

/** The picture with the part that may change in red, so that a person sees what was understood. */
export async function showMask({ image, mask, maxSide }: Extract<MaskCall, { do: "showMask" }>) {
  const shown = await load(image)
    .resize({ width: maxSide, height: maxSide, fit: "inside", withoutEnlargement: true })
    .toBuffer();
  const { data, width, height } = await rgbOf(shown);
  const alpha = await alphaOf(mask, { width, height });
  for (let at = 0; at < width * height; at++) {
    if ((alpha.data[at] as number) >= 128) continue;
    const [r, g, b] = [data[at * 3] as number, data[at * 3 + 1] as number, data[at * 3 + 2] as number];
    data[at * 3] = r * 0.5 + 118;
    data[at * 3 + 1] = g * 0.5 + 10;
    data[at * 3 + 2] = b * 0.5 + 20;
  }
  return { bytes: await fromRaw({ data, width, height, channels: 3 }).jpeg({ quality: 85 }).toBuffer(), width, height };
}

function scribbles(before: Raw, after: Raw): Uint8Array {
  const red = (raw: Raw, at: number) =>
    (raw.data[at * 3] as number) - Math.max(raw.data[at * 3 + 1] as number, raw.data[at * 3 + 2] as number);
  return Uint8Array.from({ length: before.width * before.height }, (_, at) => {
    const now = red(after, at);
    return now > REDNESS && now - red(before, at) > MORE_RED ? 1 : 0;
  });
}

/** Joins strokes that nearly touch. */
function widened(marks: Uint8Array, width: number, height: number, reach: number): Uint8Array {
  const wide = new Uint8Array(marks.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (marks[y * width + x] !== 1) continue;
      const [left, right] = [Math.max(0, x - reach), Math.min(width - 1, x + reach)];
      for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++)
        wide.fill(1, row * width + left, row * width + right + 1);
    }
  return wide;
}

/** What the border cannot reach without crossing a mark lies inside of one. */
function withInsides(marks: Uint8Array, width: number, height: number): Uint8Array {
  const outside = new Uint8Array(marks.length);
  const next: number[] = [];
  const visit = (at: number) => {
    if (marks[at] === 1 || outside[at] === 1) return;
    outside[at] = 1;
    next.push(at);
  };
  for (let x = 0; x < width; x++) {
    visit(x);
    visit((height - 1) * width + x);
  }
  for (let y = 0; y < height; y++) {
    visit(y * width);
    visit(y * width + width - 1);
  }
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    const x = at % width;
    if (x > 0) visit(at - 1);
    if (x < width - 1) visit(at + 1);
    if (at >= width) visit(at - width);
    if (at < marks.length - width) visit(at + width);
  }
  return outside.map((value) => 1 - value);
}

async function encode(open: Uint8Array, width: number, height: number): Promise<{ bytes: Uint8Array; share: number }> {
  let count = 0;
  // Black and opaque where it stays; two bytes a pixel: grey and alpha.
  const data = new Uint8Array(width * height * 2);
  for (let at = 0; at < open.length; at++) {
    if (open[at] === 1) count++;
    else data[at * 2 + 1] = 255;
  }
  const png = fromRaw({ data, width, height, channels: 2 }).toColourspace("srgb").png({ compressionLevel: 6 });
  return { bytes: await png.toBuffer(), share: count / (width * height) };
}
