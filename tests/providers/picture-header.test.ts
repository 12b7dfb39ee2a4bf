import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { pictureSize, pngHasAlpha } from "../../src/providers/picture-header.ts";
import { halfTransparentPng, solidPng } from "../fakes/tiny-png.ts";

const canvas = (alpha: boolean) =>
  sharp({ create: { width: 37, height: 21, channels: alpha ? 4 : 3, background: { r: 9, g: 99, b: 9, alpha: 0.5 } } });

describe("the header of a picture", () => {
  test.each([
    ["PNG", () => canvas(false).png()],
    ["JPEG", () => canvas(false).jpeg()],
    ["progressive JPEG", () => canvas(false).jpeg({ progressive: true })],
    ["JPEG with a colour profile", () => canvas(false).withMetadata().jpeg()],
    ["lossy WebP", () => canvas(false).webp()],
    ["lossless WebP", () => canvas(false).webp({ lossless: true })],
    ["WebP with alpha", () => canvas(true).webp()],
  ])("%s: tells width and height", async (_kind, make) => {
    expect(pictureSize(new Uint8Array(await make().toBuffer()))).toEqual({ width: 37, height: 21 });
  });

  test.each(["", "GIF89a", "\x89PNG", "\xff\xd8\xff\xe0\x00\x10", "RIFF....WEBPVP8 "])("%j: tells nothing", (text) => {
    expect(pictureSize(Buffer.from(text, "latin1"))).toBeUndefined();
  });

  test("a picture inside a larger buffer is read from its own beginning", async () => {
    const whole = Buffer.concat([Buffer.alloc(13), await canvas(false).png().toBuffer()]);
    expect(pictureSize(whole.subarray(13))).toEqual({ width: 37, height: 21 });
  });

  test("a PNG has alpha by its channel or by a transparent colour", async () => {
    expect(pngHasAlpha(halfTransparentPng(4, 4))).toBe(true);
    expect(pngHasAlpha(await canvas(true).png({ palette: true }).toBuffer())).toBe(true);
    expect(pngHasAlpha(solidPng(4, 4, [1, 2, 3]))).toBe(false);
    expect(pngHasAlpha(await canvas(false).png().toBuffer())).toBe(false);
  });
});
