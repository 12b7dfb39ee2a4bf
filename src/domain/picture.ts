import { z } from "zod";

/** Aspect ratio as `W:H`, each a positive number of at most three digits and one decimal (`16:9`, `19.5:9`). */
export const Aspect = z
  .string()
  .trim()
  .regex(/^[1-9]\d{0,2}(\.\d)?:[1-9]\d{0,2}(\.\d)?$/, "write the aspect as W:H, for example 16:9");
export type Aspect = z.infer<typeof Aspect>;

/** `draft`: 512-class size or the model's smallest, low quality. `final`: 1024-class, high quality. */
export const Preset = z.enum(["draft", "final"]);
export type Preset = z.infer<typeof Preset>;

/** Media types of pictures that the product keeps. */
export const MediaType = z.enum(["image/png", "image/jpeg", "image/webp"]);
export type MediaType = z.infer<typeof MediaType>;

/** File extension (without dot) of a media type. */
export function extensionOf(mediaType: MediaType): "png" | "jpg" | "webp" {
  return mediaType === "image/png" ? "png" : mediaType === "image/webp" ? "webp" : "jpg";
}

/** Media type by the first bytes of a file, or undefined when it is none that we keep. */
export function sniffMediaType(bytes: Uint8Array): MediaType | undefined {
  const ascii = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes[0] === 0x89 && ascii(1, 4) === "PNG") return "image/png";
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "image/jpeg";
  if (ascii(0, 4) === "RIFF" && ascii(8, 12) === "WEBP") return "image/webp";
  return undefined;
}

/** Width divided by height. */
export function ratioOf(aspect: Aspect): number {
  const [width, height] = aspect.split(":").map(Number);
  return (width as number) / (height as number);
}

/** The supported aspect closest to the wanted one (by logarithm of the ratio, so that 2:1 and 1:2 are equally far from 1:1). */
export function nearestAspect(wanted: Aspect, supported: readonly Aspect[]): Aspect {
  const distance = (aspect: Aspect) => Math.abs(Math.log(ratioOf(aspect) / ratioOf(wanted)));
  return supported.reduce((best, aspect) => (distance(aspect) < distance(best) ? aspect : best));
}
