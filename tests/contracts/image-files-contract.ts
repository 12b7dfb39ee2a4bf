import sharp from "sharp";
import { expect, test } from "vitest";
import type { ImageFiles } from "../../src/ports/images.ts";
import type { ImageData } from "../../src/ports/models.ts";

/** A real picture: a gradient, so that sizes of encodings are not trivial. */
export async function pictureOf(
  width: number,
  height: number,
  kind: "png" | "jpeg" | "webp" = "png",
): Promise<ImageData> {
  const raw = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * 7) % 251);
  const bytes = await sharp(raw, { raw: { width, height, channels: 3 } })
    .toFormat(kind)
    .toBuffer();
  return { bytes: new Uint8Array(bytes), mediaType: `image/${kind}` };
}

/** What every ImageFiles must do. */
export function imageFilesContract(create: () => Promise<ImageFiles>): void {
  test.each(["png", "jpeg", "webp"] as const)("keeps a %s and gives it back", async (kind) => {
    const files = await create();
    const image = await pictureOf(40, 30, kind);
    const stored = await files.keep(image, { jobId: "job1", imageId: `image-${kind}` });
    expect(stored).toMatchObject({ width: 40, height: 30, bytes: image.bytes.length, mediaType: image.mediaType });
    expect(stored.path).toBe(`images/job1/image-${kind}.${kind === "jpeg" ? "jpg" : kind}`);
    expect(stored.sha256).toMatch(/^[0-9a-f]{64}$/);
    const again = await files.read(stored);
    expect(Buffer.compare(again.bytes, image.bytes)).toBe(0);
  });

  test("refuses what is no picture", async () => {
    const files = await create();
    const image = { bytes: new TextEncoder().encode("<html>no picture</html>"), mediaType: "image/png" as const };
    await expect(files.keep(image, { jobId: "j", imageId: "i" })).rejects.toMatchObject({ code: "E_AI_BAD_ANSWER" });
  });

  test("makes a thumbnail once, within its side", async () => {
    const files = await create();
    const stored = await files.keep(await pictureOf(64, 32), { jobId: "j", imageId: "thumb" });
    const first = await files.thumbnail(stored, 16);
    const second = await files.thumbnail(stored, 16);
    expect(first.mediaType).toBe("image/jpeg");
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
  });

  test("draws to PNG and reads pixels of a box", async () => {
    const files = await create();
    const drawn = await files.drawSvg(
      '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><rect width="4" height="2" fill="red"/></svg>',
      8,
    );
    expect(drawn.mediaType).toBe("image/png");
    const { width, height, rgb } = await files.pixels(drawn, { width: 4, height: 4 });
    expect(width).toBeLessThanOrEqual(4);
    expect(height).toBeLessThanOrEqual(4);
    expect(rgb.length).toBe(width * height * 3);
  });

  test("can be checked", async () => {
    await (await create()).check();
  });
}
