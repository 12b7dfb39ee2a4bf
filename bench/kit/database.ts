import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import postgres from "postgres";
import { migrateDatabase, openDatabase } from "../../src/storage/database.ts";
import { startEmbeddedPostgres } from "../../src/storage/embedded-postgres.ts";
import { createStores } from "../../src/storage/stores.ts";

const USUAL = "postgres://postgres@127.0.0.1:5432/postgres";

/** A PostgreSQL server for the whole run. */
export interface Server {
  readonly version: string;
  /** A new database; `drop` takes it away. */
  fresh(): Promise<{ url: string; drop(): Promise<void> }>;
  close(): Promise<void>;
}

let server: Promise<Server> | undefined;

/** The server at `BENCH_DATABASE_URL`, else the one of this machine, else an embedded one. */
export function databaseServer(): Promise<Server> {
  server ??= openServer();
  return server;
}

/** Lets the server go, if one was used. */
export async function closeDatabaseServer(): Promise<void> {
  await (await server)?.close();
}

async function openServer(): Promise<Server> {
  const asked = process.env.BENCH_DATABASE_URL;
  const found = await reach(asked ?? USUAL);
  if (found === null && asked !== undefined) throw new Error("BENCH_DATABASE_URL: there is no PostgreSQL");
  const own = found === null ? await startOwn() : { url: asked ?? USUAL, stop: async () => {} };
  const admin = postgres(own.url, { max: 1, onnotice: () => {} });
  const [row] = await admin`select split_part(current_setting('server_version'), ' ', 1) as version`;
  return {
    version: `${row?.version}${found === null ? " (embedded)" : ""}`,
    async fresh() {
      const name = `bench_${randomBytes(6).toString("hex")}`;
      await admin.unsafe(`create database ${name}`);
      const url = new URL(own.url);
      url.pathname = `/${name}`;
      return { url: url.href, drop: async () => void (await admin.unsafe(`drop database ${name} with (force)`)) };
    },
    async close() {
      await admin.end();
      await own.stop();
    },
  };
}

async function reach(url: string): Promise<true | null> {
  const client = postgres(url, { max: 1, connect_timeout: 3, onnotice: () => {} });
  try {
    await client`select 1`;
    return true;
  } catch {
    return null;
  } finally {
    await client.end({ timeout: 1 }).catch(() => {});
  }
}

async function startOwn(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "sfumato-bench-"));
  const embedded = await startEmbeddedPostgres({ folder: join(folder, "postgres") });
  return {
    url: embedded.url,
    async stop() {
      await embedded.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The product's stores on a database of their own, at the newest schema. */
export async function freshStores(poolSize: number) {
  const database = await (await databaseServer()).fresh();
  await migrateDatabase(database.url, resolve(import.meta.dirname, "../../migrations"));
  const open = openDatabase(database.url, { poolSize });
  return {
    stores: createStores(open.db, () => randomBytes(8).toString("hex")),
    sql: open.client,
    async close() {
      await open.close();
      await database.drop();
    },
  };
}
