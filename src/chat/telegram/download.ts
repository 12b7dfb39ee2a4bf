import { SfumatoError } from "../../domain/errors.ts";
import { type DownloadOptions, tooLarge, upTo } from "../read-file.ts";
import type { BotApi } from "./bot-api.ts";
import { TelegramFailure } from "./failure.ts";

/**
 * Fetches a file that somebody sent, from the same origin as the Bot API.
 * @throws SfumatoError `E_INPUT_TOO_LARGE`; `E_NOT_FOUND` when Telegram has it no more; `E_STORAGE_IO` (retryable)
 * when it could not be fetched now. None holds the address, as that holds the token.
 */
export async function* download(
  from: { api: BotApi; apiRoot: string; token: string; fetch: typeof globalThis.fetch },
  ref: string,
  { maxBytes, signal }: DownloadOptions,
): AsyncGenerator<Uint8Array> {
  const path = await findFile(from.api, ref, { maxBytes, signal });
  const address = `${from.apiRoot}/file/bot${from.token}/${path.split("/").map(encodeURIComponent).join("/")}`;
  try {
    const response = await from.fetch(address, { signal, redirect: "error" });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw unreachable({ status: response.status });
    }
    yield* upTo(response.body, maxBytes);
  } catch (error) {
    if (error instanceof SfumatoError) throw error;
    if (signal.aborted) throw signal.reason;
    throw unreachable({});
  }
}

async function findFile(api: BotApi, ref: string, { maxBytes, signal }: DownloadOptions): Promise<string> {
  try {
    const file = await api.call("getFile", { file_id: ref }, { signal });
    if ((file.file_size ?? 0) > maxBytes) throw tooLarge(maxBytes);
    if (file.file_path === undefined || file.file_path.split("/").includes("..")) throw unreachable({});
    return file.file_path;
  } catch (error) {
    if (!(error instanceof TelegramFailure)) throw error;
    if (error.kind === "aborted") throw signal.reason;
    if (error.refused(/too big/i)) throw tooLarge(maxBytes);
    if (error.refused(/./)) throw new SfumatoError("E_NOT_FOUND", "Telegram does not have this file any more.");
    throw unreachable({ reason: error.description });
  }
}

function unreachable(details: Record<string, unknown>): SfumatoError {
  return new SfumatoError("E_STORAGE_IO", "Telegram did not hand over the file.", { details, retryable: true });
}
