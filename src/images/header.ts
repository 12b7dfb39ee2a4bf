import { imageSize } from "image-size";
import { SfumatoError } from "../domain/errors.ts";
import { MAX_DECODED_BYTES, MAX_HEADER_RATIO, MAX_HEADER_SIDE } from "../domain/upload.ts";

/**
 * Reads width and height from the header, before any decoder sees the picture: a few bytes may claim gigabytes.
 * @throws SfumatoError `E_INPUT_TOO_LARGE` or `E_INPUT_UNSUPPORTED`
 */
export function checkHeader(bytes: Uint8Array): { width: number; height: number } {
  const { width, height } = sizeOf(bytes);
  if (width < 1 || height < 1) throw unsupported("it has no size");
  const ratio = Math.max(width, height) / Math.min(width, height);
  if (Math.max(width, height) > MAX_HEADER_SIDE || ratio > MAX_HEADER_RATIO || width * height * 4 > MAX_DECODED_BYTES)
    throw new SfumatoError(
      "E_INPUT_TOO_LARGE",
      `A picture of ${width}×${height} is too large: sides up to ${MAX_HEADER_SIDE}, ratio up to ${MAX_HEADER_RATIO}, 128 MB decoded.`,
      {
        details: { width, height, upload: "sides" },
      },
    );
  return { width, height };
}

function sizeOf(bytes: Uint8Array): { width: number; height: number } {
  try {
    return imageSize(bytes);
  } catch {
    throw unsupported("its header cannot be read");
  }
}

function unsupported(reason: string): SfumatoError {
  return new SfumatoError("E_INPUT_UNSUPPORTED", "The picture cannot be read. JPEG, PNG and WebP are accepted.", {
    details: { reason },
  });
}
