import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import type { MediaType } from "../../domain/picture.ts";
import type { UploadKind } from "../../domain/upload.ts";
import { checkUploadHeader } from "../upload-header.ts";
import { load } from "./load.ts";

/** Formats that sharp may find in what was sent; everything else is refused, whatever its header said. */
const FORMATS = new Set(["jpeg", "png", "webp", "heif"]);
const JPEG_QUALITY = 92;

export interface TakeCall {
  do: "take";
  /** The file as it was sent, and what its first bytes say that it is. */
  source: string;
  kind: UploadKind;
  /** Files that it writes: the picture as it is kept, and its thumbnail. */
  kept: string;
  thumb: string;
  maxSide: number;
  thumbSide: number;
}

/** A picture as it is kept. */
export interface Taken {
  /** Size of the file. */
  bytes: number;
  mediaType: MediaType;
  width: number;
  height: number;
  sha256: string;
}

/**
 * Looks at the header of what somebody sent, decodes it and writes it anew: upright, in sRGB, without metadata or anything behind the picture,
 * its long side within `maxSide`. A PNG stays one; WebP and AVIF become JPEG, with transparency WebP: encoding a large WebP
 * takes five times as long.
 */
export async function take({ source, kind, kept, thumb, maxSide, thumbSide }: TakeCall): Promise<Taken> {
  const bytes = await readFile(source);
  checkUploadHeader(bytes, kind);
  const { format, hasAlpha } = await load(bytes).metadata();
  if (!FORMATS.has(format)) throw new Error(`the decoder found ${format}`);
  const mediaType = mediaTypeFor(format, hasAlpha);
  const limits = { width: maxSide, height: maxSide, fit: "inside", withoutEnlargement: true } as const;
  const upright = load(bytes).autoOrient().resize(limits).toColourspace("srgb");
  const encoded =
    mediaType === "image/jpeg"
      ? (hasAlpha ? upright.flatten({ background: "#ffffff" }) : upright).jpeg({ quality: JPEG_QUALITY })
      : mediaType === "image/png"
        ? upright.png({ compressionLevel: 3 })
        : upright.webp({ quality: JPEG_QUALITY, effort: 1 });
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
  const small = load(data)
    .resize({ width: thumbSide, height: thumbSide, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#ffffff" })
    .jpeg({ quality: 82 })
    .toBuffer();
  const written = writeFile(kept, data, { mode: 0o600, flush: true });
  // Meanwhile, on this thread.
  const sha256 = createHash("sha256").update(data).digest("hex");
  await Promise.all([written, writeFile(thumb, await small, { mode: 0o600, flush: true })]);
  return { bytes: data.length, mediaType, width: info.width, height: info.height, sha256 };
}

function mediaTypeFor(format: string, hasAlpha: boolean): MediaType {
  if (format === "png") return "image/png";
  return format !== "jpeg" && hasAlpha ? "image/webp" : "image/jpeg";
}
