import { createHash } from "node:crypto";
import { access, constants, mkdir, readFile } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { SfumatoError } from "../domain/errors.ts";
import { extensionOf, sniffMediaType } from "../domain/picture.ts";
import type { ImageFiles } from "../ports/images.ts";
import type { ImageData } from "../ports/models.ts";
import type { Decoder } from "./decoder.ts";
import { checkHeader } from "./header.ts";
import { safeName } from "./safe-name.ts";
import { storageError, writeWhole } from "./write-whole.ts";

/** Largest file of a thumbnail; a preview of some hundred px is far below. */
const THUMB_BYTES = 1024 * 1024;

/** Pictures in `<dataDir>/images`, previews in `<dataDir>/thumbs`; decoding happens in the decoder process alone. */
export function createImageFiles({ dataDir, decoder }: { dataDir: string; decoder: Decoder }): ImageFiles {
  const read: ImageFiles["read"] = async ({ path, mediaType }) => {
    try {
      return { bytes: await readFile(inside(dataDir, path)), mediaType };
    } catch (error) {
      throw storageError(error);
    }
  };
  const shrink: ImageFiles["fit"] = async (image, limits) => {
    if (!("path" in image)) checkHeader(image.bytes);
    const source = "path" in image ? inside(dataDir, image.path) : image.bytes;
    const { bytes } = await decoder.ask({ do: "fit", source, ...limits });
    return { bytes: bytes as Uint8Array, mediaType: "image/jpeg" };
  };
  return {
    warmUp: () => decoder.warmUp(),
    async keep(image, { jobId, imageId }) {
      const path = join("images", safeName(jobId), `${safeName(imageId)}.${extensionOf(image.mediaType)}`);
      checkAnswer(image);
      let size = { width: 0, height: 0 };
      await writeWhole(join(dataDir, path), image.bytes, async (beside) => {
        size = await probe(decoder, beside);
      });
      const { width, height } = size;
      const sha256 = createHash("sha256").update(image.bytes).digest("hex");
      return { id: imageId, jobId, mediaType: image.mediaType, width, height, bytes: image.bytes.length, sha256, path };
    },
    read,
    async thumbnail({ id, path }, side) {
      const kept = join(dataDir, "thumbs", `${safeName(id)}.jpg`);
      const there = await readFile(kept).catch(() => undefined);
      if (there && largestSide(there) <= side) return { bytes: there, mediaType: "image/jpeg" };
      const made = await shrink({ path }, { maxSide: side, maxBytes: THUMB_BYTES });
      // A larger one is kept: a smaller one can be made at any time.
      if (!there) await writeWhole(kept, made.bytes);
      return made;
    },
    fit: shrink,
    async pixels(image, box) {
      checkHeader(image.bytes);
      const { bytes, width, height } = await decoder.ask({ do: "pixels", bytes: image.bytes, ...box });
      return { width: width as number, height: height as number, rgb: bytes as Uint8Array };
    },
    async drawSvg(svg, width) {
      const { bytes } = await decoder.ask({ do: "drawSvg", svg, width });
      return { bytes: bytes as Uint8Array, mediaType: "image/png" };
    },
    async check() {
      try {
        await mkdir(dataDir, { recursive: true });
        await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
        // A read-only mount passes access() for root; only a write tells.
        await writeWhole(join(dataDir, ".writable"), "");
      } catch (error) {
        throw storageError(error);
      }
    },
  };
}

function inside(dataDir: string, path: string): string {
  const absolute = resolve(dataDir, path);
  if (absolute.startsWith(resolve(dataDir) + sep)) return absolute;
  throw new SfumatoError("E_INTERNAL", "A picture's path leaves the data folder.", { details: { path } });
}

function largestSide(bytes: Uint8Array): number {
  const { width, height } = checkHeader(bytes);
  return Math.max(width, height);
}

/** A provider's answer must be a picture of the kind it claims, and of a bearable size. */
function checkAnswer(image: ImageData): void {
  if (sniffMediaType(image.bytes) !== image.mediaType) throw noPicture("the bytes are of another kind");
  try {
    checkHeader(image.bytes);
  } catch (error) {
    throw noPicture(reasonOf(error), error);
  }
}

/** … and whole: every pixel is decoded. */
async function probe(decoder: Decoder, file: string): Promise<{ width: number; height: number }> {
  try {
    const { width, height } = await decoder.ask({ do: "probe", source: file });
    return { width: width as number, height: height as number };
  } catch (error) {
    if (error instanceof SfumatoError && error.code === "E_STORAGE_IO") throw error;
    throw noPicture(reasonOf(error), error);
  }
}

const reasonOf = (error: unknown) =>
  error instanceof SfumatoError ? String(error.details.reason ?? error.message) : "it cannot be decoded";

function noPicture(reason: string, cause?: unknown): SfumatoError {
  const details = { details: { reason }, spent: "yes", cause } as const;
  return new SfumatoError("E_AI_BAD_ANSWER", "The provider's answer is not a picture.", details);
}
