import type { ExportSize } from "../../domain/exports.ts";
import { load } from "./load.ts";

export interface ExportCall {
  do: "export";
  bytes: Uint8Array;
  size: ExportSize;
}

/** A picture at exactly the size and in the format asked for; nothing of it is cut off unless the size says `cover`. */
export async function exportPicture({ bytes, size }: ExportCall) {
  const { hasAlpha } = await load(bytes).metadata();
  const background = size.background === "transparent" ? { r: 0, g: 0, b: 0, alpha: 0 } : size.background;
  const long = size.long_side;
  const box = size.width !== undefined && size.height !== undefined ? { width: size.width, height: size.height } : null;
  const flat = size.background === "transparent" ? load(bytes).ensureAlpha() : load(bytes).flatten({ background });
  const sized = box
    ? flat.resize({ ...box, fit: size.fit, background })
    : flat.resize({ width: long, height: long, fit: "inside" });
  const srgb = sized.toColourspace("srgb");
  const { quality } = size;
  const encoded =
    size.format === "png"
      ? srgb.png({ compressionLevel: 9 })
      : size.format === "webp"
        ? srgb.webp({ quality, lossless: size.lossless })
        : srgb
            .flatten({ background: "#ffffff" })
            .jpeg({ quality, chromaSubsampling: quality >= 90 ? "4:4:4" : "4:2:0" });
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height, transparent: hasAlpha && info.channels === 4 };
}
