import type { UploadFault } from "../domain/upload.ts";
import type { ComposeCall, PadCall } from "./work/compose.ts";
import type { ExportCall } from "./work/export.ts";
import type { Source } from "./work/load.ts";
import type { MaskCall } from "./work/masks.ts";
import type { MeasureCall } from "./work/measure.ts";
import type { TakeCall } from "./work/take.ts";

/** What the decoder process is asked. */
export type DecoderCall =
  | { do: "probe"; source: Source }
  | { do: "fit"; source: Source; maxSide: number; maxBytes: number }
  | { do: "pixels"; bytes: Uint8Array; width: number; height: number }
  | { do: "drawSvg"; svg: string; width: number }
  | TakeCall
  | MaskCall
  | ComposeCall
  | PadCall
  | ExportCall
  | MeasureCall;

/** What it answers: of each call, what its function returns. */
export type DecoderReply = { id: number; ok: true; value: DecoderValue } | ({ id: number; ok: false } & DecoderFault);

/**
 * `refused`: an upload's header is beyond the limits, `upload` says which; `damaged`: what the library says of the picture; `heavy`: memory that it asked for was refused; `disk`: a file could not be read
 * or written, `problem` is the system's code.
 */
export interface DecoderFault {
  fault: "refused" | "damaged" | "heavy" | "disk";
  problem: string;
  upload?: UploadFault;
  details?: Record<string, unknown>;
}

/** Exit code of a decoder that needed more memory than it may have. */
export const TOO_HEAVY = 86;
/** Tells the decoder process to run only where nobody else wants the processor. */
export const YIELDS = "yields";

/** An answer's fields; which are there follows from the call. */
export interface DecoderValue {
  bytes?: Uint8Array;
  width?: number;
  height?: number;
  format?: string;
  [field: string]: unknown;
}
