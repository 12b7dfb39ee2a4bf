import type { ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { SfumatoError } from "../domain/errors.ts";
import { prepareFolder, readPidFile, removeAbandoned } from "./postgres-folder.ts";
import { findPrograms, LOCKED_EXIT, type Programs } from "./postgres-programs.ts";

/** The part of a logger that is used here. */
interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface EmbeddedPostgresOptions {
  /** `DATA_DIR/postgres`; made on the first start. */
  folder: string;
  log?: Log;
}

export interface EmbeddedPostgres {
  url: string;
  /** Ends the server and waits until it is gone. */
  stop(): Promise<void>;
}

/** Held on a connection of its own for the life of our process, so that it ends with it, however it ends. */
const OWNER_LOCK = 7_346_628_600;
const POLL_MS = 15;
/** Recovery after a crash may take a while. */
const START_LIMIT_MS = 60_000;
/** A server of ours answers on this machine within this time, if only that it is starting. */
const ANSWER_MS = 2_000;
/** How long a killed owner's connection may still be seen. */
const ORPHAN_MS = 3_000;
/** What is lasting stays lasting: fsync and synchronous_commit are on. The rest keeps it small. */
const SETTINGS = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=120",
  "shared_buffers=32MB",
  "effective_cache_size=256MB",
  "max_wal_size=256MB",
  "fsync=on",
  "synchronous_commit=on",
  "jit=off",
  "io_method=sync",
  "max_parallel_workers_per_gather=0",
  "client_connection_check_interval=1s",
  "timezone=UTC",
  "log_timezone=UTC",
  // Starts, stops and fatal errors only: the file begins anew with each start and stays small.
  "logging_collector=off",
  "log_min_messages=log",
  "log_checkpoints=off",
];

interface Place {
  folder: string;
  password: string;
  programs: Programs;
}

/** Ownership of a running server. */
interface Held {
  port: number;
  pid: number;
  /** Resolves when the connection that holds the lock is gone. */
  closed: Promise<void>;
  release(): Promise<void>;
}

/**
 * Starts PostgreSQL in a folder, or takes over the one that an earlier, killed process left running there. While it is
 * used, a server that dies is started again at the same address.
 * @throws SfumatoError `E_CONFIG` when another process uses the folder or this machine cannot run it, `E_STORAGE_IO`.
 */
