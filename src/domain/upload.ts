import { z } from "zod";
import { SfumatoError } from "./errors.ts";

/** A file that somebody sent, not yet fetched. */
export const IncomingFile = z.object({
  /** The platform's id for fetching it. */
  ref: z.string(),
  name: z.string().nullable(),
  mediaType: z.string().nullable(),
  /** Bytes, when the platform says. */
  size: z.number().nullable(),
  /** What it is for, when it is not the picture itself. */
  role: z.literal("mask").optional(),
});
export type IncomingFile = z.infer<typeof IncomingFile>;

/** Largest file that is taken (bytes); Telegram hands over no more than 20 MB to a bot. */
export const MAX_UPLOAD_BYTES = 20 * 1024 * 1024;
/** Longest side of a header that is looked at further (px). */
export const MAX_HEADER_SIDE = 10_000;
export const MAX_HEADER_RATIO = 20;
/** Decoded pixels, at 4 bytes each. */
export const MAX_DECODED_BYTES = 128 * 1024 * 1024;
/** Longest side of a kept picture (px); larger ones are scaled down. */
export const MAX_KEPT_SIDE = 4096;
/** Long side of its thumbnail (px). */
export const THUMB_SIDE = 512;

/** Why an upload is refused; each has its wording in the chat. */
export const UploadFault = z.enum([
  "empty",
  "bytes",
  "sides",
  "svg",
  "gif",
  "tiff",
  "heic",
  "program",
  "document",
  "unknown",
  "mismatch",
  "broken",
  "heavy",
]);
export type UploadFault = z.infer<typeof UploadFault>;

/** Kinds of files that a decoder may see. */
export type UploadKind = "jpeg" | "png" | "webp" | "avif";

const ENGLISH: Record<UploadFault, string> = {
  empty: "The file is empty.",
  bytes: "The file is larger than 20 MB.",
  sides: "The picture is too large: sides up to 10,000 px, ratio up to 20, 128 MB decoded.",
  svg: "SVG is a drawing with code in it, not a photo.",
  gif: "GIF is not taken.",
  tiff: "TIFF is not taken.",
  heic: "HEIC is not taken here.",
  program: "This is a program, not a picture.",
  document: "This is a document, not a picture.",
  unknown: "This is no picture that I know.",
  mismatch: "The file is of another kind than its name or type says.",
  broken: "The picture is damaged and cannot be read.",
  heavy: "The picture needs too much memory or time to be read.",
};
const ACCEPTED = "Accepted: JPEG, PNG, WebP and AVIF up to 20 MB.";

/** The error of an upload that is not taken: why, and what would be. */
export function refusedUpload(fault: UploadFault, details: Record<string, unknown> = {}): SfumatoError {
  const code = fault === "bytes" || fault === "sides" ? "E_INPUT_TOO_LARGE" : "E_INPUT_UNSUPPORTED";
  return new SfumatoError(code, `${ENGLISH[fault]} ${ACCEPTED}`, { details: { ...details, upload: fault } });
}

const ascii = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));

/** What a file is by its first bytes: a kind that is taken, or why it is not. */
export function kindOfUpload(bytes: Uint8Array): { kind: UploadKind } | { fault: UploadFault } {
  if (bytes[0] === 0x89 && ascii(bytes, 1, 8) === "PNG\r\n\x1a\n") return { kind: "png" };
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return { kind: "jpeg" };
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") return { kind: "webp" };
  if (ascii(bytes, 4, 8) === "ftyp") return brandOf(ascii(bytes, 8, 32));
  if (ascii(bytes, 0, 4) === "GIF8") return { fault: "gif" };
  if (ascii(bytes, 0, 4) === "II*\0" || ascii(bytes, 0, 4) === "MM\0*") return { fault: "tiff" };
  if (isProgram(bytes)) return { fault: "program" };
  const head = ascii(bytes, 0, 1024)
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart()
    .toLowerCase();
  if (/^(<\?xml|<!--|<!doctype|<svg)/.test(head) && (head.includes("<svg") || !head.includes("<html")))
    return { fault: "svg" };
  if (/^(%pdf|%!ps|<!doctype html|<html|pk|\{\\rtf)/.test(head)) return { fault: "document" };
  return { fault: "unknown" };
}

function brandOf(brands: string): { kind: UploadKind } | { fault: UploadFault } {
  if (/avi[fs]/.test(brands)) return { kind: "avif" };
  return { fault: /hei[cxms]|hev[cx]|mif1|msf1/.test(brands) ? "heic" : "unknown" };
}

function isProgram(bytes: Uint8Array): boolean {
  const head = ascii(bytes, 0, 4);
  return (
    head.startsWith("MZ") ||
    head === "\x7fELF" ||
    head.startsWith("#!") ||
    ["\xca\xfe\xba\xbe", "\xfe\xed\xfa\xce", "\xfe\xed\xfa\xcf", "\xce\xfa\xed\xfe", "\xcf\xfa\xed\xfe"].includes(
      head,
    ) ||
    head === "\0asm"
  );
}

const KIND_BY_NAME: Readonly<Record<string, UploadKind>> = {
  jpg: "jpeg",
  jpeg: "jpeg",
  jpe: "jpeg",
  jfif: "jpeg",
  pjpeg: "jpeg",
  png: "png",
  apng: "png",
  "x-png": "png",
  webp: "webp",
  avif: "avif",
};
/** Types that say nothing. */
const VAGUE = new Set(["", "application/octet-stream", "binary/octet-stream", "image/*", "*/*"]);

/**
 * Holds a file's beginning against its size (bytes), its name and its claimed type, before anything reads its content.
 * @throws SfumatoError `E_INPUT_TOO_LARGE` or `E_INPUT_UNSUPPORTED` with `details.upload`
 */
export function checkUpload(
  bytes: Uint8Array,
  claimed: { name: string | null; mediaType: string | null },
  size = bytes.byteLength,
): UploadKind {
  if (size > MAX_UPLOAD_BYTES) throw refusedUpload("bytes", { bytes: size, maxBytes: MAX_UPLOAD_BYTES });
  if (bytes.byteLength === 0) throw refusedUpload("empty");
  const found = kindOfUpload(bytes);
  if ("fault" in found) throw refusedUpload(found.fault);
  const ending = /\.([^.\\/\s]{1,10})\s*$/.exec(claimed.name ?? "")?.[1]?.toLowerCase();
  const type = (claimed.mediaType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const byName = ending === undefined ? found.kind : KIND_BY_NAME[ending];
  const byType = VAGUE.has(type) ? found.kind : KIND_BY_NAME[type.replace(/^image\//, "")];
  if (byName !== found.kind || byType !== found.kind) throw refusedUpload("mismatch", { kind: found.kind });
  return found.kind;
}
