import type { MediaType } from "../domain/picture.ts";
import type { ImageData } from "./models.ts";

/** A kept picture. */
export interface StoredImage {
  id: string;
  jobId: string;
  mediaType: MediaType;
  /** px */
  width: number;
  height: number;
  /** Size of the file. */
  bytes: number;
  sha256: string;
  /** Path below the data folder. */
  path: string;
}

/** Re-encodes a picture as JPEG within limits (px and bytes). */
export type FitImage = (image: ImageData, limits: { maxSide: number; maxBytes: number }) => Promise<ImageData>;

/** Pictures on disk. Files are written whole, then renamed. */
export interface ImageFiles {
  /** A picture is coming soon: gets ready for it. */
  warmUp(): void;
  /**
   * Checks that the bytes are a whole picture of a kind that we keep and writes `images/{job_id}/{image_id}.{ext}`.
   * @throws SfumatoError `E_AI_BAD_ANSWER` when they are not a picture, `E_STORAGE_IO` when the disk refuses.
   */
  keep(image: ImageData, owner: { jobId: string; imageId: string }): Promise<StoredImage>;
  read(image: Pick<StoredImage, "path" | "mediaType">): Promise<ImageData>;
  /** A JPEG preview of at most `side` px, made once and kept in `thumbs/`. */
  thumbnail(image: Pick<StoredImage, "id" | "path">, side: number): Promise<ImageData>;
  /**
   * The picture re-encoded as JPEG within limits (px and bytes), for a model's eyes or a platform's upload. A kept one is
   * named rather than read first.
   */
  fit(image: ImageData | Pick<StoredImage, "path">, limits: { maxSide: number; maxBytes: number }): Promise<ImageData>;
  /** RGB pixels scaled into a box, for half-block previews: 3 bytes a pixel, row by row. */
  pixels(
    image: ImageData,
    box: { width: number; height: number },
  ): Promise<{ width: number; height: number; rgb: Uint8Array }>;
  /** Turns SVG that we drew ourselves into PNG of this width (px). Never for SVG from outside. */
  drawSvg(svg: string, width: number): Promise<ImageData>;
  /** @throws SfumatoError `E_STORAGE_IO` when the folder cannot be written. */
  check(): Promise<void>;
}

/**
 * Proof that a paid call was answered: written whole before anything is booked, so that a restart can adopt the
 * answer instead of buying it again. Keys are call keys.
 */
export interface AnswerFiles {
  write(callKey: string, answer: unknown, image?: ImageData): Promise<void>;
  read(callKey: string): Promise<{ answer: unknown; image?: ImageData } | undefined>;
  remove(callKey: string): Promise<void>;
}
