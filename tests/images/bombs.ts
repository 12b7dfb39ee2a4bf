import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

/** Sides of a picture of just under 128 MB decoded: the largest that a header may claim. */
const LARGEST = 5_790;

/** Well-formed files that ask for as much of a decoder as they can, by name. */
export const BOMBS: Readonly<Record<string, () => Promise<Buffer>>> = {
  "flat.png": () => sharp(FLAT).png().toBuffer(),
  "interlaced.png": () => sharp(FLAT).png({ progressive: true }).toBuffer(),
  "16-bit.png": () => sharp(FLAT).toColourspace("rgb16").png().toBuffer(),
  "flat.webp": () => sharp(FLAT).webp({ lossless: true, effort: 0 }).toBuffer(),
  "wide.png": () =>
    sharp({ create: { width: 10_000, height: 500, channels: 3, background: "#000" } })
      .png()
      .toBuffer(),
  "text-bomb.png": async () => withChunks(await small(), [text("zTXt", 200_000_000)]),
  "texts-bomb.png": async () => withChunks(await small(), Array(60).fill(text("zTXt", 7_000_000))),
  "profile-bomb.png": async () => withChunks(await small(), [text("iCCP", 200_000_000)]),
  "chunks.png": async () => withChunks(await small(), Array(200_000).fill(chunk("tEXt", Buffer.from("a\0b")))),
  "pixels-bomb.png": async () => withPixels(await small(), 300_000_000),
  "no-pixels.png": async () => withPixels(await small(), 10),
  "scans.jpg": async () => repeatedScan(await progressive(), 90),
  "many-scans.jpg": async () => repeatedScan(await progressive(), 4_000),
  "segments.jpg": async () => segments(await progressive(), 60_000),
};

const FLAT = { create: { width: LARGEST, height: LARGEST, channels: 4, background: "#12345680" } } as const;

const small = () =>
  sharp({ create: { width: 64, height: 64, channels: 3, background: "#808080" } })
    .png()
    .toBuffer();

function chunk(name: string, data: Uint8Array): Buffer {
  const whole = Buffer.alloc(12 + data.length);
  whole.writeUInt32BE(data.length, 0);
  whole.write(name, 4, "latin1");
  whole.set(data, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + data.length)), 8 + data.length);
  return whole;
}

/** A chunk of text or profile that is `size` bytes when it is inflated. */
function text(name: "zTXt" | "iCCP", size: number): Buffer {
  return chunk(name, Buffer.concat([Buffer.from("a\0\0"), deflateSync(Buffer.alloc(size))]));
}

const HEADER_END = 8 + 25;

function withChunks(png: Buffer, chunks: readonly Buffer[]): Buffer {
  return Buffer.concat([png.subarray(0, HEADER_END), ...chunks, png.subarray(HEADER_END)]);
}

/** The header of a PNG with `size` bytes of nothing as its pixels. */
function withPixels(png: Buffer, size: number): Buffer {
  const pixels = chunk("IDAT", deflateSync(Buffer.alloc(size)));
  return Buffer.concat([png.subarray(0, HEADER_END), pixels, chunk("IEND", Buffer.alloc(0))]);
}

async function progressive(): Promise<Buffer> {
  const grey = { create: { width: LARGEST, height: LARGEST, channels: 3, background: "#708090" } } as const;
  return sharp(grey).jpeg({ progressive: true, quality: 30 }).toBuffer();
}

/** The last scan of a progressive JPEG many times over: each goes over the whole picture. */
function repeatedScan(jpeg: Buffer, times: number): Buffer {
  const from = jpeg.lastIndexOf(Buffer.from([0xff, 0xda]));
  const scan = jpeg.subarray(from, jpeg.length - 2);
  const room = Math.floor(19_000_000 / scan.length);
  return Buffer.concat([jpeg.subarray(0, from), ...Array(Math.min(times, room)).fill(scan), jpeg.subarray(-2)]);
}

/** A JPEG with `count` empty comments before its picture. */
function segments(jpeg: Buffer, count: number): Buffer {
  const comment = Buffer.from([0xff, 0xfe, 0, 2]);
  return Buffer.concat([jpeg.subarray(0, 2), ...Array(count).fill(comment), jpeg.subarray(2)]);
}