export async function startEmbeddedPostgres({ folder, log }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const programs = await findPrograms(folder);
  const place = { folder, programs, password: await prepareFolder(folder, programs) };
  let held = await take(place, undefined);
  await removeAbandoned(folder).catch(() => {});
  const stopping = new AbortController();
  const { port } = held;

  const keepUp = async () => {
    while (!stopping.signal.aborted) {
      await Promise.race([held.closed, aborted(stopping.signal)]);
      if (stopping.signal.aborted) return;
      log?.warn({}, "database: the embedded server is gone; starting it again");
      try {
        held = await take(place, port);
        log?.info({}, "database: the embedded server is back");
      } catch (error) {
        log?.error({ err: error }, "database: the embedded server does not start");
        await delay(2_000, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  };
  const keeping = keepUp();
  return {
    url: `postgres://postgres:${place.password}@127.0.0.1:${port}/sfumato`,
    async stop() {
      stopping.abort();
      await keeping;
      await shutDown(folder, held);
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) resolve();
  else signal.addEventListener("abort", () => resolve(), { once: true });
  return promise;
}

/** Becomes the owner of the folder's server, starting one when none runs. A given port is kept. */
async function take(place: Place, fixedPort: number | undefined): Promise<Held> {
  const deadline = Date.now() + START_LIMIT_MS;
  let child: ChildProcess | undefined;
  let failures = 0;
  let takenSince: number | undefined;
  for (; Date.now() < deadline; await delay(POLL_MS)) {
    const running = await readPidFile(place.folder);
    const answer = running && (await hold(place, running));
    if (answer?.kind === "held") return answer.held;
    if (answer?.kind === "taken") {
      takenSince ??= Date.now();
      if (isAlive(answer.pid) || Date.now() - takenSince > ORPHAN_MS) throw inUse(place.folder, answer.pid);
      continue;
    }
    if (answer?.kind === "later" || (child && child.exitCode === null && child.signalCode === null)) continue;
    if (child && child.exitCode !== LOCKED_EXIT && !(await alreadyRuns(place.folder)) && ++failures > 3)
      throw await notStarting(place.folder);
    child = await launch(place, fixedPort ?? (await freePort()));
  }
  throw await notStarting(place.folder);
}

type Answer = { kind: "held"; held: Held } | { kind: "taken"; pid: number } | { kind: "later" } | { kind: "absent" };

/** Connects and tries to take the owner's lock; makes the database when the first start got no further. */
async function hold(place: Place, running: { pid: number; port: number }): Promise<Answer> {
  const { promise: closed, resolve: onclose } = Promise.withResolvers<void>();
  const client = postgres({
    ...{ host: "127.0.0.1", port: running.port, user: "postgres", password: place.password, database: "postgres" },
    // This one connection must last.
    ...{ max: 1, idle_timeout: 0, max_lifetime: null, fetch_types: false, connect_timeout: 5 },
    ...{
      onclose: () => onclose(),
      onnotice: () => {},
      connection: { application_name: `sfumato owner ${process.pid}` },
    },
  });
  const release = () => client.end({ timeout: 1 });
  // A stranger on the port may hang up again and again, and the client would call again and again.
  const giveUp = new AbortController();
  const silence = delay(ANSWER_MS, undefined, { signal: giveUp.signal }).then(() =>
    Promise.reject(new Error("no answer")),
  );
  silence.catch(() => {});
  try {
    const [lock] = await Promise.race([client`select pg_try_advisory_lock(${OWNER_LOCK}) as held`, silence]);
    giveUp.abort();
    if (lock?.held !== true) {
      const [owner] = await client`select application_name as name from pg_stat_activity
        where application_name like 'sfumato owner %' and pid <> pg_backend_pid() order by backend_start limit 1`;
      await release();
      return { kind: "taken", pid: Number(/\d+$/.exec(String(owner?.name))?.[0] ?? 0) };
    }
    const [database] = await client`select 1 from pg_database where datname = 'sfumato'`;
    if (database === undefined) await client`create database sfumato`;
    return { kind: "held", held: { ...running, closed, release } };
  } catch (error) {
    giveUp.abort();
    await client.end({ timeout: 0 }).catch(() => {});
    const code = (error as { code?: unknown }).code;
    // 57P03: it starts, recovers or stops. 28…: the port belongs to somebody else's server now.
    return { kind: code === "57P03" || code === "57P01" ? "later" : "absent" };
  }
}

async function launch({ folder, programs }: Place, port: number): Promise<ChildProcess> {
  const file = openSync(join(folder, "postgres.log"), "w", 0o600);
  try {
    const settings = [...SETTINGS, `port=${port}`].flatMap((setting) => ["-c", setting]);
    const child = programs.postgres(folder, settings, file);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    child.once("spawn", resolve).once("error", reject);
    await promise;
    child.unref();
    return child;
  } catch (cause) {
    throw new SfumatoError("E_CONFIG", "The embedded PostgreSQL cannot be started: set DATABASE_URL.", { cause });
  } finally {
    closeSync(file);
  }
}

async function shutDown(folder: string, { pid, release }: Held): Promise<void> {
  // Fast shutdown: sessions are ended, everything is written.
  signal(pid, "SIGINT");
  await release().catch(() => {});
  for (const deadline = Date.now() + START_LIMIT_MS; Date.now() < deadline; await delay(POLL_MS))
    if (!isAlive(pid) || (await readPidFile(folder))?.pid !== pid) return;
  signal(pid, "SIGQUIT");
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already.
  }
}

function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer().once("error", reject);
  server.listen(0, "127.0.0.1", () => {
    const { port } = server.address() as { port: number };
    server.close(() => resolve(port));
  });
  return promise;
}

/** The last lines of the server's own log. */
async function lastWords(folder: string): Promise<string> {
  const text = await readFile(join(folder, "postgres.log"), "utf8").catch(() => "");
  return text.trim().split("\n").slice(-4).join(" ").slice(-600);
}

/** Where the kernel's lock is missing: another server was started at the same time, or is still going down. */
async function alreadyRuns(folder: string): Promise<boolean> {
  return /postmaster\.pid" already exists|shared memory block .* still in use/.test(await lastWords(folder));
}

function inUse(folder: string, pid: number): SfumatoError {
  const message = `${folder} is used by another Sfumato process (pid ${pid}). Stop it, set another DATA_DIR, or set DATABASE_URL for both.`;
  return new SfumatoError("E_CONFIG", message, { details: { folder, pid } });
}

async function notStarting(folder: string): Promise<SfumatoError> {
  const words = await lastWords(folder);
  return new SfumatoError("E_STORAGE_IO", `The embedded PostgreSQL in ${folder} does not start. ${words}`.trim(), {
    details: { folder },
  });
}
