import type { ApiClientOptions } from "grammy";

type GrammyFetch = NonNullable<ApiClientOptions["fetch"]>;

/** An answer that is not the Bot API's, such as a proxy's page. Only its status is kept. */
export class StrangeAnswer extends Error {
  override readonly name = "StrangeAnswer";
  readonly status: number;

  constructor(status: number) {
    super(`status ${status} without JSON`);
    this.status = status;
  }
}

/** What grammY hands over: options of node-fetch, with a signal and a body of other classes than Node's own. */
interface GrammyInit {
  method: string;
  headers: Record<string, string>;
  body: string | AsyncIterable<Uint8Array>;
  signal: { aborted: boolean; addEventListener(type: "abort", listener: () => void): void };
}

/**
 * Lets grammY use Node's `fetch`. Bodies go out whole rather than in chunks (some Bot API servers and proxies want a
 * length), redirects are refused (the address holds the token), and the status of an answer without JSON is kept.
 */
export function createFetch(fetch: typeof globalThis.fetch): GrammyFetch {
  const adapted = async (address: string, init: GrammyInit) => {
    const abort = new AbortController();
    if (init.signal.aborted) abort.abort();
    init.signal.addEventListener("abort", () => abort.abort());
    const response = await fetch(address, {
      method: init.method,
      headers: { "content-type": init.headers["content-type"] ?? "application/json" },
      body: await wholeBody(init.body),
      redirect: "error",
      signal: abort.signal,
    });
    if (response.headers.get("content-type")?.includes("json")) return response;
    await response.body?.cancel();
    throw new StrangeAnswer(response.status);
  };
  return adapted as unknown as GrammyFetch;
}

async function wholeBody(body: GrammyInit["body"]): Promise<string | Buffer<ArrayBuffer>> {
  if (typeof body === "string") return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
