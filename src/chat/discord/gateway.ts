import {
  type APIInteraction,
  Client,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  GatewayIntentBits,
  type GatewayMessageCreateDispatchData,
  type GatewayReadyDispatchData,
  Options,
  type WebSocketOptions,
} from "discord.js";
import type { Logger } from "pino";
import { SfumatoError } from "../../domain/errors.ts";
import type { Clock } from "../../ports/clock.ts";
import { keepSession } from "./keep-session.ts";

/** What comes from the gateway. */
export interface GatewayListener {
  interaction(interaction: APIInteraction): Promise<void>;
  message(message: GatewayMessageCreateDispatchData, meId: string): Promise<void>;
}

/** What a connection needs. */
export interface GatewayOptions {
  readonly token: string;
  readonly apiRoot: string;
  readonly fetch: typeof globalThis.fetch;
  /** `auto`: as many as Discord advises. */
  readonly shards: number | "auto" | undefined;
  readonly log: Logger;
  readonly clock: Clock;
}

/** The connection to Discord's gateway, over all shards. */
export interface Gateway {
  /**
   * Resolves when events are taken; also when Discord cannot be reached yet, as its outage must not keep the rest of the
   * bot from starting: then it goes on trying, and the status says so.
   * @throws SfumatoError `E_CONFIG` when Discord does not know the token.
   */
  start(listener: GatewayListener): Promise<void>;
  /** The bot's ids; resolves once connected. */
  me(): Promise<{ id: string; applicationId: string }>;
  status(): "up" | "down" | "starting";
  stop(): Promise<void>;
}

/** The start waits this long for the gateway (ms); identifying is slow with many shards. */
const START_WITHIN_MS = 10_000;
const LONGEST_WAIT_MS = 30_000;
/** None is privileged: a message's words come without the message-content intent when it mentions or answers the bot. */
const INTENTS = [GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages];

/** Builds it; nothing is called before `start`. */
export function createGateway(options: GatewayOptions): Gateway {
  const { token, log, clock } = options;
  const stopped = new AbortController();
  const { signal } = stopped;
  const up = new Set<number>();
  let expected = 1;
  let began = false;
  let client: Client | undefined;
  let running: Promise<void> = Promise.resolve();
  let know: (me: { id: string; applicationId: string }) => void = () => {};
  const known = new Promise<{ id: string; applicationId: string }>((resolve) => {
    know = resolve;
  });
  let meId = "";

  const take = (listener: GatewayListener, packet: GatewayDispatchPayload, shard: number) => {
    switch (packet.t) {
      case GatewayDispatchEvents.Ready: {
        const ready = packet.d as GatewayReadyDispatchData;
        meId = ready.user.id;
        expected = ready.shard?.[1] ?? 1;
        up.add(shard);
        return know({ id: meId, applicationId: ready.application.id });
      }
      case GatewayDispatchEvents.Resumed:
        return void up.add(shard);
      case GatewayDispatchEvents.InteractionCreate:
        return void guarded(listener.interaction(packet.d));
      case GatewayDispatchEvents.MessageCreate:
        return void guarded(listener.message(packet.d, meId));
      default:
        return;
    }
  };
  const guarded = (work: Promise<void>) =>
    work.catch((err: unknown) => log.error({ err: scrubbed(err) }, "an event of Discord could not be taken"));

  const login = async (listener: GatewayListener): Promise<void> => {
    client = createClient(options, (packet, shard) => take(listener, packet, shard));
    client.on(Events.ShardReconnecting, (shard) => up.delete(shard));
    client.on(Events.ShardDisconnect, (event, shard) => {
      up.delete(shard);
      log.error({ shard, code: event.code }, "Discord ended the connection for good");
    });
    client.on(Events.ShardError, (error, shard) => log.warn({ shard, reason: codeOf(error) }, "Discord's gateway"));
    await client.login(token);
  };
  const loginPatiently = async (listener: GatewayListener): Promise<void> => {
    for (let tries = 0; !signal.aborted; tries++) {
      try {
        await login(listener);
        if (tries > 0) log.info({}, "Discord is connected");
        return;
      } catch (error) {
        if (isWrongToken(error)) throw wrongToken();
        if (signal.aborted) return;
        if (tries === 0) log.warn({ reason: codeOf(error) }, "Discord cannot be reached; trying again");
        await clock.sleep(Math.min(500 * 2 ** tries, LONGEST_WAIT_MS), signal).catch(() => {});
      }
    }
  };
  return {
    async start(listener) {
      running = loginPatiently(listener);
      running.catch((error: Error) => log.error({ reason: error.message }, "Discord is not connected"));
      const late = new AbortController();
      const wait = clock.sleep(START_WITHIN_MS, AbortSignal.any([late.signal, signal])).catch(() => {});
      try {
        await Promise.race([running, wait]);
      } finally {
        late.abort();
        began = true;
      }
    },
    me: () => known,
    status: () => (up.size >= expected ? "up" : began ? "down" : "starting"),
    async stop() {
      stopped.abort();
      await client?.destroy().catch(() => {});
      await Promise.race([running.catch(() => {}), clock.sleep(1000).catch(() => {})]);
      up.clear();
    },
  };
}

