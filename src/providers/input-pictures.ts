import { SfumatoError } from "../domain/errors.ts";
import { sniffMediaType } from "../domain/picture.ts";
import { warning } from "../domain/warning.ts";
import type { ImageCapabilities, ImageData, ImageRequest, ImageTask } from "../ports/models.ts";
import { pictureSize, pngHasAlpha } from "./picture-header.ts";

/** What a vendor takes as input, as data; checked before anything is sent. */
export interface InputLimits {
  /** An input picture must be smaller (bytes). */
  readonly pictureBytes: number;
  /** A mask must be smaller (bytes). Default: as a picture. */
  readonly maskBytes?: number;
  /** All input pictures and the mask together must be smaller (bytes). Default: none. */
  readonly totalBytes?: number;
  /** Longest side of an input picture (px). Default: none. */
  readonly side?: number;
}

/** The pictures that a call sends, and what is said about those that it does not. */
export interface Inputs {
  readonly task: ImageTask;
  readonly images: readonly ImageData[];
  readonly mask: ImageData | null;
  readonly warnings: readonly string[];
}

const MEGABYTE = 1_000_000;

/**
 * Decides what is done with which input pictures, by the model's capabilities and the vendor's limits.
 * @throws SfumatoError `E_INPUT_UNSUPPORTED` or `E_INPUT_TOO_LARGE`; nothing was sent then.
 */
export function inputsOf(
  provider: string,
  request: ImageRequest,
  capabilities: ImageCapabilities,
  limits: InputLimits,
): Inputs {
  const given = request.images ?? [];
  const task = request.task ?? (given.length > 0 ? "edit" : "generate");
  const warnings: string[] = [];
  checkTask(provider, task, given.length, capabilities);
  const most = task === "generate" || task === "edit" ? capabilities.max_reference_images : 1;
  const images = given.slice(0, most);
  if (images.length < given.length)
    warnings.push(most === 0 ? warning("no_references") : warning("some_references", { count: String(most) }));
  const mask = task === "edit" && capabilities.supports_mask ? (request.mask ?? null) : null;
  if (request.mask && mask === null) warnings.push(warning("no_mask"));
  if (request.transparent && !capabilities.supports_transparency && task !== "remove_background")
    warnings.push(warning("no_transparency"));
  for (const image of images) checkPicture(provider, image, limits);
  if (mask !== null) checkMask(provider, mask, images[0], limits);
  const total = [...images, ...(mask === null ? [] : [mask])].reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (limits.totalBytes !== undefined && total >= limits.totalBytes)
    throw tooLarge(
      provider,
      "total_bytes",
      megabytes(limits.totalBytes),
      "All pictures together must be under {} MB there.",
    );
  return { task, images, mask, warnings };
}

/** How many pictures a request sends at most, for its quote: here nothing is refused. */
export function inputCount({ images, mask }: ImageRequest): number {
  return (images?.length ?? 0) + (mask ? 1 : 0);
}

/** A picture as it stands in JSON. */
export function dataUrl({ bytes, mediaType }: ImageData): string {
  return `data:${mediaType};base64,${base64Of(bytes)}`;
}

/** Bytes as base64, without copying them first. */
export function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

function checkTask(provider: string, task: ImageTask, given: number, capabilities: ImageCapabilities): void {
  const can =
    task === "generate" ||
    (task === "edit" ? capabilities.supports_edit : (capabilities.extra_tasks ?? []).includes(task));
  if (!can) throw unsupported(provider, "task", `This model cannot do that (${task.replace("_", " ")}).`, { task });
  if (task !== "generate" && given === 0)
    throw unsupported(provider, "no_picture", "There is no picture to work on.", { task });
}

function checkPicture(provider: string, image: ImageData, limits: InputLimits): void {
  const size = pictureSize(image.bytes);
  if (sniffMediaType(image.bytes) !== image.mediaType || size === undefined)
    throw unsupported(provider, "unreadable", "The picture cannot be read. JPEG, PNG and WebP are accepted.");
  if (image.bytes.length >= limits.pictureBytes)
    throw tooLarge(provider, "picture_bytes", megabytes(limits.pictureBytes), "A picture must be under {} MB there.");
  if (limits.side !== undefined && Math.max(size.width, size.height) > limits.side)
    throw tooLarge(provider, "picture_sides", limits.side, "A picture may have sides of {} px there.");
}

function checkMask(provider: string, mask: ImageData, first: ImageData | undefined, limits: InputLimits): void {
  const size = pictureSize(mask.bytes);
  const wanted = first && pictureSize(first.bytes);
  if (sniffMediaType(mask.bytes) !== "image/png" || size === undefined || !pngHasAlpha(mask.bytes))
    throw unsupported(
      provider,
      "mask_format",
      "The mask must be a PNG that is transparent where the picture may change.",
    );
  if (size.width !== wanted?.width || size.height !== wanted.height) {
    const [mask, picture] = [`${size.width}×${size.height}`, `${wanted?.width}×${wanted?.height}`];
    const message = `The mask has ${mask} px, the picture ${picture}: they must be equal.`;
    throw unsupported(provider, "mask_size", message, { mask, picture });
  }
  const most = limits.maskBytes ?? limits.pictureBytes;
  if (mask.bytes.length >= most)
    throw tooLarge(provider, "mask_bytes", megabytes(most), "A mask must be under {} MB there.");
}

function unsupported(
  provider: string,
  reason: string,
  message: string,
  details: Record<string, unknown> = {},
): SfumatoError {
  return new SfumatoError("E_INPUT_UNSUPPORTED", message, { details: { provider, reason, ...details } });
}

/** `{}` in the message stands for the limit. */
function tooLarge(provider: string, reason: string, limit: number, message: string): SfumatoError {
  const details = { provider, reason, limit };
  return new SfumatoError("E_INPUT_TOO_LARGE", message.replace("{}", String(limit)), { details });
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / MEGABYTE);
}
