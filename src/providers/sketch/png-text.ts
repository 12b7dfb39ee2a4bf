import { crc32 } from "node:zlib";

const KEYWORD = "sfumato-sketch";
const SIGNATURE_LENGTH = 8;
/** Length, type and checksum of a chunk. */
const CHUNK_FRAME = 12;

/**
 * The PNG with a text put into an iTXt chunk (UTF-8, uncompressed) behind the header, so that it travels with the file.
 * @throws RangeError when the bytes are no PNG.
 */
export function writeText(png: Uint8Array, text: string): Uint8Array<ArrayBuffer> {
  if (!isPng(png)) throw new RangeError("The simulation can only sign PNG files.");
  // iTXt: keyword, 0, compressed (0), method (0), language "", 0, translated keyword "", 0, text.
  const body = Buffer.concat([Buffer.from(`iTXt${KEYWORD}`, "latin1"), Buffer.alloc(5), Buffer.from(text, "utf8")]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(body.length - 4, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  const headerEnd = SIGNATURE_LENGTH + CHUNK_FRAME + viewOf(png).getUint32(SIGNATURE_LENGTH);
  return new Uint8Array(Buffer.concat([png.subarray(0, headerEnd), chunk, png.subarray(headerEnd)]));
}

/** The text that {@link writeText} put there; undefined when there is none or it is damaged. */
export function readText(png: Uint8Array): string | undefined {
  if (!isPng(png)) return undefined;
  const view = viewOf(png);
  let at = SIGNATURE_LENGTH;
  while (at + CHUNK_FRAME <= png.length) {
    const length = view.getUint32(at);
    const body = Buffer.from(png.subarray(at + 4, at + 8 + length));
    if (at + CHUNK_FRAME + length > png.length) return undefined;
    const start = 4 + KEYWORD.length + 5;
    if (body.toString("latin1", 0, start - 4) === `iTXt${KEYWORD}\0`)
      return crc32(body) === view.getUint32(at + 8 + length) ? body.toString("utf8", start) : undefined;
    at += CHUNK_FRAME + length;
  }
  return undefined;
}

function isPng(bytes: Uint8Array): boolean {
  return bytes.length > 33 && Buffer.from(bytes.subarray(0, 8)).toString("latin1") === "\x89PNG\r\n\x1a\n";
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
