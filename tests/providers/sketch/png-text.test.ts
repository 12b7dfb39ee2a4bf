import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readText, writeText } from "../../../src/providers/sketch/png-text.ts";

const blank = () =>
  sharp({ create: { width: 4, height: 3, channels: 3, background: "#123456" } })
    .png()
    .toBuffer();

describe("text inside a PNG", () => {
  it("is read back to the letter, and the file stays a picture", async () => {
    const signed = writeText(await blank(), '{"смысл":"狐 “OPEN”"}');
    expect(readText(signed)).toBe('{"смысл":"狐 “OPEN”"}');
    expect((await sharp(signed).metadata()).width).toBe(4);
  });

  it("is undefined where there is none, or it was damaged or cut off", async () => {
    const signed = writeText(await blank(), "hello");
    const damaged = signed.slice();
    damaged[60] = (damaged[60] as number) ^ 1;
    expect(readText(await blank())).toBeUndefined();
    expect(readText(damaged)).toBeUndefined();
    expect(readText(signed.slice(0, 50))).toBeUndefined();
    expect(readText(new Uint8Array([1, 2, 3]))).toBeUndefined();
    expect(() => writeText(new Uint8Array([1]), "x")).toThrow(RangeError);
  });
});
