import type { ImageData } from "../../ports/models.ts";
import { authorization, type HttpCall, sendOnce } from "../http.ts";
import { type Bill, type ImageServer, mediaTypeOf, spentOf, unusablePicture, withSpent } from "../openai-images.ts";

/**
 * Fetches a picture that the server made, from the server itself: an address elsewhere could point into our own
 * network, and such servers have no list of hosts. The picture is paid by now, whatever happens.
 * @throws SfumatoError
 */
export async function downloadPicture(
  server: ImageServer,
  call: HttpCall,
  address: string,
  bill: Bill,
): Promise<ImageData> {
  const base = new URL(server.baseUrl);
  const url = URL.canParse(address, base.href) ? new URL(address, base) : undefined;
  if (url?.origin !== base.origin)
    throw unusablePicture(call.provider, "the picture lies on another host; let it answer with b64_json", bill);
  try {
    const headers = authorization(server.apiKey);
    const response = await sendOnce({ ...call, expects: "bytes" }, (fetch) => fetch(url, { headers }));
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { bytes, mediaType: mediaTypeOf(call.provider, bytes, bill) };
  } catch (thrown) {
    throw withSpent(thrown, spentOf(bill));
  }
}
