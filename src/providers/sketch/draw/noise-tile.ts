import { crc32, deflateSync } from "node:zlib";
import { seeded } from "../chance.ts";

/** px; the tile repeats without a seam. */
const SIDE = 192;

/**
 * A grey tile of noise as a data URI: `cell` is the size of its grains (px). Drawn once and laid over pictures as a
 * pattern, it costs a twentieth of feTurbulence.
 */
export function noiseTile(cell: number): string {
  const known = tiles.get(cell);
  if (known !== undefined) return known;
  const uri = `data:image/png;base64,${greyPng(noise(cell)).toString("base64")}`;
  tiles.set(cell, uri);
  return uri;
}

/** Tiles depend on nothing but their grain: keeping them changes no result. */
const tiles = new Map<number, string>();

function noise(cell: number): Uint8Array {
  const random = seeded(`noise ${cell}`);
  const cells = SIDE / cell;
  const grid = Array.from({ length: cells * cells }, () => random());
  const at = (x: number, y: number) => grid[(y % cells) * cells + (x % cells)] as number;
  const ease = (t: number) => t * t * (3 - 2 * t);
  return Uint8Array.from({ length: SIDE * SIDE }, (_, index) => {
    const x = (index % SIDE) / cell;
    const y = Math.floor(index / SIDE) / cell;
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [u, v] = [ease(x - left), ease(y - top)];
    const upper = at(left, top) * (1 - u) + at(left + 1, top) * u;
    const lower = at(left, top + 1) * (1 - u) + at(left + 1, top + 1) * u;
    return Math.round(255 * (upper * (1 - v) + lower * v));
  });
}

/** The smallest PNG writer that serves: 8-bit grey, no filter. */
function greyPng(pixels: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header[8] = 8;
  const rows = Buffer.alloc((SIDE + 1) * SIDE);
  for (let y = 0; y < SIDE; y++) rows.set(pixels.subarray(y * SIDE, (y + 1) * SIDE), y * (SIDE + 1) + 1);
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
