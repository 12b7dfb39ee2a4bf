import { z } from "zod";

const px = z.number().int().min(16).max(8192);
const colour = z.union([
  z.literal("transparent"),
  z.string().regex(/^#[0-9a-fA-F]{6}$/, "write #rrggbb, or transparent"),
]);

/** One size of `exports.config.json`: either a long side, or a width and a height. */
export const ExportSize = z
  .strictObject({
    /** On the button; languages may differ, a plain name serves all. */
    label: z.string().min(1).max(40),
    long_side: px.optional(),
    width: px.optional(),
    height: px.optional(),
    /** With width and height: `contain` adds background, `cover` cuts the overhang off. */
    fit: z.enum(["contain", "cover"]).default("contain"),
    format: z.enum(["jpeg", "png", "webp"]).default("jpeg"),
    quality: z.number().int().min(1).max(100).default(90),
    lossless: z.boolean().default(false),
    background: colour.default("#ffffff"),
  })
  .refine((size) => (size.long_side === undefined) !== (size.width === undefined && size.height === undefined), {
    message: "give either long_side, or width and height",
  })
  .refine((size) => (size.width === undefined) === (size.height === undefined), {
    message: "width and height belong together",
  })
  .refine((size) => size.background !== "transparent" || size.format !== "jpeg", {
    message: "a transparent background needs png or webp",
  });
export type ExportSize = z.infer<typeof ExportSize>;

const NAME = /^[a-z0-9][a-z0-9_-]{0,31}$/;
/** `exports.config.json`: sizes by their names. */
export const ExportsConfig = z.strictObject({
  sizes: z
    .record(z.string().regex(NAME, "a name has small letters, digits, - and _"), ExportSize)
    .refine((sizes) => Object.keys(sizes).length > 0, { message: "name at least one size" }),
});
export type ExportsConfig = z.infer<typeof ExportsConfig>;

/** How long an exported file is kept (ms). */
export const EXPORT_KEPT_MS = 24 * 60 * 60 * 1000;

/** Names of sizes in words, as they are typed: "amazon, Story". Whether there are such sizes is another question. */
export function sizeNames(words: string): string[] {
  return words
    .toLowerCase()
    .split(/[\s,，]+/u)
    .filter(Boolean);
}
