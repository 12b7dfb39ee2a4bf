import { crc32, deflateSync, inflateSync } from "node:zlib";
import { SfumatoError } from "../../domain/errors.ts";

/** Samples a pixel by colour type: grey with alpha, colours with alpha. */
const CHANNELS: Readonly<Record<number, number>> = { 4: 2, 6: 4 };
/** Largest mask that is unpacked (px). */
const MOST_PIXELS = 40_000_000;

/**
 * Turns a mask whose transparent part may change into one whose white part may change, which is what Runware takes.
 * The size was checked before against the picture's.
 * @throws SfumatoError `E_INPUT_UNSUPPORTED` for kinds of PNG that nobody makes masks in
 */
export function whiteWhereTransparent(png: Uint8Array): Uint8Array {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [depth, colourType, interlaced] = [png[24] as number, png[25] as number, png[28]];
  const channels = CHANNELS[colourType];
  if (channels === undefined || (depth !== 8 && depth !== 16) || interlaced !== 0 || width * height > MOST_PIXELS)
    throw unsupported();
  const sample = depth / 8;
  const pixel = channels * sample;
  const rows = unpack(png, view, (width * pixel + 1) * height);
  unfilter(rows, width * pixel, height, pixel);
  const out = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const alpha = rows[y * (width * pixel + 1) + 1 + x * pixel + pixel - sample] as number;
      out[y * (width + 1) + 1 + x] = 255 - alpha;
    }
  return greyPng(width, height, out);
}

/** The pixels' rows, each behind the number of its filter. */
function unpack(png: Uint8Array, view: DataView, length: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 8; at + 12 <= png.length; at += 12 + view.getUint32(at))
    if (view.getUint32(at + 4) === 0x49444154) parts.push(png.subarray(at + 8, at + 8 + view.getUint32(at)));
  try {
    const rows = inflateSync(Buffer.concat(parts), { maxOutputLength: length });
    if (rows.length === length) return rows;
  } catch {
    // Broken, or larger than its header says: refused below.
  }
  throw unsupported();
}

/** Undoes the filters of PNG in place (its specification, chapter 9). */
function unfilter(rows: Uint8Array, width: number, height: number, pixel: number): void {
  for (let y = 0; y < height; y++) {
    const row = y * (width + 1) + 1;
    const filter = rows[row - 1];
    for (let x = 0; x < width; x++) {
      const left = x < pixel ? 0 : (rows[row + x - pixel] as number);
      const up = y === 0 ? 0 : (rows[row + x - width - 1] as number);
      const corner = x < pixel || y === 0 ? 0 : (rows[row + x - width - 1 - pixel] as number);
      const guess =
        filter === 1
          ? left
          : filter === 2
            ? up
            : filter === 3
              ? (left + up) >> 1
              : filter === 4
                ? paeth(left, up, corner)
                : 0;
      rows[row + x] = ((rows[row + x] as number) + guess) & 0xff;
    }
  }
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function greyPng(width: number, height: number, rows: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks = [chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat([signature, ...chunks]));
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

function unsupported(): SfumatoError {
  return new SfumatoError("E_INPUT_UNSUPPORTED", "The mask cannot be read: make it a PNG with an alpha channel.", {
    details: { provider: "runware", reason: "mask_format" },
  });
}
