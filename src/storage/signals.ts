import { sql } from "drizzle-orm";
import type postgres from "postgres";
import type { Signals, SignalTopic } from "../ports/queue.ts";
import type { Database } from "./database.ts";

/** Payloads are `topic:id`. */
export const CHANNEL = "sfumato";

/** Sends a signal with the transaction: it arrives when, and only when, the transaction commits. */
export async function notify(db: Database, topic: SignalTopic, id: string): Promise<void> {
  await db.execute(sql`select pg_notify(${CHANNEL}, ${`${topic}:${id}`})`);
}

/** Signals over PostgreSQL's LISTEN; the connection is renewed by itself, and `onReconnect` says to look at everything again. */
export async function listenSignals(
  client: postgres.Sql,
  onReconnect: () => void,
): Promise<Signals & { close(): Promise<void> }> {
  const listeners = new Map<string, Set<(id: string) => void>>();
  let first = true;
  const { unlisten } = await client.listen(
    CHANNEL,
    (payload) => {
      const at = payload.indexOf(":");
      for (const listener of listeners.get(payload.slice(0, at)) ?? []) listener(payload.slice(at + 1));
    },
    () => {
      if (!first) onReconnect();
      first = false;
    },
  );
  return {
    subscribe(topic, listener) {
      const ofTopic = listeners.get(topic) ?? new Set();
      listeners.set(topic, ofTopic.add(listener));
      return () => ofTopic.delete(listener);
    },
    close: () => unlisten(),
  };
}
