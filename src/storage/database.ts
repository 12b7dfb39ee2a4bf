import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { SfumatoError } from "../domain/errors.ts";
import { isAway } from "./away.ts";

export type Database = PostgresJsDatabase;

const MINIMUM_VERSION = 140_000;
/** Held while migrating, so that several processes can start at once. An arbitrary number of our own. */
const MIGRATION_LOCK = 7_346_628_601;
const FUNCTIONS = join(import.meta.dirname, "functions.sql");

export interface OpenDatabase {
  db: Database;
  client: postgres.Sql;
  close(): Promise<void>;
}

/** Opens a pool on PostgreSQL 14 or newer. Connects lazily: nothing is awaited here. */
export function openDatabase(url: string, options: { poolSize: number }): OpenDatabase {
  const client = postgres(url, {
    max: options.poolSize,
    connect_timeout: 10,
    // Short back-off, so that work goes on soon after the database came back.
    backoff: (attempt: number) => Math.min(0.1 * 2 ** attempt, 3),
    onnotice: () => {},
    // A transaction that somebody forgot ends by itself, and whoever waits for its locks goes on.
    connection: { application_name: "sfumato", idle_in_transaction_session_timeout: 60_000 },
  });
  return { db: drizzle(preparing(client)), client, close: () => client.end({ timeout: 5 }) };
}

/**
 * Drizzle has postgres.js parse each statement anew, in two round trips. Prepared once per connection it is one, and
 * the server's work is half: our statements are few and their texts do not change.
 */
function preparing<Sql extends postgres.Sql | postgres.TransactionSql>(client: Sql): Sql {
  type Scope = (work: (inner: postgres.TransactionSql) => Promise<unknown>) => Promise<unknown>;
  const scoped =
    (scope: Scope): Scope =>
    (work) =>
      scope((inner) => work(preparing(inner)).catch(neverWhenAway));
  const { unsafe } = client;
  const changed: Record<string | symbol, unknown> = {
    unsafe: (text: string, values: never[], options: object) => unsafe(text, values, { ...options, prepare: true }),
  };
  for (const name of ["begin", "savepoint"])
    if (name in client) changed[name] = scoped((client as unknown as Record<string, Scope>)[name] as Scope);
  return new Proxy(client, { get: (target, name) => changed[name] ?? Reflect.get(target, name) });
}

/**
 * When the connection is gone, postgres.js ends `begin` by itself, but would still send a rollback down the socket that is
 * not there, which ends the process. Work that never ends gives it no occasion.
 */
function neverWhenAway(error: unknown): Promise<never> {
  // Only a statement's own error tells of this connection: another call's, such as a platform's, must be rolled back.
  const ofStatement = error instanceof Error && "query" in error;
  return ofStatement && isAway(error) ? new Promise(() => {}) : Promise.reject(error);
}

/**
 * Brings the schema to the newest version.
 * @throws SfumatoError `E_CONFIG` on a PostgreSQL older than 14.
 */
export async function migrateDatabase(url: string, folder: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 });
  try {
    const [row] = await client`select current_setting('server_version_num')::int as version`;
    if ((row?.version as number) < MINIMUM_VERSION)
      throw new SfumatoError("E_CONFIG", "DATABASE_URL: PostgreSQL 14 or newer is needed.", {
        details: { version: row?.version },
      });
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(client), { migrationsFolder: folder });
    await client.unsafe(await readFile(FUNCTIONS, "utf8"));
  } finally {
    await client.end({ timeout: 5 });
  }
}
