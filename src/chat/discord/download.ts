import { SfumatoError } from "../../domain/errors.ts";
import { type DownloadOptions, upTo } from "../read-file.ts";

/** Where Discord keeps what people attach. */
const HOSTS: ReadonlySet<string> = new Set(["cdn.discordapp.com", "media.discordapp.net"]);

/**
 * Fetches a file that somebody attached: from Discord's own hosts, or from the origin of the configured API.
 * @throws SfumatoError `E_INPUT_TOO_LARGE`; `E_NOT_FOUND` when Discord has it no more, or it is not Discord's;
 * `E_STORAGE_IO` (retryable) when it could not be fetched now. None holds the address, as that holds a signature.
 */
export async function* download(
  from: { apiRoot: string; fetch: typeof globalThis.fetch },
  ref: string,
  { maxBytes, signal }: DownloadOptions,
): AsyncGenerator<Uint8Array> {
  if (!isDiscords(ref, from.apiRoot)) throw notThere();
  try {
    const response = await from.fetch(ref, { signal, redirect: "error" });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      if (response.status === 404 || response.status === 403) throw notThere();
      throw unreachable({ status: response.status });
    }
    yield* upTo(response.body, maxBytes);
  } catch (error) {
    if (error instanceof SfumatoError) throw error;
    if (signal.aborted) throw signal.reason;
    throw unreachable({});
  }
}

function isDiscords(ref: string, apiRoot: string): boolean {
  if (!URL.canParse(ref)) return false;
  const { origin, protocol, hostname, port } = new URL(ref);
  if (origin === new URL(apiRoot).origin) return true;
  return protocol === "https:" && port === "" && HOSTS.has(hostname);
}

function notThere(): SfumatoError {
  return new SfumatoError("E_NOT_FOUND", "Discord does not have this file any more.");
}

function unreachable(details: Record<string, unknown>): SfumatoError {
  return new SfumatoError("E_STORAGE_IO", "Discord did not hand over the file.", { details, retryable: true });
}
