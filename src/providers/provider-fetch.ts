import { Agent, buildConnector, fetch as undiciFetch } from "undici";
import { publicAddressOf, type Resolve, resolveHost } from "./public-address.ts";

type Fetch = typeof globalThis.fetch;
type Connector = ReturnType<typeof buildConnector>;

/** Longest time until a connection stands, TLS included (ms): after it nothing was sent, so nothing was billed. */
const CONNECT_MS = 10_000;
/** An idle connection is kept this long (ms), shorter when the server says so: a closed one must not meet a paid call. */
const KEEP_ALIVE_MS = 4_000;
const FOLLOWED_REDIRECTS = 3;

export interface FetchLimits {
  /** Limit of one whole call (ms): headers and pauses within a body stay below it. */
  readonly timeoutMs: number;
}

/** The fetch of all calls to vendors: time limits for connecting, headers and body, and connections that are kept. */
export function createProviderFetch({ timeoutMs }: FetchLimits): Fetch {
  return withAgent(new Agent(agentOptions(timeoutMs, buildConnector({ timeout: connectLimit(timeoutMs) }))));
}

/** Whose pictures may be fetched. */
export interface DownloadRules {
  /** Hosts that the vendor uses: a name, or `.name` for all names below it. Only https, only public addresses. */
  readonly hosts: readonly string[];
  /** The server that the operator configured; it may be private, and files may come from that very origin. */
  readonly ownOrigin: string;
}

export interface DownloadOptions extends FetchLimits {
  readonly resolve?: Resolve;
  /** Makes the connections to addresses that were found to be public. */
  readonly connect?: Connector;
}

/**
 * A fetch for addresses that came in an answer: every one, each redirect too, must be allowed by the rules, and the
 * address that a name stands for is checked when the connection is made.
 * @throws TypeError with the cause `ERR_NOT_ALLOWED` or `ERR_NOT_PUBLIC`; nothing was connected to then.
 */
export function createDownloadFetch(plain: Fetch, rules: DownloadRules, options: DownloadOptions): Fetch {
  const { timeoutMs, resolve = resolveHost } = options;
  const connect = options.connect ?? buildConnector({ timeout: connectLimit(timeoutMs) });
  const guarded = withAgent(new Agent(agentOptions(timeoutMs, guardedConnector(connect, resolve))));
  return async (input, init) => {
    let url = new URL(input instanceof Request ? input.url : String(input));
    for (let hop = 0; hop <= FOLLOWED_REDIRECTS; hop++) {
      const own = url.origin === rules.ownOrigin;
      if (!own && !isAllowed(url, rules)) throw notAllowed();
      // What authorizes us belongs to the configured server alone.
      const response = own
        ? await plain(url.href, { ...init, redirect: "manual" })
        : await guarded(url.href, { ...init, headers: undefined, redirect: "manual" });
      const location = response.headers.get("location");
      if (response.status < 300 || response.status > 399 || location === null) return response;
      await response.body?.cancel();
      if (!URL.canParse(location, url.href)) throw notAllowed();
      url = new URL(location, url);
    }
    throw notAllowed();
  };
}

/** Whether the rules name this address, before anything is looked up. */
export function isAllowed(url: URL, { hosts, ownOrigin }: DownloadRules): boolean {
  if (url.origin === ownOrigin) return true;
  const plain = url.protocol === "https:" && url.port === "" && url.username === "" && url.password === "";
  return plain && hosts.some((host) => (host.startsWith(".") ? url.hostname.endsWith(host) : url.hostname === host));
}

/** Looks a name up itself, checks all that is found, and connects to just that. */
export function guardedConnector(connect: Connector, resolve: Resolve): Connector {
  return (options, callback) => {
    publicAddressOf(options.hostname, resolve).then(
      (address) =>
        connect({ ...options, hostname: address, servername: options.servername ?? options.hostname }, callback),
      (error: Error) => callback(error, null),
    );
  };
}

function notAllowed(): TypeError {
  const cause = Object.assign(new Error("the address is not on the vendor's list"), { code: "ERR_NOT_ALLOWED" });
  return new TypeError("fetch failed", { cause });
}

function connectLimit(timeoutMs: number): number {
  // Before the call's own limit, which cannot know that nothing was sent.
  return Math.min(CONNECT_MS, Math.ceil(timeoutMs / 2));
}

function agentOptions(timeoutMs: number, connect: Connector): Agent.Options {
  // The call's own limit comes first; these only end what has been forgotten.
  const beyond = timeoutMs + 1_000;
  return { connect, headersTimeout: beyond, bodyTimeout: beyond, keepAliveTimeout: KEEP_ALIVE_MS };
}

/** undici's fetch takes its own agents only; Node's, of another version, does not take them. Their answers are alike. */
function withAgent(dispatcher: Agent): Fetch {
  return ((input: string | URL, init?: object) => undiciFetch(input, { ...init, dispatcher })) as unknown as Fetch;
}
