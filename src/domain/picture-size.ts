import type { UploadKind } from "./upload.ts";

export interface PictureSize {
  width: number;
  height: number;
  /** Two bytes a channel instead of one. */
  deep?: true;
}

/** Segments of a JPEG before its size that are stepped over; real files have some dozens. */
const MOST_SEGMENTS = 2_000;
/** Where an AVIF says its size: the first part of the file. */
const AVIF_HEAD = 64 * 1024;

/** Width and height as a header says them, in a few steps of our own: no library, no loop over the content. */
export function sizeInHeader(bytes: Uint8Array, kind: UploadKind): PictureSize | undefined {
  return READERS[kind](new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), bytes);
}

type Reader = (view: DataView, bytes: Uint8Array) => PictureSize | undefined;

const READERS: Record<UploadKind, Reader> = {
  png: (view) =>
    view.byteLength < 33 || view.getUint32(12) !== 0x49484452
      ? undefined
      : { width: view.getUint32(16), height: view.getUint32(20), ...(view.getUint8(24) === 16 && { deep: true }) },
  jpeg: readJpeg,
  webp: readWebp,
  avif: readAvif,
};

/** Its first frame header: the decoder refuses a second one. */
function readJpeg(view: DataView): PictureSize | undefined {
  let at = 2;
  for (let step = 0; step < MOST_SEGMENTS && at + 9 < view.byteLength; step++) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else if (marker === 0xda || marker === 0xd9) return undefined;
    else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return undefined;
}

function readWebp(view: DataView): PictureSize | undefined {
  if (view.byteLength < 30) return undefined;
  const chunk = view.getUint32(12);
  // "VP8 ": 14 bits each behind the frame's start code.
  if (chunk === 0x56503820)
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  // "VP8L": 14 bits each, minus one.
  if (chunk === 0x5650384c) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  // "VP8X": 24 bits each, minus one.
  if (chunk !== 0x56503858) return undefined;
  const three = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536 + 1;
  return { width: three(24), height: three(27) };
}

/** The largest of its sizes: an AVIF names its thumbnail's and its parts', too. */
function readAvif(view: DataView, bytes: Uint8Array): PictureSize | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, AVIF_HEAD));
  let largest: PictureSize | undefined;
  for (let at = head.indexOf("ispe"); at >= 0 && at + 16 <= bytes.length; at = head.indexOf("ispe", at + 4)) {
    const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}
