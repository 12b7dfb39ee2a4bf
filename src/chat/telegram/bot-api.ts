import { Api, GrammyError, HttpError, InputFile } from "grammy";
import { networkFault } from "../network-fault.ts";
import { TelegramFailure } from "./failure.ts";
import { createFetch, StrangeAnswer } from "./fetch.ts";

type RawApi = Api["raw"];
/** Names of the Bot API's methods. */
type Method = Exclude<keyof RawApi, "toJSON"> & string;
/** What a method takes. */
export type Payload<M extends Method> = RawApi[M] extends (signal?: never) => unknown
  ? Record<string, never>
  : Parameters<RawApi[M]>[0];
type Result<M extends Method> = Awaited<ReturnType<RawApi[M]>>;

/** Longest waits for an answer (ms). */
export interface CallLimits {
  readonly json: number;
  readonly upload: number;
}

/** Calls the Bot API. Everything that it throws is a {@link TelegramFailure} without the token. */
export interface BotApi {
  call<M extends Method>(
    method: M,
    payload: Payload<M>,
    options?: { signal?: AbortSignal; limitMs?: number },
  ): Promise<Result<M>>;
  /** The text without the bot's token. */
  scrub(text: string): string;
}

/** Builds the caller for one bot. */
export function createBotApi(input: {
  token: string;
  apiRoot: string;
  fetch: typeof globalThis.fetch;
  limits: CallLimits;
}): BotApi {
  const api = new Api(input.token, { apiRoot: input.apiRoot, fetch: createFetch(input.fetch) });
  const secrets = [input.token, encodeURIComponent(input.token)];
  const scrub = (text: string) => secrets.reduce((clean, secret) => clean.replaceAll(secret, "[token]"), text);
  return {
    scrub,
    async call(method, payload, options = {}) {
      const limit = options.limitMs ?? (holdsFile(payload) ? input.limits.upload : input.limits.json);
      const timeout = AbortSignal.timeout(limit);
      const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
      try {
        // grammY's methods differ in their payloads, so that no one signature fits them all; `Payload` checked ours.
        const raw = api.raw as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
        const args = WITHOUT_PAYLOAD.has(method) ? [signal] : [payload, signal];
        return (await raw[method]?.(...args)) as never;
      } catch (thrown) {
        if (options.signal?.aborted) throw new TelegramFailure("aborted", method, "called off");
        if (timeout.aborted) throw new TelegramFailure("lost", method, `no answer within ${limit} ms`);
        throw toFailure(method, thrown, scrub);
      }
    },
  };
}

/** grammY fills in the payload of methods that have none. */
const WITHOUT_PAYLOAD = new Set<string>(["getMe", "getWebhookInfo"]);

function toFailure(method: string, thrown: unknown, scrub: (text: string) => string): TelegramFailure {
  if (thrown instanceof GrammyError) {
    const { retry_after, migrate_to_chat_id } = thrown.parameters;
    return new TelegramFailure("answered", method, scrub(thrown.description), {
      code: thrown.error_code,
      ...(retry_after === undefined ? {} : { retryAfterMs: retry_after * 1000 }),
      ...(migrate_to_chat_id === undefined ? {} : { newChatId: String(migrate_to_chat_id) }),
    });
  }
  const cause = thrown instanceof HttpError ? thrown.error : thrown;
  if (cause instanceof StrangeAnswer) {
    return new TelegramFailure("answered", method, `status ${cause.status} without JSON`, { code: cause.status });
  }
  const { kind, what } = networkFault(cause);
  return new TelegramFailure(kind, method, what);
}

function holdsFile(value: unknown): boolean {
  if (value instanceof InputFile) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsFile);
}
