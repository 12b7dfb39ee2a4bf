import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lightDrift, rememberPicture } from "../../src/domain/session-memory.ts";
import { createDecoder, type Decoder } from "../../src/images/decoder.ts";
import { createPictures } from "../../src/images/pictures.ts";
import type { ImageData } from "../../src/ports/models.ts";
import type { Pictures } from "../../src/ports/pictures.ts";
import { photo } from "./sent-files.ts";

let dataDir: string;
let decoder: Decoder;
let pictures: Pictures;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "sfumato-masks-"));
  decoder = createDecoder();
  pictures = createPictures({ dataDir, intake: decoder, decoder });
});
afterAll(async () => {
  await decoder.close();
  await rm(dataDir, { recursive: true });
});

const SIZE = { width: 400, height: 300 };
const png = async (image: Sharp): Promise<ImageData> => ({
  bytes: await image.png().toBuffer(),
  mediaType: "image/png",
});
const drawn = (inside: string) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">${inside}</svg>`);
/** Whether a mask lets a point change. */
const openAt = async (mask: ImageData, x: number, y: number) => {
  const { data, info } = await sharp(mask.bytes)
    .ensureAlpha()
    .extractChannel("alpha")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return (data[y * info.width + x] as number) < 128;
};

describe("masks", () => {
  test("of another picture with red in it is none: it is no marked copy", async () => {
    const [one, other] = await Promise.all(
      ['<rect width="400" height="300" fill="#9ab"/>', '<rect width="400" height="300" fill="#453"/>'].map((ground) =>
        png(
          sharp(
            drawn(`${ground}<circle cx="200" cy="150" r="60" fill="${ground.includes("9ab") ? "#888" : "#e11"}"/>`),
          ),
        ),
      ),
    );
    expect((await pictures.maskFromScribble(one as ImageData, other as ImageData)).share).toBe(0);
  });

  test("from outlines, a little larger than they are, and from their union", async () => {
    const sky = [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 0, y: 1 },
    ];
    const cup = [
      { x: 0.7, y: 0.7 },
      { x: 0.9, y: 0.7 },
      { x: 0.9, y: 0.9 },
      { x: 0.7, y: 0.9 },
    ];
    const { image, share } = await pictures.maskFromOutlines(SIZE, [sky, cup]);
    expect(share).toBeGreaterThan(0.54);
    expect(share).toBeLessThan(0.57);
    expect(await sharp(image.bytes).metadata()).toMatchObject(SIZE);
    const open = await Promise.all(
      [
        [20, 20],
        [320, 240],
        [279, 240],
      ].map(([x, y]) => openAt(image, x as number, y as number)),
    );
    expect(open).toEqual([true, true, true]);
    expect(await openAt(image, 240, 240)).toBe(false);
  });

  test("from a black-and-white picture where it is white; a photo is none", async () => {
    const white = await png(
      sharp(drawn('<rect width="400" height="300" fill="#000"/><rect x="100" width="100" height="300" fill="#fff"/>')),
    );
    const mask = await pictures.maskFromWhite(white, { width: 800, height: 600 });
    expect(mask.share).toBeCloseTo(0.25, 2);
    expect(await openAt(mask.image, 300, 10)).toBe(true);
    const colourful = await png(sharp(drawn('<rect width="400" height="300" fill="#7fb0e6"/>')));
    expect((await pictures.maskFromWhite(colourful, SIZE)).share).toBe(0);
  });

  test("from the transparent part of a PNG, at another size too", async () => {
    const half = await png(sharp(drawn('<rect width="200" height="300" fill="#000"/>')));
    const mask = await pictures.maskFromAlpha(half, { width: 800, height: 600 });
    expect(mask.share).toBeCloseTo(0.5, 2);
    expect(await sharp(mask.image.bytes).metadata()).toMatchObject({
      width: 800,
      height: 600,
      hasAlpha: true,
      format: "png",
    });
    expect([await openAt(mask.image, 100, 300), await openAt(mask.image, 700, 300)]).toEqual([false, true]);
  });

  test("from red scribbles on a recompressed copy: a closed line means its inside, red things of the photo do not count", async () => {
    const scene =
      '<rect width="400" height="300" fill="#8ab"/><rect x="20" y="20" width="60" height="60" fill="#d01515"/>';
    const original = await png(sharp(drawn(scene)));
    const line = '<circle cx="260" cy="150" r="60" fill="none" stroke="#ff1010" stroke-width="7"/>';
    const copy = await sharp(drawn(scene + line))
      .jpeg({ quality: 60 })
      .toBuffer();
    const { image, share } = await pictures.maskFromScribble(original, { bytes: copy, mediaType: "image/jpeg" });
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.14);
    expect(await openAt(image, 260, 150)).toBe(true);
    expect([await openAt(image, 50, 50), await openAt(image, 150, 250)]).toEqual([false, false]);
  });

  test("nothing is found where nothing was drawn", async () => {
    const original = await png(await photo(400, 300));
    const again = await sharp(original.bytes).jpeg({ quality: 50 }).toBuffer();
    expect((await pictures.maskFromScribble(original, { bytes: again, mediaType: "image/jpeg" })).share).toBe(0);
  });

  test("are shown in red over the picture", async () => {
    const grey = await png(sharp(drawn('<rect width="400" height="300" fill="#888"/>')));
    const { image } = await pictures.maskFromBoxes(SIZE, [{ left: 0, top: 0, right: 0.5, bottom: 1 }]);
    const shown = await sharp((await pictures.showMask(grey, image, 200)).bytes)
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(shown.info.width).toBe(200);
    const at = (x: number) =>
      [...shown.data.subarray((50 * 200 + x) * 3, (50 * 200 + x) * 3 + 3)] as [number, number, number];
    expect(at(50)[0] - at(50)[1]).toBeGreaterThan(80);
    expect(Math.abs(at(150)[0] - at(150)[1])).toBeLessThan(12);
  });
});