function createClient(options: GatewayOptions, take: (packet: GatewayDispatchPayload, shard: number) => void): Client {
  const { apiRoot, shards } = options;
  const ws: WebSocketOptions = { buildStrategy: keepSession };
  const client = new Client({
    intents: INTENTS,
    // We read Discord's own objects, so nothing is kept of them.
    makeCache: Options.cacheWithLimits(NO_CACHE),
    rest: { api: apiRoot, version: "10", retries: 1, timeout: 10_000, makeRequest: options.fetch as never },
    ws,
    ...(shards === undefined ? {} : shards === "auto" ? { shards } : { shardCount: shards }),
  });
  client.on("error", () => {});
  // Not in discord.js's list of typed events.
  (client as unknown as { on(name: "raw", heard: (packet: GatewayDispatchPayload, shard: number) => void): void }).on(
    "raw",
    (packet, shard) => {
      take({ ...packet }, shard);
      // discord.js would make objects of it now, which nobody uses, and stumble over what it does not know.
      if (!CONNECTION.has(packet.t)) Object.assign(packet, { t: "" });
    },
  );
  return client;
}

/** What discord.js itself needs to see. Its handler of a resume breaks the process when the session is called over right then. */
const CONNECTION: ReadonlySet<string> = new Set([GatewayDispatchEvents.Ready]);

const NO_CACHE = {
  ...Options.DefaultMakeCacheSettings,
  ...{ MessageManager: 0, UserManager: 1, GuildMemberManager: 0, PresenceManager: 0, ReactionManager: 0 },
};

function isWrongToken(error: unknown): boolean {
  if (error instanceof DiscordjsError) return error.code === DiscordjsErrorCodes.TokenInvalid;
  return error instanceof Error && "status" in error && error.status === 401;
}

function wrongToken(): SfumatoError {
  return new SfumatoError(
    "E_CONFIG",
    "Discord does not know the token in DISCORD_BOT_TOKEN. The developer portal's page Bot makes a new one.",
  );
}

/** Only the code or status of a fault: its message may hold an address. */
function codeOf(error: unknown): string {
  for (let fault = error, depth = 0; fault instanceof Error && depth < 5; fault = fault.cause, depth++) {
    if ("status" in fault && typeof fault.status === "number") return `status ${fault.status}`;
    if ("code" in fault && typeof fault.code === "string") return fault.code;
  }
  return error instanceof Error ? error.name : "unknown";
}

function scrubbed(error: unknown): unknown {
  return error instanceof Error && error.name === "DiscordFailure" ? { message: error.message } : error;
}
