import sharp, { type Sharp } from "sharp";

/** A photo-like picture: smooth colours with some noise, so that encodings have real sizes. */
export async function photo(width: number, height: number): Promise<Sharp> {
  const small = Uint8Array.from({ length: 32 * 24 * 3 }, (_, at) => (at * 37 + (at % 7) * 53) % 256);
  const bytes = await sharp(small, { raw: { width: 32, height: 24, channels: 3 } })
    .resize({ width, height, fit: "fill", kernel: "cubic" })
    .png({ compressionLevel: 1 })
    .toBuffer();
  return sharp(bytes, { limitInputPixels: false });
}

/** A picture whose top left quarter is red, on blue: tells how it is turned. */
export async function corner(width: number, height: number): Promise<Buffer> {
  const red = await sharp({ create: { width: width / 2, height: height / 2, channels: 3, background: "#e01010" } })
    .png()
    .toBuffer();
  return sharp({ create: { width, height, channels: 3, background: "#1030e0" } })
    .composite([{ input: red, left: 0, top: 0 }])
    .png()
    .toBuffer();
}

/** The file as a camera held this way would have written it: upright again once its EXIF orientation is followed. */
export async function turned(upright: Buffer, orientation: number): Promise<Buffer> {
  const away: Record<number, (image: Sharp) => Sharp> = {
    1: (image) => image,
    2: (image) => image.flop(),
    3: (image) => image.rotate(180),
    4: (image) => image.flip(),
    5: (image) => image.rotate(270).flop(),
    6: (image) => image.rotate(270),
    7: (image) => image.rotate(90).flop(),
    8: (image) => image.rotate(90),
  };
  const steps = away[orientation]?.(sharp(upright)) as Sharp;
  const pixels = await steps.png().toBuffer();
  return sharp(pixels).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
}

/** Rounds of damage: bytes flipped, cut out, doubled or cut off, by a seed. */
export function damaged(bytes: Uint8Array, seed: number): Uint8Array {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const broken = Buffer.from(bytes);
  const kind = seed % 5;
  if (kind === 0) return broken.subarray(0, next(broken.length));
  if (kind === 1) return Buffer.concat([broken.subarray(0, next(broken.length)), broken.subarray(next(broken.length))]);
  // The first bytes stay in part of them, so that the damage gets past the check of the kind.
  const from = kind === 2 ? 0 : 12;
  for (let hits = 1 + next(kind === 4 ? 400 : 12); hits > 0; hits--) {
    const at = from + next(Math.min(broken.length - from, kind === 3 ? 400 : broken.length));
    if (at < broken.length) broken[at] = kind === 3 && next(2) ? 0xff : next(256);
  }
  return broken;
}
