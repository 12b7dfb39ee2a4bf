import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDecoder, type Decoder } from "../../src/images/decoder.ts";
import { createExportFiles } from "../../src/images/export-files.ts";
import { createPictures } from "../../src/images/pictures.ts";
import { photo } from "./sent-files.ts";

let dataDir: string;
let decoder: Decoder;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "sfumato-exports-"));
  decoder = createDecoder();
});
afterAll(async () => {
  await decoder.close();
  await rm(dataDir, { recursive: true });
});
const config = () => join(dataDir, "exports.config.json");
const write = (sizes: object) => writeFile(config(), JSON.stringify({ sizes }));
const files = (now = new Date()) => createExportFiles({ dataDir, config: config(), now: () => now });

describe("sizes", () => {
  test("are read anew when the file changes, and a broken file says where", async () => {
    await write({ web: { label: "Web", long_side: 800 } });
    const exports = files();
    expect(Object.keys(await exports.sizes())).toEqual(["web"]);
    await write({ web: { label: "Web", long_side: 800 }, story: { label: "Story", width: 1080, height: 1920 } });
    expect(Object.keys(await exports.sizes())).toEqual(["web", "story"]);
    await write({ web: { label: "Web", long_side: 800, background: "transparent" } });
    await expect(exports.sizes()).rejects.toMatchObject({
      code: "E_CONFIG",
      message: expect.stringMatching(/transparent background needs png or webp/),
    });
    await writeFile(config(), "{");
    await expect(exports.sizes()).rejects.toMatchObject({ code: "E_CONFIG" });
  });

  test("of the project's own file are made exactly: size, format, background", async () => {
    const sizes = await createExportFiles({ dataDir, config: "exports.config.json", now: () => new Date() }).sizes();
    const pictures = createPictures({ dataDir, intake: decoder, decoder });
    const shape = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><circle cx="300" cy="200" r="150" fill="#c33"/></svg>',
    );
    const image = { bytes: await sharp(shape).png().toBuffer(), mediaType: "image/png" as const };
    for (const [name, size] of Object.entries(sizes)) {
      const made = await pictures.export(image, size);
      const about = await sharp(made.image.bytes).metadata();
      expect(about.format, name).toBe(size.format);
      const wanted = size.width
        ? [size.width, size.height]
        : [size.long_side, Math.round((size.long_side as number) / 1.5)];
      expect([about.width, about.height], name).toEqual(wanted);
      expect(about.exif, name).toBeUndefined();
      const corner = await sharp(made.image.bytes)
        .ensureAlpha()
        .extract({ left: 0, top: 0, width: 1, height: 1 })
        .raw()
        .toBuffer();
      const clear = size.background === "transparent";
      expect(corner[3], name).toBe(clear ? 0 : 255);
      if (!clear) expect((corner[0] as number) > 250, name).toBe(size.background !== "#000000");
    }
  });
});

describe("files", () => {
  const file = async (name: string) => ({ name, bytes: await (await photo(40, 30)).jpeg().toBuffer() });

  test("come alone as they are, several as a ZIP, and are gone after a day", async () => {
    const exports = files();
    const one = await exports.keep("job1", "a", [await file("a-web.jpg")]);
    expect((await exports.read("job1", one.name)).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    const both = await exports.keep("job2", "a", [await file("a-web.jpg"), await file("a-story.jpg")]);
    const zip = Buffer.from(await exports.read("job2", both.name));
    expect(both.name).toBe("a.zip");
    for (const name of ["a-web.jpg", "a-story.jpg"]) expect(zip.includes(name)).toBe(true);
    expect(await exports.sweep()).toBe(0);
    const later = files(new Date(Date.now() + 24.1 * 3_600_000));
    expect(await later.sweep()).toBe(2);
    await expect(later.read("job1", one.name)).rejects.toMatchObject({ code: "E_NOT_FOUND" });
    expect(await readdir(join(dataDir, "exports"))).toEqual([]);
  });

  test("never leave their folder", async () => {
    await expect(files().read("../input", "a.jpg")).rejects.toMatchObject({ code: "E_INTERNAL" });
    await expect(files().read("job1", "../../../etc/passwd")).rejects.toMatchObject({ code: "E_INTERNAL" });
  });
});
