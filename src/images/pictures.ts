import { stat } from "node:fs/promises";
import { join } from "node:path";
import { SfumatoError } from "../domain/errors.ts";
import { extensionOf, type MediaType } from "../domain/picture.ts";
import { checkUpload, MAX_KEPT_SIDE, refusedUpload, THUMB_SIDE } from "../domain/upload.ts";
import type { ImageData } from "../ports/models.ts";
import type { Pictures } from "../ports/pictures.ts";
import { type SheetCell, sheetSvg } from "./contact-sheet.ts";
import type { Decoder } from "./decoder.ts";
import type { DecoderCall } from "./decoder-calls.ts";
import { checkHeader } from "./header.ts";
import { outlineSvg } from "./outline-svg.ts";
import { removeOld } from "./remove-old.ts";
import { safeName } from "./safe-name.ts";
import type { Composed } from "./work/compose.ts";
import type { Taken } from "./work/take.ts";
import { besideOf, drop, putInPlace, storageError, writeParts } from "./write-whole.ts";

/** Below the data folder: files on their way in. */
const INCOMING = "incoming";
/** Older ones there are nobody's any more (ms). */
const LEFT_BEHIND_MS = 10 * 60_000;
/** Largest file of a contact sheet, and of a picture on one; platforms show up to 10 MB. */
const SHEET_BYTES = 6_000_000;

export interface PicturesDeps {
  dataDir: string;
  /** For what comes from outside: a process with tight limits. */
  intake: Decoder;
  /** For our own work on pictures that were taken. */
  decoder: Decoder;
}

interface Sweeper {
  /** How many files it removed. */
  sweep(now: Date): Promise<number>;
}

/** Work on pictures; every pixel is touched in a decoder process. `sweep` removes what a crash left on its way in. */
export function createPictures({ dataDir, intake, decoder }: PicturesDeps): Pictures & Sweeper {
  const ask = <T>(call: DecoderCall) => decoder.ask(call) as Promise<T>;
  const png = (bytes: Uint8Array): ImageData => ({ bytes, mediaType: "image/png" });
  const mask = async (call: DecoderCall) => {
    const { bytes, share } = await ask<{ bytes: Uint8Array; share: number }>(call);
    return { image: png(bytes), share };
  };
  return {
    async take(sent, { imageId, jobId }) {
      const files = filesFor(dataDir, imageId);
      const sides = { maxSide: MAX_KEPT_SIDE, thumbSide: THUMB_SIDE };
      try {
        const { head, size } = await writeParts(files.source, sent.content);
        const kind = checkUpload(head, sent, size);
        const taken = (await intake.ask({ do: "take", ...files, kind, ...sides }).catch(asRefusal)) as unknown as Taken;
        const path = join("input", `${taken.sha256}.${extensionOf(taken.mediaType)}`);
        // Content-addressed: what is there already under its sum is the same.
        const isThere = (await sizeOf(join(dataDir, path))) === taken.bytes;
        await Promise.all([
          isThere ? undefined : putInPlace(files.kept, join(dataDir, path)),
          putInPlace(files.thumb, join(dataDir, "thumbs", `${safeName(imageId)}.jpg`)),
        ]);
        return { ...taken, id: imageId, jobId, path };
      } catch (error) {
        // Whoever fetches it has errors of their own.
        throw error instanceof Error && "syscall" in error ? storageError(error) : error;
      } finally {
        await Promise.all(Object.values(files).map(drop));
      }
    },
    // A file as it was sent holds its place and camera: it must not stay.
    sweep: (now) => removeOld(join(dataDir, INCOMING), now, LEFT_BEHIND_MS),
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
        const { bytes } = await ask<{ bytes: Uint8Array }>({ do: "fit", source: image.bytes, ...limits });
        cells.push({ ...words, href: `data:image/jpeg;base64,${Buffer.from(bytes).toString("base64")}` });
      }
      const first = entries[0] && checkHeader(entries[0].image.bytes);
      const { svg, width } = sheetSvg(title, footer, cells, first ? first.width / first.height : 1);
      const drawn = await ask<{ bytes: Uint8Array }>({ do: "drawSvg", svg, width });
      const limits = { maxSide: MAX_KEPT_SIDE, maxBytes: SHEET_BYTES };
      const { bytes } = await ask<{ bytes: Uint8Array }>({ do: "fit", source: drawn.bytes, ...limits });
      return { bytes, mediaType: "image/jpeg" };
    },
  };
}

/** What the decoder reads and writes, in a folder of what is not whole yet. */
function filesFor(dataDir: string, imageId: string): { source: string; kept: string; thumb: string } {
  const file = (kind: string) => besideOf(join(dataDir, INCOMING, `${safeName(imageId)}.${kind}`));
  return { source: file("sent"), kept: file("kept"), thumb: file("thumb") };
}

const sizeOf = async (path: string) => (await stat(path).catch(() => undefined))?.size;

/** The decoder speaks of any picture; an upload's refusal also says what would be taken. */
function asRefusal(error: unknown): never {
  if (error instanceof SfumatoError && error.code === "E_INPUT_UNSUPPORTED" && error.details.upload === undefined)
    throw refusedUpload(error.details.heavy === true ? "heavy" : "broken", { reason: error.details.reason });
  throw error;
}
