import { sniffMediaType } from "../../src/domain/picture.ts";
import { pictureSize, pngHasAlpha } from "../../src/providers/picture-header.ts";
import type { FormPart } from "./fake-http.ts";

/** What an edit says, and how many pictures it brings along, the mask included. */
export interface FakeEdit {
  readonly fields: Record<string, string | number>;
  readonly files: number;
}

const TYPES = ["image/png", "image/jpeg", "image/webp"];
const MOST_PICTURES = 16;
const PICTURE_BYTES = 50_000_000;
const MASK_BYTES = 4_000_000;

/** Reads an edit: one `image` or several `image[]`, at most one mask, and words; or says what is wrong by the specification. */
export function readEdit(form: readonly FormPart[]): FakeEdit | string {
  const fields: Record<string, string | number> = {};
  const files: { name: string; type: string; bytes: Uint8Array }[] = [];
  for (const { name, value } of form) {
    if (typeof value !== "string") files.push({ name, ...value });
    else if (name in fields) return name;
    else fields[name] = name === "n" || name === "output_compression" ? Number(value) : value;
  }
  const problem = problemOf(files);
  return problem ?? { fields, files: files.length };
}

function problemOf(files: readonly { name: string; type: string; bytes: Uint8Array }[]): string | undefined {
  const images = files.filter(({ name }) => name === "image" || name === "image[]");
  const masks = files.filter(({ name }) => name === "mask");
  if (images.length + masks.length < files.length) return "another file";
  if (images.length === 0 || images.length > MOST_PICTURES || masks.length > 1) return "count of files";
  if (images.length > 1 && images.some(({ name }) => name === "image")) return "an array without brackets";
  const broken = files.some(({ type, bytes }) => !TYPES.includes(type) || sniffMediaType(bytes) !== type);
  if (broken || images.some(({ bytes }) => bytes.length >= PICTURE_BYTES)) return "file";
  const [first] = images;
  const [mask] = masks;
  if (first === undefined || mask === undefined) return undefined;
  const [of, to] = [pictureSize(mask.bytes), pictureSize(first.bytes)];
  const same = of?.width === to?.width && of?.height === to?.height;
  return same && mask.type === "image/png" && pngHasAlpha(mask.bytes) && mask.bytes.length < MASK_BYTES
    ? undefined
    : "mask";
}
