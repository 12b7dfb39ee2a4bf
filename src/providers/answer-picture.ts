import { SfumatoError, type Spent } from "../domain/errors.ts";
import type { MicroUsd } from "../domain/money.ts";
import { sniffMediaType } from "../domain/picture.ts";
import type { ImageData } from "../ports/models.ts";
import { badAnswer } from "./errors-from-http.ts";

/** What an answer says of its cost. */
export interface Bill {
  readonly usage: Record<string, unknown>;
  /** Null when it cannot be told. */
  readonly costMicros: MicroUsd | null;
}

/**
 * Decodes base64 and looks at the first bytes.
 * @param transparent the picture was asked for with a transparent background, which JPEG cannot have
 * @throws SfumatoError `E_AI_BAD_ANSWER`, spent `yes` when usage proves the bill; `costMicros` goes into the details.
 */
export function decodePicture(provider: string, base64: string, bill: Bill, transparent = false): ImageData {
  const decoded = Buffer.from(base64.replace(/^data:[^,]{0,100},/, ""), "base64");
  const bytes = new Uint8Array(decoded.buffer, decoded.byteOffset, decoded.byteLength);
  return { bytes, mediaType: mediaTypeOf(provider, bytes, bill, transparent) };
}

/** Media type of received bytes. @throws SfumatoError `E_AI_BAD_ANSWER` as {@link decodePicture} does. */
export function mediaTypeOf(
  provider: string,
  bytes: Uint8Array,
  bill: Bill,
  transparent = false,
): ImageData["mediaType"] {
  const mediaType = sniffMediaType(bytes);
  if (mediaType === undefined) throw unusablePicture(provider, "what it sent is no PNG, JPEG or WebP picture", bill);
  if (transparent && mediaType === "image/jpeg")
    throw unusablePicture(provider, "it sent a JPEG where transparency was asked for", bill);
  return mediaType;
}

/** Error of an answer that was generated, and so billed, but holds no picture that can be used. */
export function unusablePicture(provider: string, problem: string, bill: Bill): SfumatoError {
  return badAnswer({ provider }, problem, { spent: spentOf(bill), details: costDetails(bill) });
}

/** Error of a 2xx answer that says that the content policy refused. */
export function refusedPicture(provider: string, bill: Bill): SfumatoError {
  return new SfumatoError("E_AI_REFUSED", `${provider}: its content policy refused this.`, {
    spent: spentOf(bill),
    details: { provider, reason: "content_policy", ...costDetails(bill) },
  });
}

/** What a generated answer proves of the bill. */
export function spentOf(bill: Bill): Spent {
  if (bill.costMicros === 0) return "no";
  return bill.costMicros !== null || Object.keys(bill.usage).length > 0 ? "yes" : "unknown";
}

/** The same error, with another word on the bill: a download fails after the picture was paid. */
export function withBill(thrown: unknown, bill: Bill): unknown {
  if (!(thrown instanceof SfumatoError)) return thrown;
  const { code, message, details, retryable } = thrown;
  return new SfumatoError(code, message, {
    details: { ...details, ...costDetails(bill) },
    retryable,
    spent: spentOf(bill),
  });
}

function costDetails(bill: Bill): { costMicros?: MicroUsd } {
  return bill.costMicros === null ? {} : { costMicros: bill.costMicros };
}
