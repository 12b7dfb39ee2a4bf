import { createHash } from "node:crypto";
import { SfumatoError } from "../../src/domain/errors.ts";
import { extensionOf, sniffMediaType } from "../../src/domain/picture.ts";
import { checkHeader } from "../../src/images/header.ts";
import type { ImageFiles } from "../../src/ports/images.ts";

/** One red pixel. */
const TINY_PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);

/** Pictures in memory. It reads headers only: what it is given to shrink comes back as it is, called a JPEG. */
export function createFakeImageFiles(): ImageFiles {
  const kept = new Map<string, Uint8Array>();
  const read = (path: string) => {
    const bytes = kept.get(path);
    if (bytes === undefined) throw new SfumatoError("E_STORAGE_IO", "A kept file is missing.");
    return bytes;
  };
  return {
    warmUp() {},
    async keep(image, { jobId, imageId }) {
      if (sniffMediaType(image.bytes) !== image.mediaType)
        throw new SfumatoError("E_AI_BAD_ANSWER", "The provider's answer is not a picture.", { spent: "yes" });
      const path = `images/${jobId}/${imageId}.${extensionOf(image.mediaType)}`;
      kept.set(path, image.bytes);
      const sha256 = createHash("sha256").update(image.bytes).digest("hex");
      const { width, height } = checkHeader(image.bytes);
      return { id: imageId, jobId, mediaType: image.mediaType, width, height, bytes: image.bytes.length, sha256, path };
    },
    read: async ({ path, mediaType }) => ({ bytes: read(path), mediaType }),
    thumbnail: async ({ path }) => ({ bytes: read(path), mediaType: "image/jpeg" }),
    fit: async (image) => ({ bytes: "path" in image ? read(image.path) : image.bytes, mediaType: "image/jpeg" }),
    pixels: async () => ({ width: 1, height: 1, rgb: Uint8Array.of(255, 0, 0) }),
    drawSvg: async () => ({ bytes: TINY_PNG, mediaType: "image/png" }),
    check: async () => {},
  };
}
