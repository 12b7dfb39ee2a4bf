import { crc32 } from "node:zlib";

/** Text chunks of our own, by which the offline simulation knows its pictures again. */
const OWN = "iTXtsfumato-";
const SIGNATURE = 8;
const FRAME = 12;

/** The PNG `to` with the notes that the simulation wrote into `from`; without any, as it is. */
export function carryNote(from: Uint8Array, to: Uint8Array): Uint8Array {
  const notes = notesIn(Buffer.from(from.buffer, from.byteOffset, from.byteLength));
  if (notes.length === 0) return to;
  const headerEnd = SIGNATURE + FRAME + 13;
  return Buffer.concat([to.subarray(0, headerEnd), ...notes, to.subarray(headerEnd)]);
}

function notesIn(png: Buffer): Buffer[] {
  const notes: Buffer[] = [];
  if (png.length < 33 || png.readUInt32BE(0) !== 0x89504e47) return notes;
  for (let at = SIGNATURE; at + FRAME <= png.length; ) {
    const length = png.readUInt32BE(at);
    const end = at + FRAME + length;
    if (end > png.length) return notes;
    const body = png.subarray(at + 4, at + 8 + length);
    if (body.toString("latin1", 0, OWN.length) === OWN && crc32(body) === png.readUInt32BE(end - 4))
      notes.push(png.subarray(at, end));
    at = end;
  }
  return notes;
}
