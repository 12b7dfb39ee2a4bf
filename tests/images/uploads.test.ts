import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDecoder, type Decoder, INTAKE_LIMITS } from "../../src/images/decoder.ts";
import { createPictures } from "../../src/images/pictures.ts";
import type { SentFile } from "../../src/ports/pictures.ts";
import { solidPng } from "../fakes/tiny-png.ts";
import { BOMBS } from "./bombs.ts";
import { decoderPeak } from "./decoder-peak.ts";
import { corner, damaged, photo, turned } from "./sent-files.ts";

let dataDir: string;
let decoder: Decoder;
let pictures: ReturnType<typeof createPictures>;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "sfumato-uploads-"));
  decoder = createDecoder(INTAKE_LIMITS);
  pictures = createPictures({ dataDir, intake: decoder, decoder });
});
afterAll(async () => {
  await decoder.close();
  await rm(dataDir, { recursive: true });
});

let count = 0;
const take = (bytes: Uint8Array, claimed: Partial<SentFile> = {}) =>
  pictures.take(
    { content: [bytes], name: null, mediaType: null, ...claimed },
    { imageId: `up-${++count}`, jobId: "job" },
  );
const file = (stored: { path: string }) => readFile(join(dataDir, stored.path));
const refused = (upload: string) => ({ details: { upload }, code: expect.stringMatching(/^E_INPUT_/) });

describe("what is taken", () => {
  test.each(["jpeg", "png", "webp", "avif"] as const)("a %s is kept under its sum, with a thumbnail", async (kind) => {
    const bytes = await (await photo(640, 480)).toFormat(kind).toBuffer();
    const stored = await take(bytes, { name: `a.${kind}`, mediaType: `image/${kind}` });
    const ending = { jpeg: "jpg", png: "png", webp: "jpg", avif: "jpg" }[kind];
    expect(stored).toMatchObject({ width: 640, height: 480, path: `input/${stored.sha256}.${ending}` });
    const { createHash } = await import("node:crypto");
    expect(
      createHash("sha256")
        .update(await file(stored))
        .digest("hex"),
    ).toBe(stored.sha256);
    const thumb = await sharp(await readFile(join(dataDir, `thumbs/${stored.id}.jpg`))).metadata();
    expect(Math.max(thumb.width, thumb.height)).toBe(512);
  });

  test("the same picture twice is one file, and no half of one is left behind", async () => {
    const bytes = await (await photo(300, 200)).jpeg().toBuffer();
    const [one, two] = [await take(bytes), await take(bytes)];
    expect(one.path).toBe(two.path);
    expect(one.id).not.toBe(two.id);
    expect(
      (await readdir(join(dataDir, "input"))).filter((name) => !/^[0-9a-f]{64}\.(jpg|png|webp)$/.test(name)),
    ).toEqual([]);
  });

  test.each(
    [1, 2, 3, 4, 5, 6, 7, 8].flatMap(
      (turn) =>
        [
          [turn, 80, 48],
          [turn, 48, 80],
        ] as const,
    ),
  )("orientation %i of %i×%i is kept upright", async (orientation, width, height) => {
    const stored = await take(await turned(await corner(width, height), orientation));
    expect(stored).toMatchObject({ width, height });
    const { data, info } = await sharp(await file(stored))
      .raw()
      .toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * info.channels).subarray(0, 3)];
    expect(at(width / 4, height / 4)[0]).toBeGreaterThan(180);
    for (const [x, y] of [
      [0.75, 0.25],
      [0.25, 0.75],
      [0.75, 0.75],
    ] as const)
      expect(at(Math.floor(x * width), Math.floor(y * height))[2]).toBeGreaterThan(180);
  });

  test("place, camera, comments and what hides behind the picture are gone, from the thumbnail too", async () => {
    const secret = "SECRET-PLACE-48.8584N";
    const exif = { IFD0: { Copyright: secret, ImageDescription: secret }, IFD3: { GPSLatitude: "48/1 51/1 30/1" } };
    const jpeg = await (await photo(200, 100)).withExif(exif).withXmp(`<x>${secret}</x>`).jpeg().toBuffer();
    expect(jpeg.includes(secret)).toBe(true);
    const stored = await take(Buffer.concat([jpeg, Buffer.from(`PK\x03\x04 ${secret} #!/bin/sh`)]));
    for (const bytes of [await file(stored), await readFile(join(dataDir, `thumbs/${stored.id}.jpg`))]) {
      expect(bytes.includes(secret)).toBe(false);
      const { exif: left, xmp, iptc, icc } = await sharp(bytes).metadata();
      expect([left, xmp, iptc, icc]).toEqual([undefined, undefined, undefined, undefined]);
    }
  });

  test("what a crash left on its way in is removed", async () => {
    await writeFile(join(dataDir, "incoming/up-9.sent.0123.tmp"), "as it was sent");
    expect(await pictures.sweep(new Date(Date.now() + 60_000))).toBe(0);
    expect(await pictures.sweep(new Date(Date.now() + 3_600_000))).toBe(1);
    expect(await readdir(join(dataDir, "incoming"))).toEqual([]);
  });

  test("a long side above 4,096 px is scaled down; transparency stays", async () => {
    const stored = await take(
      await sharp(solidPng(6_000, 1_500, [20, 120, 60]))
        .png()
        .toBuffer(),
    );
    expect(stored).toMatchObject({ width: 4_096, height: 1_024 });
    const clear = {
      create: { width: 40, height: 40, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0.5 } },
    } as const;
    const png = await take(await sharp(clear).png().toBuffer());
    expect((await sharp(await file(png)).metadata()).hasAlpha).toBe(true);
  });
});

