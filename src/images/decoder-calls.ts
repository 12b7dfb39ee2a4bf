/** What the decoder process is asked. */
export type DecoderCall =
  | { do: "probe"; bytes: Uint8Array }
  | { do: "fit"; bytes: Uint8Array; maxSide: number; maxBytes: number }
  | { do: "pixels"; bytes: Uint8Array; width: number; height: number }
  | { do: "drawSvg"; svg: string; width: number };

/** What it answers. `problem` comes from the decoder library. */
export type DecoderReply =
  | { id: number; ok: true; value: { bytes?: Uint8Array; width?: number; height?: number; format?: string } }
  | { id: number; ok: false; problem: string };
