import { crc32, deflateSync } from "node:zlib";

/** A valid PNG of one colour: a palette of one entry, a bit per pixel, so that even large ones take some hundred bytes. */
export function solidPng(width: number, height: number, rgb: readonly [number, number, number]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc((1 + Math.ceil(width / 8)) * height);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(rgb)),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A PNG whose left half is transparent, as a mask is drawn; its rows use each of PNG's five filters in turn. */
export function halfTransparentPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const line = width * 4;
  const raw = Buffer.alloc(line * height);
  for (let at = 0; at < raw.length; at += 4) raw.set([at % 251, 90, 60, at % line < line / 2 ? 0 : 255], at);
  const rows = Buffer.alloc((line + 1) * height);
  for (let y = 0; y < height; y++) {
    rows[y * (line + 1)] = y % 5;
    for (let x = 0; x < line; x++) {
      const left = x < 4 ? 0 : (raw[y * line + x - 4] as number);
      const up = y === 0 ? 0 : (raw[(y - 1) * line + x] as number);
      const corner = x < 4 || y === 0 ? 0 : (raw[(y - 1) * line + x - 4] as number);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][y % 5] as number;
      rows[y * (line + 1) + 1 + x] = ((raw[y * line + x] as number) - guess) & 0xff;
    }
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const nearest = [left, up, corner].toSorted((a, b) => Math.abs(guess - a) - Math.abs(guess - b));
  return nearest[0] as number;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
