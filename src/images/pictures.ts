import { stat } from "node:fs/promises";
import { join } from "node:path";
import { SfumatoError } from "../domain/errors.ts";
import { extensionOf, type MediaType } from "../domain/picture.ts";
import { checkUpload, MAX_KEPT_SIDE, refusedUpload } from "../domain/upload.ts";
import type { ImageData } from "../ports/models.ts";
import type { Pictures } from "../ports/pictures.ts";
import { type SheetCell, sheetSvg } from "./contact-sheet.ts";
import type { Decoder } from "./decoder.ts";
import type { DecoderCall } from "./decoder-calls.ts";
import { checkHeader } from "./header.ts";
import { outlineSvg } from "./outline-svg.ts";
import { safeName } from "./safe-name.ts";
import { checkUploadHeader } from "./upload-header.ts";
import type { Composed } from "./work/compose.ts";
import type { Taken } from "./work/take.ts";
import { writeWhole } from "./write-whole.ts";

/** Long side of a thumbnail (px). */
const THUMB_SIDE = 512;
/** Largest file of a contact sheet, and of a picture on one; platforms show up to 10 MB. */
const SHEET_BYTES = 6_000_000;

export interface PicturesDeps {
  dataDir: string;
  /** For what comes from outside: a process with tight limits. */
  intake: Decoder;
  /** For our own work on pictures that were taken. */
  decoder: Decoder;
}

/** Work on pictures; every pixel is touched in a decoder process. */
export function createPictures({ dataDir, intake, decoder }: PicturesDeps): Pictures {
  const ask = <T>(call: DecoderCall) => decoder.ask(call) as Promise<T>;
  const png = (bytes: Uint8Array): ImageData => ({ bytes, mediaType: "image/png" });
  const mask = async (call: DecoderCall) => {
    const { bytes, share } = await ask<{ bytes: Uint8Array; share: number }>(call);
    return { image: png(bytes), share };
  };
  return {
    async take({ bytes, name, mediaType }, { imageId, jobId }) {
      checkUploadHeader(bytes, checkUpload(bytes, { name, mediaType }));
      const call: DecoderCall = { do: "take", bytes, maxSide: MAX_KEPT_SIDE, thumbSide: THUMB_SIDE };
      const taken = (await intake.ask(call).catch(asRefusal)) as unknown as Taken;
      const path = join("input", `${taken.sha256}.${extensionOf(taken.mediaType)}`);
      await writeOnce(join(dataDir, path), taken.bytes);
      await writeWhole(join(dataDir, "thumbs", `${safeName(imageId)}.jpg`), taken.thumb);
      const { width, height, sha256 } = taken;
      return { id: imageId, jobId, mediaType: taken.mediaType, width, height, bytes: taken.bytes.length, sha256, path };
    },
    maskFromAlpha: ({ bytes }, { width, height }) => mask({ do: "maskFromAlpha", bytes, width, height }),
    maskFromScribble: (original, scribbled) =>
      mask({ do: "maskFromScribble", original: original.bytes, scribbled: scribbled.bytes }),
    maskFromBoxes: ({ width, height }, boxes) => mask({ do: "maskFromBoxes", width, height, boxes }),
    async maskFromOutlines({ width, height }, outlines) {
      const { bytes } = await ask<{ bytes: Uint8Array }>({ do: "drawSvg", ...outlineSvg({ width, height }, outlines) });
      return mask({ do: "maskFromAlpha", bytes, width, height });
    },
    maskFromWhite: ({ bytes }, { width, height }) => mask({ do: "maskFromAlpha", bytes, width, height, white: true }),
    async showMask(image, over, maxSide) {
      const call: DecoderCall = { do: "showMask", image: image.bytes, mask: over.bytes, maxSide };
      return { bytes: (await ask<{ bytes: Uint8Array }>(call)).bytes, mediaType: "image/jpeg" };
    },
    async compose(original, made, over) {
      const call: DecoderCall = { do: "compose", original: original.bytes, made: made.bytes, mask: over.bytes };
      const { bytes, outside, inside } = await ask<Composed>(call);
      return { image: png(bytes), outside, inside };
    },
    async pad({ bytes }, sides) {
      type Padded = { bytes: Uint8Array; mask: Uint8Array; width: number; height: number };
      const made = await ask<Padded>({ do: "pad", bytes, ...sides });
      return { image: png(made.bytes), mask: png(made.mask), width: made.width, height: made.height };
    },
    async export({ bytes }, size) {
      const made = await ask<{ bytes: Uint8Array; width: number; height: number }>({ do: "export", bytes, size });
      const mediaType: MediaType = `image/${size.format}`;
      return { image: { bytes: made.bytes, mediaType }, width: made.width, height: made.height };
    },
    measure: ({ bytes }) => ask({ do: "measure", bytes }),
    async contactSheet(title, footer, entries) {
      const cells: SheetCell[] = [];
      for (const { image, ...words } of entries) {
        const limits = { maxSide: THUMB_SIDE, maxBytes: SHEET_BYTES };
        const { bytes } = await ask<{ bytes: Uint8Array }>({ do: "fit", bytes: image.bytes, ...limits });
        cells.push({ ...words, href: `data:image/jpeg;base64,${Buffer.from(bytes).toString("base64")}` });
      }
      const first = entries[0] && checkHeader(entries[0].image.bytes);
      const { svg, width } = sheetSvg(title, footer, cells, first ? first.width / first.height : 1);
      const drawn = await ask<{ bytes: Uint8Array }>({ do: "drawSvg", svg, width });
      const limits = { maxSide: MAX_KEPT_SIDE, maxBytes: SHEET_BYTES };
      const { bytes } = await ask<{ bytes: Uint8Array }>({ do: "fit", bytes: drawn.bytes, ...limits });
      return { bytes, mediaType: "image/jpeg" };
    },
  };
}

/** Content-addressed: what is there already under its sum is the same. */
async function writeOnce(path: string, bytes: Uint8Array): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there?.size === bytes.length) return;
  await writeWhole(path, bytes);
}

/** The decoder speaks of any picture; an upload's refusal also says what would be taken. */
function asRefusal(error: unknown): never {
  if (error instanceof SfumatoError && error.code === "E_INPUT_UNSUPPORTED")
    throw refusedUpload(error.details.heavy === true ? "heavy" : "broken", { reason: error.details.reason });
  throw error;
}
