import type { EventEmitter } from "node:events";
import { SimpleShardingStrategy, type WebSocketOptions } from "discord.js";

type Strategy = NonNullable<WebSocketOptions["buildStrategy"]>;
type Sockets = Parameters<Strategy>[0];

/**
 * Closings after which the library would begin anew, although the session may well go on: an orderly end (as a gateway
 * that is being restarted gives), and faults of one connection (docs: Gateway Close Event Codes, "Reconnect").
 */
const ENDED: ReadonlySet<number> = new Set([1000, 4003, 4005, 4008]);
/** The number that we resumed with is wrong, which no second try makes right. */
const WRONG_NUMBER = 4007;
/** A gateway that does not come back is given up after this many tries: its session may go on nowhere. */
const TRIES = 120;

/** What became of a shard's connections since its session last worked. */
interface Line {
  open: boolean;
  failed: number;
  ended: number;
  wrong: boolean;
}

/**
 * Shards in this process, that resume also after an outage. Left alone, the library forgets a session once a
 * reconnect is refused or the gateway closes in good order, and what was said meanwhile is never given again.
 */
export function keepSession(manager: Sockets): InstanceType<typeof SimpleShardingStrategy> {
  const { options } = manager;
  const forget = options.updateSessionInfo.bind(options);
  const lines = new Map<number, Line>();
  const lineOf = (shard: number): Line => {
    const line = lines.get(shard) ?? { open: false, failed: 0, ended: 0, wrong: false };
    lines.set(shard, line);
    return line;
  };
  // The names of the library's events are not exported by discord.js.
  const events: EventEmitter = manager;
  events.on("closed", ({ code, shardId }: { code: number; shardId: number }) => {
    const line = lineOf(shardId);
    line.open = false;
    line.failed++;
    line.wrong = code === WRONG_NUMBER;
    if (ENDED.has(code)) line.ended++;
  });
  events.on("hello", ({ shardId }: { shardId: number }) => {
    lineOf(shardId).open = true;
  });
  for (const event of ["ready", "resumed"])
    events.on(event, ({ shardId }: { shardId: number }) => void lines.delete(shardId));
  options.updateSessionInfo = (shardId, session) => {
    const line = lines.get(shardId);
    // On an open line it is Discord itself who calls the session over.
    const mayGoOn = line !== undefined && !line.open && !line.wrong && line.failed <= TRIES && line.ended <= 1;
    if (session === null && mayGoOn) return;
    return forget(shardId, session);
  };
  return new SimpleShardingStrategy(manager);
}
