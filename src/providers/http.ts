import { SfumatoError } from "../domain/errors.ts";
import type { CallOptions } from "../ports/models.ts";
import { badAnswer, type ErrorSource, errorFromNetwork, errorFromStatus } from "./errors-from-http.ts";
import type { ProviderDeps } from "./provider.ts";

/** Largest answer that is read (bytes): a 3840×2160 PNG in base64 stays below. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const MAX_ERROR_BYTES = 64 * 1024;

/** One call of a provider. */
export interface HttpCall extends ErrorSource, CallOptions {
  readonly fetch: typeof globalThis.fetch;
  /** Limit of the whole call (ms), headers and body together. */
  readonly timeoutMs: number;
  /** What a 2xx answer must hold. Default: JSON. */
  readonly expects?: "json" | "bytes";
  readonly maxBytes?: number;
}

/** One call as a provider makes it. */
export function httpCall(
  deps: Pick<ProviderDeps, "fetch" | "timeoutMs" | "maxAnswerBytes">,
  provider: string,
  apiKey: string | undefined,
  how: CallOptions,
): HttpCall {
  const { fetch, timeoutMs, maxAnswerBytes: maxBytes } = deps;
  return { provider, secrets: apiKey === undefined ? [] : [apiKey], fetch, timeoutMs, maxBytes, ...how };
}

/** A 2xx answer, read whole. */
interface Whole {
  readonly status: number;
  readonly body: Uint8Array<ArrayBuffer>;
}
type FetchInput = Parameters<typeof fetch>[0];
type FetchWhole = (input: FetchInput, init?: RequestInit) => Promise<Whole>;

/**
 * Runs `send` with a fetch that is good for one request: it follows no redirect, reads the body whole under a limit of
 * size and time, and turns every fault into an error that says what is known of the bill. Whatever a vendor's client
 * makes of a fault is ignored, so that all vendors fail alike.
 * @throws SfumatoError
 */
export async function sendOnce<T>(call: HttpCall, send: (fetch: typeof globalThis.fetch) => Promise<T>): Promise<T> {
  const check = ({ status, body }: Whole) => void (call.expects !== "bytes" && readJson(call, status, body));
  return once(
    call,
    (fetchOnce) =>
      send(async (input, init) => {
        const { body } = await fetchOnce(input, init);
        const headers = { "content-type": "application/json" };
        if (call.expects === "bytes") return new Response(body, { headers });
        // A picture's megabytes are not copied once more to be read.
        const text = new TextDecoder().decode(body);
        // Defined, not assigned: the web server's library puts a `Response` in place whose methods are read-only.
        return Object.defineProperty(new Response(null, { headers }), "text", { value: async () => text });
      }),
    check,
  );
}

/**
 * Posts JSON with exactly one request and gives the JSON of the answer.
 * @throws SfumatoError
 */
export async function postJson(
  call: HttpCall,
  url: string,
  headers: Record<string, string>,
  body: unknown,
): Promise<unknown> {
  const type = { "content-type": "application/json" };
  return requestJson(call, url, { method: "POST", headers: { ...type, ...headers }, body: JSON.stringify(body) });
}

/**
 * Gets JSON that costs nothing, such as a list of models.
 * @throws SfumatoError
 */
export async function getJson(call: HttpCall, url: string, headers: Record<string, string>): Promise<unknown> {
  return requestJson(call, url, { headers });
}

/**
 * Sends exactly one request and gives the JSON of the answer.
 * @throws SfumatoError
 */
export async function requestJson(
  call: HttpCall,
  url: string,
  init: RequestInit & { headers: Record<string, string> },
): Promise<unknown> {
  return once(call, async (fetchOnce) => {
    const headers = { accept: "application/json", ...init.headers };
    const { status, body } = await fetchOnce(url, { ...init, headers });
    return readJson(call, status, body);
  });
}

/** @param check throws for an answer that cannot be used; asked when a vendor's client made nothing of it */
async function once<T>(
  call: HttpCall,
  send: (fetchOnce: FetchWhole) => Promise<T>,
  check?: (answer: Whole) => void,
): Promise<T> {
  const cut = cutOff(call);
  let sent = false;
  let failure: unknown;
  let answer: Whole | undefined;
  const guarded: FetchWhole = async (input, init) => {
    if (sent) throw new SfumatoError("E_INTERNAL", "A paid call was about to be sent twice.", { spent: "unknown" });
    sent = true;
    try {
      const admitted = () => cut.pausedFor(call.admit);
      answer = await fetchWhole(call, input, { ...init, signal: cut.signal, redirect: "manual" }, admitted);
      return answer;
    } catch (thrown) {
      failure = thrown;
      throw thrown;
    }
  };
  try {
    cut.signal.throwIfAborted();
    return await Promise.race([send(guarded), cut.rejection]);
  } catch (thrown) {
    if (cut.signal.aborted) throw cut.error(sent);
    if (failure !== undefined) throw failure instanceof SfumatoError ? failure : errorFromNetwork(call, failure);
    if (thrown instanceof SfumatoError) throw thrown;
    if (answer) check?.(answer);
    throw new SfumatoError("E_INTERNAL", `The call of ${call.provider} failed inside the bot.`, {
      cause: thrown,
      spent: sent ? "unknown" : "no",
    });
  } finally {
    cut.release();
  }
}

