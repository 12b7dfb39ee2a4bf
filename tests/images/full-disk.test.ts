import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);
const SCRIPT = join(import.meta.dirname, "fill-disk.ts");
const quoted = (words: string) => `'${words.replaceAll("'", "'\\''")}'`;

/** Runs the script on a disk of 200 kB where the system lets us mount one, else under a limit of the file size. */
async function onTinyDisk(folder: string): Promise<{ on: string; said: string }> {
  const node = `${quoted(process.execPath)} ${quoted(SCRIPT)} ${quoted(folder)}`;
  const mounted = `mount -t tmpfs -o size=200k tmpfs ${quoted(folder)} && ${node}`;
  try {
    const { stdout } = await run("unshare", ["--user", "--map-root-user", "--mount", "sh", "-c", mounted]);
    return { on: "tmpfs", said: stdout };
  } catch {
    return { on: "limit", said: (await run("bash", ["-c", `ulimit -f 200; ${node}`])).stdout };
  }
}

test("a full disk is E_STORAGE_IO: nothing half-written is left, and what fits is kept", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sfumato-full-"));
  const { on, said } = await onTinyDisk(folder);
  await rm(folder, { recursive: true, force: true });
  const { large, left, small } = JSON.parse(said);
  const message = on === "tmpfs" ? "The disk is full." : "The data folder cannot be used.";
  expect(large).toEqual({ code: "E_STORAGE_IO", message, retryable: true });
  expect(left).toEqual(["incoming"]);
  expect(small).toBe("kept");
});
