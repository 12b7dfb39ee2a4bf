import {
  DiscordAPIError,
  HTTPError,
  RateLimitError,
  type RawFile,
  REST,
  RequestMethod,
  type RouteLike,
} from "discord.js";
import { networkFault } from "../network-fault.ts";
import { DiscordFailure } from "./failure.ts";

/** A call of Discord's API. */
export interface Call {
  readonly body?: unknown;
  readonly files?: readonly RawFile[];
  readonly query?: Readonly<Record<string, string>>;
  /** The address holds its own right (an interaction's token), so the bot's token stays at home. */
  readonly byToken?: boolean;
  /** Longest wait (ms). */
  readonly limitMs?: number;
}

/** Calls Discord's API. Everything that it throws is a {@link DiscordFailure} without tokens. */
export interface DiscordApi {
  call<T>(method: "get" | "post" | "patch" | "put" | "delete", route: RouteLike, call?: Call): Promise<T>;
}

const METHODS = {
  get: RequestMethod.Get,
  post: RequestMethod.Post,
  patch: RequestMethod.Patch,
  put: RequestMethod.Put,
  delete: RequestMethod.Delete,
} as const;
/** Longest waits for an answer (ms). */
const LIMIT = { json: 10_000, upload: 60_000 };
/** A rate limit that is over sooner (ms) is waited out at once; with a longer one the message goes back into its queue. */
const SHORT_WAIT_MS = 1_500;

/** Builds the caller for one bot. discord.js keeps to the rate limits that Discord announces. */
export function createDiscordApi(options: {
  token: string;
  apiRoot: string;
  fetch: typeof globalThis.fetch;
}): DiscordApi {
  const { token, apiRoot } = options;
  const rest = new REST({
    // Its own undici does not get along with a newer one in the same process, once there are files.
    makeRequest: options.fetch as never,
    api: apiRoot,
    version: "10",
    timeout: LIMIT.upload,
    // A gateway's hiccup (5xx) is tried once more at once; the outbox does the rest with patience.
    retries: 1,
    rejectOnRateLimit: ({ timeToReset, retryAfter }) => Math.max(timeToReset, retryAfter) > SHORT_WAIT_MS,
  });
  return {
    async call<T>(method: "get" | "post" | "patch" | "put" | "delete", route: RouteLike, call: Call = {}) {
      const { body, files, query, byToken = false } = call;
      const limit = call.limitMs ?? (files?.length ? LIMIT.upload : LIMIT.json);
      const signal = AbortSignal.timeout(limit);
      // discord.js forgets the token after one 401, which a proxy's hiccup can be.
      rest.setToken(token);
      try {
        const response = await rest.queueRequest({
          ...{ method: METHODS[method], fullRoute: asDocumented(route), auth: !byToken, signal },
          ...(body === undefined ? {} : { body }),
          ...(files?.length ? { files: [...files] } : {}),
          ...(query ? { query: new URLSearchParams(query) } : {}),
        });
        const text = await response.text();
        return (text === "" ? undefined : JSON.parse(text)) as T;
      } catch (thrown) {
        if (signal.aborted) throw new DiscordFailure("lost", `no answer within ${limit} ms`);
        throw toFailure(thrown);
      }
    },
  };
}

/** discord.js escapes what it puts into a route, `@original` as well, which a proxy that routes by path may not know. */
const asDocumented = (route: RouteLike) => route.replace("%40original", "@original") as RouteLike;

function toFailure(thrown: unknown): DiscordFailure {
  if (thrown instanceof RateLimitError)
    return new DiscordFailure("answered", "rate limited", {
      status: 429,
      retryAfterMs: Math.max(thrown.retryAfter, thrown.timeToReset),
    });
  if (thrown instanceof DiscordAPIError)
    return new DiscordFailure("answered", thrown.message, { status: thrown.status, code: Number(thrown.code) || 0 });
  if (thrown instanceof HTTPError)
    return new DiscordFailure("answered", `status ${thrown.status}`, { status: thrown.status });
  const { kind, what } = networkFault(thrown);
  return new DiscordFailure(kind, what);
}
