import type { EventEmitter } from "node:events";
import { SimpleShardingStrategy, type WebSocketOptions } from "discord.js";

type Strategy = NonNullable<WebSocketOptions["buildStrategy"]>;
type Sockets = Parameters<Strategy>[0];

/** The gateway closes so when the line breaks, or nobody listens there (RFC 6455). */
const LINE_BROKE = 1006;
/** A gateway that does not come back is given up after this many tries: its session may go on nowhere. */
const TRIES = 120;

/**
 * Shards in this process, that resume also after an outage. Left alone, the library forgets a session once a
 * reconnect is refused, and what was said meanwhile is never given again.
 */
export function keepSession(manager: Sockets): InstanceType<typeof SimpleShardingStrategy> {
  const { options } = manager;
  const forget = options.updateSessionInfo.bind(options);
  const broken = new Map<number, number>();
  // The names of the library's events are not exported by discord.js.
  const events: EventEmitter = manager;
  events.on("closed", ({ code, shardId }: { code: number; shardId: number }) => {
    if (code === LINE_BROKE) broken.set(shardId, (broken.get(shardId) ?? 0) + 1);
    else broken.delete(shardId);
  });
  for (const event of ["hello", "ready", "resumed"])
    events.on(event, ({ shardId }: { shardId: number }) => void broken.delete(shardId));
  options.updateSessionInfo = (shardId, session) => {
    const tries = broken.get(shardId) ?? 0;
    if (session === null && tries > 0 && tries <= TRIES) return;
    return forget(shardId, session);
  };
  return new SimpleShardingStrategy(manager);
}
