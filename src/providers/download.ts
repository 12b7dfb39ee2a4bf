import type { ImageData } from "../ports/models.ts";
import { type Bill, mediaTypeOf, unusablePicture, withBill } from "./answer-picture.ts";
import { type HttpCall, sendOnce } from "./http.ts";
import { createDownloadFetch, type DownloadRules, isAllowed } from "./provider-fetch.ts";

/** Largest picture that is fetched (bytes). */
const MAX_PICTURE_BYTES = 48 * 1024 * 1024;

/** A picture's address in an answer, and where such addresses may lead. */
export interface PictureAddress {
  readonly address: string;
  /** Hosts that the vendor uses; none: only its own server. */
  readonly hosts: readonly string[];
  readonly baseUrl: string;
  /** Sent only to the configured server itself. */
  readonly headers?: Record<string, string>;
  readonly transparent?: boolean;
}

/**
 * Fetches a picture that the vendor made. It is paid by now, whatever happens.
 * @throws SfumatoError
 */
export async function downloadPicture(call: HttpCall, picture: PictureAddress, bill: Bill): Promise<ImageData> {
  const rules: DownloadRules = { hosts: picture.hosts, ownOrigin: new URL(picture.baseUrl).origin };
  const base = `${picture.baseUrl}/`;
  const url = URL.canParse(picture.address, base) ? new URL(picture.address, base) : undefined;
  if (url === undefined || !isAllowed(url, rules))
    throw unusablePicture(call.provider, "the picture lies on a host that is not the vendor's", bill);
  const headers = url.origin === rules.ownOrigin ? picture.headers : undefined;
  const download = createDownloadFetch(call.fetch, rules, { timeoutMs: call.timeoutMs });
  try {
    const response = await sendOnce(
      { ...call, fetch: download, expects: "bytes", maxBytes: MAX_PICTURE_BYTES },
      (fetch) => fetch(url, { headers }),
    );
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { bytes, mediaType: mediaTypeOf(call.provider, bytes, bill, picture.transparent) };
  } catch (thrown) {
    throw withBill(thrown, bill);
  }
}
