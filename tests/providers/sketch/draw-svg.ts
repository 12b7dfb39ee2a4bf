import sharp from "sharp";
import type { ImageFiles } from "../../../src/ports/images.ts";

/** Renders as the product does. */
export const drawSvg: ImageFiles["drawSvg"] = async (svg, width) => ({
  bytes: new Uint8Array(await sharp(Buffer.from(svg)).resize(width).png().toBuffer()),
  mediaType: "image/png",
});

let dot: Promise<Uint8Array> | undefined;

/** A single pixel instead of a picture, where only what was drawn matters. */
export const drawDot: ImageFiles["drawSvg"] = async () => {
  dot ??= sharp({ create: { width: 1, height: 1, channels: 3, background: "#000" } })
    .png()
    .toBuffer()
    .then((buffer) => new Uint8Array(buffer));
  return { bytes: await dot, mediaType: "image/png" };
};

export const unaborted = () => ({ signal: new AbortController().signal });