describe("what is refused", () => {
  const text = (words: string) => Buffer.from(words);
  test.each([
    ["svg", text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ["svg", text('<svg onload="alert(1)"/>')],
    ["program", Buffer.concat([text("MZ\x90\0"), Buffer.alloc(200)])],
    ["program", Buffer.concat([text("\x7fELF"), Buffer.alloc(200)])],
    ["program", text("#!/bin/sh\nrm -rf /")],
    ["gif", text("GIF89a\x01\0\x01\0")],
    ["tiff", text("II*\0\x08\0\0\0")],
    ["heic", Buffer.concat([Buffer.from([0, 0, 0, 24]), text("ftypheic"), Buffer.alloc(20)])],
    ["document", text("%PDF-1.7 …")],
    ["document", text("PK\x03\x04 a zip")],
    ["unknown", text("just words")],
    ["empty", Buffer.alloc(0)],
    ["bytes", Buffer.alloc(20 * 1024 * 1024 + 1, 0xff)],
  ])("%s", async (fault, bytes) => {
    await expect(take(bytes)).rejects.toMatchObject(refused(fault));
    await expect(take(bytes)).rejects.toThrow(/Accepted: JPEG, PNG, WebP and AVIF/);
  });

  test("a picture under another kind's name or type", async () => {
    const jpeg = await (await photo(60, 40)).jpeg().toBuffer();
    await expect(take(jpeg, { name: "holiday.png" })).rejects.toMatchObject(refused("mismatch"));
    await expect(take(jpeg, { name: "holiday.jpg.exe" })).rejects.toMatchObject(refused("mismatch"));
    await expect(take(jpeg, { mediaType: "image/svg+xml" })).rejects.toMatchObject(refused("mismatch"));
    await take(jpeg, { name: "holiday.JPG", mediaType: "application/octet-stream" });
  });

  test.each([
    ["sides", 10_001, 100],
    ["sides", 4_000, 150],
    ["sides", 8_000, 5_000],
    ["sides", 2 ** 31 - 1, 2 ** 31 - 1],
    ["broken", 0, 10],
  ])("a header beyond the limits (%s: %i×%i), before it is decoded", async (fault, width, height) => {
    const png = Buffer.from(solidPng(8, 8, [0, 0, 0]));
    png.writeUInt32BE(width, 16);
    png.writeUInt32BE(height, 20);
    await expect(take(png)).rejects.toMatchObject(refused(fault));
  });

  test("sixteen bits a channel count twice", async () => {
    const png = Buffer.from(solidPng(8, 8, [0, 0, 0]));
    png.writeUInt32BE(5_000, 16);
    png.writeUInt32BE(5_000, 20);
    await expect(take(png)).rejects.toMatchObject(refused("broken"));
    png.writeUInt8(16, 24);
    await expect(take(png)).rejects.toMatchObject(refused("sides"));
  });

  test("a picture that breaks off, and one that claims more than it holds", async () => {
    const jpeg = await (await photo(400, 300)).jpeg().toBuffer();
    await expect(take(jpeg.subarray(0, jpeg.length / 2))).rejects.toMatchObject(refused("broken"));
    const png = Buffer.from(solidPng(8, 8, [0, 0, 0]));
    png.writeUInt32BE(120, 16);
    await expect(take(png)).rejects.toMatchObject(refused("broken"));
  });

  test("hundreds of damaged files: each is judged in time, the process and its neighbours live on", async () => {
    const seeds = await Promise.all(
      (["jpeg", "png", "webp", "avif"] as const).map(async (kind) => (await photo(160, 120)).toFormat(kind).toBuffer()),
    );
    let worst = 0;
    const judge = async (at: number) => {
      const began = performance.now();
      const bytes = damaged(seeds[at % seeds.length] as Buffer, at);
      const outcome = await take(bytes).then(
        () => "taken",
        (error) => error.details?.upload ?? String(error),
      );
      worst = Math.max(worst, performance.now() - began);
      return outcome;
    };
    const outcomes: string[] = [];
    for (let at = 0; at < 240; at++) outcomes.push(await judge(at));
    expect(
      outcomes.filter(
        (one) => !/^(taken|bytes|sides|gif|tiff|svg|heic|unknown|broken|heavy|program|document)$/.test(one),
      ),
    ).toEqual([]);
    expect(outcomes).toContain("broken");
    expect(worst).toBeLessThan(2_000);
    await take(seeds[0] as Buffer);
  });

  test.each(["interlaced.png", "flat.webp", "profile-bomb.png", "scans.jpg"])(
    "a file that asks for all it can (%s), twice at once: judged in bounded memory",
    async (name) => {
      const bytes = (await BOMBS[name]?.()) as Buffer;
      let peak = 0;
      const looks = setInterval(() => {
        peak = Math.max(peak, decoderPeak());
      }, 20);
      const fate = () =>
        take(bytes).then(
          () => "taken",
          (error) => String(error.details?.upload ?? error),
        );
      for (const one of await Promise.all([fate(), fate()])) expect(one).toMatch(/^(taken|broken|heavy)$/);
      clearInterval(looks);
      peak = Math.max(peak, decoderPeak());
      // Only Linux tells.
      if (process.platform === "linux") expect(peak).toBeGreaterThan(20_000_000);
      expect(peak).toBeLessThan(300_000_000);
      await take(await (await photo(160, 120)).jpeg().toBuffer());
    },
  );
});
