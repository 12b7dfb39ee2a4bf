import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { lightDrift } from "../../../src/domain/session-memory.ts";
import { createDecoder, type Decoder } from "../../../src/images/decoder.ts";
import { createImageFiles } from "../../../src/images/image-files.ts";
import { createPictures } from "../../../src/images/pictures.ts";
import type { ImageRequest } from "../../../src/ports/models.ts";
import type { Pictures } from "../../../src/ports/pictures.ts";
import { createPrompts } from "../../../src/prompt-files.ts";
import { createSketch, drawnIn } from "../../../src/providers/sketch/index.ts";

let dataDir: string;
let decoder: Decoder;
let pictures: Pictures;
let paint: (more: Partial<ImageRequest>) => Promise<Uint8Array>;
const PHOTO =
  '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240"><rect width="320" height="240" fill="#5a7fa0"/><rect y="160" width="320" height="80" fill="#444"/></svg>';
let photo: { bytes: Uint8Array; mediaType: "image/png" };

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "sfumato-editor-"));
  decoder = createDecoder();
  pictures = createPictures({ dataDir, intake: decoder, decoder });
  const { image } = createSketch({ drawSvg: createImageFiles({ dataDir, decoder }).drawSvg });
  photo = { bytes: await sharp(Buffer.from(PHOTO)).png().toBuffer(), mediaType: "image/png" };
  const plain = { prompt: "Three red balloons", negativePrompt: "", aspect: "4:3", preset: "draft", seed: 4 } as const;
  paint = async (more) => {
    const made = await image.generate({ ...plain, images: [photo], ...more }, { signal: new AbortController().signal });
    expect(made.usage).toMatchObject({ simulated: true });
    return made.image.bytes;
  };
});
afterAll(async () => {
  await decoder.close();
  await rm(dataDir, { recursive: true });
});

const raw = async (bytes: Uint8Array) => sharp(bytes).removeAlpha().raw().toBuffer();
const leftHalf = () =>
  pictures.maskFromBoxes({ width: 320, height: 240 }, [{ left: 0, top: 0, right: 0.5, bottom: 1 }]);

it("keeps the photo's pixels and paints only where the mask lets it", async () => {
  const bytes = await paint({ mask: (await leftHalf()).image });
  const [before, after] = await Promise.all([raw(photo.bytes), raw(bytes)]);
  const moved = { left: 0, right: 0 };
  for (let at = 0; at < 320 * 240; at++) {
    const far = [0, 1, 2].some((c) => Math.abs((before[at * 3 + c] as number) - (after[at * 3 + c] as number)) > 2);
    if (far) moved[at % 320 < 160 ? "left" : "right"]++;
  }
  expect(moved.right).toBe(0);
  expect(moved.left).toBeGreaterThan(5_000);
  expect(drawnIn(bytes)?.things.some(({ noun }) => noun === "balloon")).toBe(true);
});

it("still knows its picture once the original's pixels were put back", async () => {
  const made = await paint({ mask: (await leftHalf()).image });
  const composed = await pictures.compose(photo, { bytes: made, mediaType: "image/png" }, (await leftHalf()).image);
  expect(drawnIn(composed.image.bytes)).toEqual(drawnIn(made));
  expect(composed.outside).toBe(0);
});

it("draws what is to change, and nothing of what the frame says stays", async () => {
  const frame = createPrompts("prompts").frame("edit");
  const prompt = frame.replace("{{ flex.subject }}", "add three red balloons").replace(/\{\{[^}]+\}\}/g, "");
  const bytes = await paint({ prompt, seed: 1 });
  expect(drawnIn(bytes)?.things.map(({ noun }) => noun)).toEqual(["balloon"]);
  const [before, after] = await Promise.all([raw(photo.bytes), raw(bytes)]);
  let same = 0;
  for (let at = 0; at < before.length; at += 3)
    if (Math.abs((before[at] as number) - (after[at] as number)) < 3) same++;
  expect(same / (before.length / 3)).toBeGreaterThan(0.6);
});

it("enlarges to twice the size, and cuts the background away to transparency", async () => {
  expect(await sharp(await paint({ task: "upscale" })).metadata()).toMatchObject({ width: 640, height: 480 });
  const alpha = await sharp(await paint({ task: "remove_background" }))
    .extractChannel("alpha")
    .raw()
    .toBuffer();
  expect([alpha[0], alpha[120 * 320 + 160]]).toEqual([0, 255]);
});

it("five rounds from the original keep its light and colours outside of the change", async () => {
  const remembered = await pictures.measure(photo);
  const corner = await pictures.maskFromBoxes({ width: 320, height: 240 }, [
    { left: 0, top: 0, right: 0.25, bottom: 0.25 },
  ]);
  for (let round = 0; round < 5; round++) {
    const made = await paint({ mask: corner.image, seed: round, prompt: `Red balloons, blue kite, round ${round}` });
    const { image } = await pictures.compose(photo, { bytes: made, mediaType: "image/png" }, corner.image);
    const drift = lightDrift(remembered, await pictures.measure(image));
    expect(drift.brightness).toBeLessThan(0.04);
    expect(drift.warmth).toBeLessThan(0.06);
  }
});