describe("composing", () => {
  test("leaves every pixel outside of the mask as it was, whatever the model made of it, and blends inside only", async () => {
    const original = await png(await photo(400, 300));
    const made = await png((await photo(512, 512)).negate());
    const { image: mask } = await pictures.maskFromBoxes(SIZE, [{ left: 0.25, top: 0.25, right: 0.75, bottom: 0.75 }]);
    const composed = await pictures.compose(original, made, mask);
    expect(composed.outside).toBe(0);
    expect(composed.inside).toBeGreaterThan(0.8);
    const [before, after] = await Promise.all(
      [original, composed.image].map(({ bytes }) => sharp(bytes).removeAlpha().raw().toBuffer()),
    );
    let moved = 0;
    for (let y = 0; y < 300; y++)
      for (let x = 0; x < 400; x++) {
        const inside = x >= 100 && x < 300 && y >= 75 && y < 225;
        const at = (y * 400 + x) * 3;
        if (!inside && before?.subarray(at, at + 3).compare(after?.subarray(at, at + 3) as Buffer) !== 0) moved++;
      }
    expect(moved).toBe(0);
  });

  test("puts a photo on a larger canvas, and only what was added may change", async () => {
    const original = await png(await photo(400, 300));
    const padded = await pictures.pad(original, { top: 0, right: 60, bottom: 0, left: 61 });
    expect(padded).toMatchObject({ width: 521, height: 300 });
    expect([
      await openAt(padded.mask, 30, 150),
      await openAt(padded.mask, 261, 150),
      await openAt(padded.mask, 500, 150),
    ]).toEqual([true, false, true]);
    const made = await png((await photo(521, 300)).negate());
    expect((await pictures.compose(padded.image, made, padded.mask)).outside).toBe(0);
  });
});

describe("light and colour", () => {
  test("are measured so that the same picture is the same, and a warmer or turned one is not", async () => {
    const lit =
      '<defs><linearGradient id="l"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#223"/></linearGradient></defs><rect width="400" height="300" fill="url(#l)"/>';
    const original = await png(sharp(drawn(lit)));
    const [before, same, turned, warm] = await Promise.all([
      pictures.measure(original),
      pictures.measure({
        bytes: await sharp(original.bytes).jpeg({ quality: 60 }).toBuffer(),
        mediaType: "image/jpeg",
      }),
      pictures.measure(await png(sharp(original.bytes).flop())),
      pictures.measure(await png(sharp(original.bytes).removeAlpha().linear([1, 0.8, 0.5], [0, 0, 0]))),
    ]);
    expect(before.lightFrom).toBe(270);
    expect(rememberPicture(before).lighting).toContain("brightest towards the left");
    const drift = lightDrift(before, same);
    expect(Math.max(drift.brightness, drift.warmth, drift.direction)).toBeLessThan(0.01);
    expect(lightDrift(before, turned).direction).toBeGreaterThan(0.9);
    expect(lightDrift(before, warm).warmth).toBeGreaterThan(0.15);
    expect(rememberPicture(warm).colour_tone).toContain("warm");
  });
});
