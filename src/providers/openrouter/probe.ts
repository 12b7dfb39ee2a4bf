import { authorization, httpCall, probeServer } from "../http.ts";
import type { ProviderDeps } from "../provider.ts";

/**
 * Asks the server who the key is, which costs nothing.
 * @throws SfumatoError as a call would.
 */
export async function probeOpenRouter(
  server: { readonly apiKey: string | undefined; readonly baseUrl: string },
  deps: ProviderDeps,
  signal: AbortSignal,
): Promise<void> {
  const { apiKey, baseUrl } = server;
  const call = httpCall(deps, "openrouter", apiKey, { signal });
  await probeServer(call, `${baseUrl}/key`, authorization(apiKey));
}
