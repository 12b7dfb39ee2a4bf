import type { ExportSize } from "../domain/exports.ts";
import type { LightMeasured } from "../domain/session-memory.ts";
import type { StoredImage } from "./images.ts";
import type { ImageData } from "./models.ts";

/** A file that somebody sent, with what its sender says of it. */
export interface SentFile {
  /** Part by part, so that nobody holds the whole of it. Its errors are those of whoever fetches it. */
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  name: string | null;
  mediaType: string | null;
}

/** A rectangle as shares (0–1) of a picture's sides. */
export interface MaskBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The corners of a shape as shares (0–1) of a picture's sides. */
export type MaskOutline = readonly { readonly x: number; readonly y: number }[];

/** A mask: a PNG of its picture's size, transparent where something may change. */
export interface MaskMade {
  image: ImageData;
  /** Share of the picture that may change (0–1). */
  share: number;
}

/** A picture of a contact sheet, with what stands below it. */
export interface SheetEntry {
  image: ImageData;
  label: string;
  note: string;
  best: boolean;
}

type Size = Pick<StoredImage, "width" | "height">;

/** What is done to pictures with code, in the decoder process. All of it is free. */
export interface Pictures {
  /**
   * Checks a file that somebody sent, decodes it in a process of its own and keeps it anew as `input/{sha256}.{ext}`
   * with its thumbnail: upright, without metadata, its long side at most 4096 px.
   * @throws SfumatoError `E_INPUT_TOO_LARGE` or `E_INPUT_UNSUPPORTED` with `details.upload`; `E_STORAGE_IO`
   */
  take(file: SentFile, owner: { imageId: string; jobId: string }): Promise<StoredImage>;
  /** The transparent parts of a picture, scaled to `size`. */
  maskFromAlpha(image: ImageData, size: Size): Promise<MaskMade>;
  /** What was drawn in red over a copy of the picture. */
  maskFromScribble(original: ImageData, scribbled: ImageData): Promise<MaskMade>;
  maskFromBoxes(size: Size, boxes: readonly MaskBox[]): Promise<MaskMade>;
  /** What lies inside of any of these outlines (shares of the sides), with a little around it. */
  maskFromOutlines(size: Size, outlines: readonly MaskOutline[]): Promise<MaskMade>;
  /** The light parts of a black-and-white picture, scaled to `size`; share 0 when it is none. */
  maskFromWhite(image: ImageData, size: Size): Promise<MaskMade>;
  /** The picture (JPEG, at most `maxSide` px) with the part that may change in red. */
  showMask(image: ImageData, mask: ImageData, maxSide: number): Promise<ImageData>;
  /**
   * The original with what was made inside of the mask. `outside`: largest difference of a channel outside of it
   * (0–255), measured on the finished file; `inside`: share of the pixels in it that changed.
   */
  compose(
    original: ImageData,
    made: ImageData,
    mask: ImageData,
  ): Promise<{ image: ImageData; outside: number; inside: number }>;
  /** The picture on a larger canvas (px added to each side), and the mask of what was added. */
  pad(
    image: ImageData,
    sides: { top: number; right: number; bottom: number; left: number },
  ): Promise<{ image: ImageData; mask: ImageData; width: number; height: number }>;
  export(image: ImageData, size: ExportSize): Promise<{ image: ImageData; width: number; height: number }>;
  measure(image: ImageData): Promise<LightMeasured>;
  /** Pictures in a grid below a title, as JPEG. */
  contactSheet(title: string, footer: string, entries: readonly SheetEntry[]): Promise<ImageData>;
}