/** What a probe finds out about a server, without spending: it is there, and does not say that the key is wrong. */
export async function probeServer(call: HttpCall, url: string, headers: Record<string, string>): Promise<void> {
  try {
    await sendOnce({ ...call, expects: "bytes" }, (fetch) => fetch(url, { headers }));
  } catch (thrown) {
    // A server without this route is there all the same.
    if (thrown instanceof SfumatoError && (thrown.details.status === 404 || thrown.details.status === 405)) return;
    throw thrown;
  }
}

/** Header of a request that no client makes; none for one's own server without a key. */
export function authorization(apiKey: string | undefined): Record<string, string> {
  return apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
}

interface CutOff {
  readonly signal: AbortSignal;
  /** Rejects when the call is cut off, even if fetch does not listen to its signal. */
  readonly rejection: Promise<never>;
  error(sent: boolean): SfumatoError;
  /** Waits for something of ours, which is not the vendor's time. */
  pausedFor(wait: (() => Promise<void>) | undefined): Promise<void>;
  release(): void;
}

/** Ends a call when the caller gives up or the time is over, and remembers which came first. */
function cutOff(call: HttpCall): CutOff {
  const controller = new AbortController();
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {});
  let late = false;
  const cut = () => {
    controller.abort();
    reject(controller.signal.reason);
  };
  let timer: NodeJS.Timeout;
  let left = call.timeoutMs;
  let since = 0;
  const run = () => {
    since = performance.now();
    timer = setTimeout(() => {
      late = !controller.signal.aborted;
      cut();
    }, left);
  };
  run();
  if (call.signal.aborted) cut();
  else call.signal.addEventListener("abort", cut, { once: true });
  return {
    signal: controller.signal,
    rejection: promise,
    error: (sent) => cutOffError(call, late, sent),
    async pausedFor(wait) {
      if (!wait) return;
      clearTimeout(timer);
      left = Math.max(1, left - (performance.now() - since));
      await wait();
      if (!controller.signal.aborted) run();
    },
    release: () => {
      clearTimeout(timer);
      call.signal.removeEventListener("abort", cut);
    },
  };
}

function cutOffError(call: HttpCall, late: boolean, sent: boolean): SfumatoError {
  const spent = sent ? "unknown" : "no";
  const { provider, timeoutMs } = call;
  if (!late) return new SfumatoError("E_CANCELLED", "Cancelled.", { spent, details: { provider } });
  const message = `${provider} did not answer within ${Math.ceil(timeoutMs / 1000)} s.`;
  const details = { provider, reason: "timeout", timeoutMs };
  return new SfumatoError("E_AI_TIMEOUT", message, { spent, retryable: true, details });
}

async function fetchWhole(
  call: HttpCall,
  input: FetchInput,
  init: RequestInit,
  admitted: () => Promise<void>,
): Promise<Whole> {
  const response = await call.fetch(input, init);
  if (!response.ok) {
    const body = await readBody(response, MAX_ERROR_BYTES).catch(() => new Uint8Array());
    throw errorFromStatus(call, response.status, response.headers, new TextDecoder().decode(body));
  }
  const { status } = response;
  await admitted();
  const body = await readBody(response, call.maxBytes ?? MAX_ANSWER_BYTES).catch((thrown: unknown) => {
    if (thrown instanceof TooLarge) throw badAnswer(call, "it is too large", { details: { status } });
    throw badAnswer(call, "it broke off", { retryable: true, details: { status, reason: "cut_off" } });
  });
  return { status, body };
}

function readJson(call: HttpCall, status: number, body: Uint8Array): unknown {
  const text = new TextDecoder().decode(body);
  try {
    return JSON.parse(text);
  } catch {
    const problem = /^\s*</.test(text) ? "it is a web page" : "it is no JSON";
    throw badAnswer(call, problem, { details: { status } });
  }
}

class TooLarge extends Error {}

async function readBody(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  let whole = new Uint8Array(0);
  let length = 0;
  const announced = Number(response.headers.get("content-length") ?? 0);
  if (announced > maxBytes) {
    await response.body?.cancel();
    throw new TooLarge();
  }
  for await (const chunk of response.body ?? []) {
    const end = length + chunk.byteLength;
    // Leaving the loop cancels the stream and closes the connection.
    if (end > maxBytes) throw new TooLarge();
    // A compressed body is longer than announced, and many announce nothing.
    if (end > whole.byteLength) {
      const more = new Uint8Array(Math.max(end, Math.min(2 * whole.byteLength, maxBytes), announced));
      more.set(whole.subarray(0, length));
      whole = more;
    }
    whole.set(chunk, length);
    length = end;
  }
  return whole.subarray(0, length);
}
