import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { drawPhoto } from "../../eval/photos.ts";
import { lightDrift } from "../../src/domain/session-memory.ts";
import { createDecoder } from "../../src/images/decoder.ts";
import { createPictures } from "../../src/images/pictures.ts";
import type { ImageData } from "../../src/ports/models.ts";
import type { Pictures } from "../../src/ports/pictures.ts";
import { CHANGE } from "./painters.ts";

/** How far a picture is from the photo that it is an edit of. */
export interface Distance {
  /** Difference of brightness, 0–1. */
  brightness: number;
  /** Difference of colour temperature, as (R − B) / (R + B). */
  warmth: number;
  /** Turn of the mean light direction, 0–1 (half a turn); 0 when the photo's light comes from no side. */
  direction: number;
  /** 1: every pixel outside of the asked change is as it was. */
  outside: number;
  /** The same in the rectangle of the logo, */
  logo: number;
  /** and in the right half. */
  right: number;
}

/** A folder and a decoder of its own. */
export interface PhotoWorld {
  readonly work: Pictures;
  readonly photo: ImageData;
  /** Draws the simulation's SVG. */
  draw(svg: string, width: number): Promise<ImageData>;
  distance(after: ImageData): Promise<Distance>;
  end(): Promise<void>;
}

/** The photo's lettering, in thousandths of its sides. */
export const LOGO = { text: "the word NOVA on a label", box: { left: 600, top: 100, right: 950, bottom: 250 } };

/** A product photo of our own drawing, lit from the left, with lettering in its upper right. */
export async function createPhotoWorld(): Promise<PhotoWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), "sfumato-memory-"));
  const decoder = createDecoder();
  const work = createPictures({ dataDir, intake: decoder, decoder });
  const photo: ImageData = { bytes: await labelled(await drawPhoto("shoe", dataDir)), mediaType: "image/png" };
  const [before, light] = [await rgb(photo), await work.measure(photo)];
  return {
    ...{ work, photo },
    async draw(svg, width) {
      const bytes = await sharp(Buffer.from(svg), { unlimited: true }).resize({ width }).png().toBuffer();
      return { bytes, mediaType: "image/png" };
    },
    async distance(after) {
      const [now, turned] = [await rgb(after), lightDrift(light, await work.measure(after))];
      return {
        ...turned,
        outside: alike(before, now, isOutside),
        logo: alike(before, now, isLogo),
        right: alike(before, now, isRight),
      };
    },
    async end() {
      await decoder.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const SIZE = 768;

async function labelled(path: string): Promise<Buffer> {
  const label = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}"><defs><linearGradient id="l"><stop stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".45"/></linearGradient></defs><rect width="${SIZE}" height="${SIZE}" fill="url(#l)"/><rect x="461" y="77" width="268" height="115" rx="12" fill="#f5f2ea"/><path d="M490 165V105l34 60V105M540 135a22 30 0 1 0 44 0a22 30 0 1 0-44 0M596 105l20 60l20-60M650 165l20-60l20 60M657 147h26" fill="none" stroke="#7a1f1a" stroke-width="8"/></svg>`;
  return sharp(await readFile(path))
    .composite([{ input: Buffer.from(label) }])
    .png()
    .toBuffer();
}

const rgb = ({ bytes }: ImageData) =>
  sharp(bytes).resize({ width: SIZE, height: SIZE, fit: "fill" }).removeAlpha().toColourspace("srgb").raw().toBuffer();

type Where = (x: number, y: number) => boolean;
/** A little around the change belongs to it: its seam is blended. */
const AIR = 0.03;
const isOutside: Where = (x, y) =>
  x < CHANGE.left - AIR ||
  x > CHANGE.left + CHANGE.width + AIR ||
  y < CHANGE.top - AIR ||
  y > CHANGE.top + CHANGE.height + AIR;
const isRight: Where = (x) => x >= 0.5;
const isLogo: Where = (x, y) =>
  x * 1000 >= LOGO.box.left && x * 1000 < LOGO.box.right && y * 1000 >= LOGO.box.top && y * 1000 < LOGO.box.bottom;

/** 1 less the mean difference of all channels where `where` says. */
function alike(before: Buffer, after: Buffer, where: Where): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at < SIZE * SIZE; at++) {
    if (!where((at % SIZE) / SIZE, Math.floor(at / SIZE) / SIZE)) continue;
    count += 3;
    for (let c = at * 3; c < at * 3 + 3; c++) sum += Math.abs((before[c] as number) - (after[c] as number));
  }
  return 1 - sum / count / 255;
}
