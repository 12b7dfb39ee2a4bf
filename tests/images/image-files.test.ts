import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAnswerFiles } from "../../src/images/answer-files.ts";
import { createDecoder, type Decoder } from "../../src/images/decoder.ts";
import { createImageFiles } from "../../src/images/image-files.ts";
import { imageFilesContract, pictureOf } from "../contracts/image-files-contract.ts";
import { createFakeImageFiles } from "../fakes/fake-image-files.ts";

let dataDir: string;
let decoder: Decoder;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "sfumato-images-"));
  decoder = createDecoder();
});
afterAll(async () => {
  await decoder.close();
  await rm(dataDir, { recursive: true });
});
const files = () => createImageFiles({ dataDir, decoder });

describe("on disk", () => imageFilesContract(async () => files()));
describe("in memory", () => imageFilesContract(async () => createFakeImageFiles()));

test("a picture that breaks off is no picture, and nothing is written", async () => {
  const { bytes, mediaType } = await pictureOf(200, 200);
  const cut = { bytes: bytes.subarray(0, bytes.length / 2), mediaType };
  await expect(files().keep(cut, { jobId: "cut", imageId: "i" })).rejects.toMatchObject({ code: "E_AI_BAD_ANSWER" });
  expect(await readdir(join(dataDir, "images/cut"))).toEqual([]);
});

test("a header that claims gigabytes is refused before anything is decoded", async () => {
  const { bytes } = await pictureOf(32, 32);
  const bomb = Buffer.from(bytes);
  bomb.writeUInt32BE(786_464, 16);
  await expect(
    files().keep({ bytes: bomb, mediaType: "image/png" }, { jobId: "j", imageId: "bomb" }),
  ).rejects.toMatchObject({ code: "E_AI_BAD_ANSWER" });
});

test("fit stays within side and bytes", async () => {
  const noise = Uint8Array.from({ length: 600 * 400 * 3 }, () => Math.floor(Math.random() * 256));
  const bytes = await sharp(noise, { raw: { width: 600, height: 400, channels: 3 } })
    .png()
    .toBuffer();
  const stored = await files().keep({ bytes, mediaType: "image/png" }, { jobId: "j", imageId: "noise" });
  const fitted = await files().fit(stored, { maxSide: 300, maxBytes: 12_000 });
  const { format, width = 0 } = await sharp(fitted.bytes).metadata();
  expect(format).toBe("jpeg");
  expect(width).toBeLessThanOrEqual(300);
  expect(fitted.bytes.length).toBeLessThanOrEqual(12_000);
});

test("a smaller thumbnail than the kept one is made of the picture", async () => {
  const stored = await files().keep(await pictureOf(64, 64), { jobId: "j", imageId: "sizes" });
  await files().thumbnail(stored, 32);
  const { bytes } = await files().thumbnail(stored, 8);
  expect((await sharp(bytes).metadata()).width).toBe(8);
  expect((await sharp(await readFile(join(dataDir, "thumbs/sizes.jpg"))).metadata()).width).toBe(32);
});

test("drawings have the width asked for and keep sharp edges", async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="5" height="10" fill="black"/></svg>';
  const { bytes } = await files().drawSvg(svg, 200);
  const { data, info } = await sharp(bytes).extractChannel(3).raw().toBuffer({ resolveWithObject: true });
  expect(info.width).toBe(200);
  const greys = [...data.subarray(0, 200)].filter((value) => value > 8 && value < 247);
  expect(greys.length).toBeLessThan(4);
});

test("ids and paths cannot leave the data folder", async () => {
  const image = await pictureOf(8, 8);
  await expect(files().keep(image, { jobId: "../x", imageId: "i" })).rejects.toMatchObject({ code: "E_INTERNAL" });
  await expect(files().read({ path: "../../etc/passwd", mediaType: "image/png" })).rejects.toMatchObject({
    code: expect.stringMatching(/^E_/),
  });
});

test("a folder that cannot be written is E_STORAGE_IO", async () => {
  const notFolder = join(dataDir, "file");
  await writeFile(notFolder, "");
  const broken = createImageFiles({ dataDir: notFolder, decoder });
  await expect(broken.check()).rejects.toMatchObject({ code: "E_STORAGE_IO" });
  const image = await pictureOf(8, 8);
  await expect(broken.keep(image, { jobId: "j", imageId: "i" })).rejects.toMatchObject({ code: "E_STORAGE_IO" });
});

test("answers are kept by call key, with their picture", async () => {
  const answers = createAnswerFiles(dataDir);
  const image = await pictureOf(8, 8);
  await answers.write("job/1:paint ../x", { costMicros: 5 }, image);
  await answers.write("text", { value: [1] });
  const read = await answers.read("job/1:paint ../x");
  expect(read).toMatchObject({ answer: { costMicros: 5 }, image: { mediaType: "image/png" } });
  expect(Buffer.compare(read?.image?.bytes ?? Buffer.alloc(0), image.bytes)).toBe(0);
  expect(await answers.read("text")).toEqual({ answer: { value: [1] } });
  await answers.remove("text");
  expect(await answers.read("text")).toBeUndefined();
  expect((await readdir(join(dataDir, "answers"))).some((name) => name.endsWith(".tmp"))).toBe(false);
});
