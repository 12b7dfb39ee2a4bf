import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { SfumatoError } from "../domain/errors.ts";
import type { Programs } from "./postgres-programs.ts";

const PASSWORD_FILE = "sfumato.password";
/** An unfinished folder this old belongs to nobody any more (ms). */
const ABANDONED_MS = 10 * 60_000;

/**
 * Makes the data folder when there is none, whole or not at all: in a folder beside it, then renamed. Two processes may
 * do it at once: one wins. Returns the password.
 * @throws SfumatoError `E_STORAGE_IO` when the disk refuses, `E_CONFIG` when the folder holds something else.
 */
export async function prepareFolder(folder: string, programs: Programs): Promise<string> {
  try {
    await mkdir(dirname(folder), { recursive: true });
    if (!existsSync(join(folder, "PG_VERSION"))) await initialize(folder, programs);
    return (await readFile(join(folder, PASSWORD_FILE), "utf8")).trim();
  } catch (cause) {
    if (cause instanceof SfumatoError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SfumatoError("E_STORAGE_IO", `The database folder ${folder} cannot be used: ${reason}`, { cause });
  }
}

async function initialize(folder: string, programs: Programs): Promise<void> {
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new SfumatoError(
      "E_CONFIG",
      `${folder} is not empty and holds no database. Empty it, or set another DATA_DIR.`,
    );
  const work = `${folder}.new-${randomBytes(6).toString("hex")}`;
  const [data, password] = [join(work, "data"), join(work, "password")];
  await mkdir(work, { mode: 0o700 });
  try {
    await writeFile(password, randomBytes(24).toString("base64url"), { mode: 0o600 });
    if (programs.owner) for (const path of [work, password]) await chown(path, programs.owner.uid, programs.owner.gid);
    const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    await programs.initdb(["-D", data, "-U", "postgres", "-A", "scram-sha-256", `--pwfile=${password}`, ...locale]);
    await rename(password, join(data, PASSWORD_FILE));
    await chmod(join(data, PASSWORD_FILE), 0o600);
    await rename(data, folder);
  } catch (error) {
    // Another process was faster: its folder serves as well.
    if (!existsSync(join(folder, "PG_VERSION"))) throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Removes what processes left that died while making the folder. */
export async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(`${basename(folder)}.new-`)) continue;
    const path = join(dirname(folder), name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > ABANDONED_MS) await rm(path, { recursive: true, force: true });
  }
}

/** Process and port that the server wrote down, when it runs or was killed. */
export async function readPidFile(folder: string): Promise<{ pid: number; port: number } | undefined> {
  const lines = (await readFile(join(folder, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && port > 0 ? { pid, port } : undefined;
}
