import { SfumatoError } from "../domain/errors.ts";

/** How much of a file is fetched at most, and what calls it off. */
export interface DownloadOptions {
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Hands on what comes up to a limit: the size that was told may be wrong or missing.
 * @throws SfumatoError `E_INPUT_TOO_LARGE`
 */
export async function* upTo(body: ReadableStream<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}

export function tooLarge(maxBytes: number): SfumatoError {
  return new SfumatoError("E_INPUT_TOO_LARGE", "This file is too large.", { details: { maxBytes } });
}
