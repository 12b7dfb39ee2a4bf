import { type PictureSize, sizeInHeader } from "../domain/picture-size.ts";
import {
  MAX_DECODED_BYTES,
  MAX_HEADER_RATIO,
  MAX_HEADER_SIDE,
  refusedUpload,
  type UploadKind,
} from "../domain/upload.ts";

/**
 * Width and height as the header says them, before any decoder sees the picture: a few bytes may claim gigabytes.
 * @throws SfumatoError `E_INPUT_UNSUPPORTED` when there is none, `E_INPUT_TOO_LARGE` beyond the limits
 */
export function checkUploadHeader(bytes: Uint8Array, kind: UploadKind): PictureSize {
  const size = sizeInHeader(bytes, kind);
  if (size === undefined || size.width < 1 || size.height < 1) throw refusedUpload("broken", { reason: "header" });
  const { width, height, deep } = size;
  const tooLarge =
    Math.max(width, height) > MAX_HEADER_SIDE ||
    Math.max(width, height) / Math.min(width, height) > MAX_HEADER_RATIO ||
    width * height * (deep ? 8 : 4) > MAX_DECODED_BYTES;
  if (tooLarge) throw refusedUpload("sides", { width, height });
  return size;
}
