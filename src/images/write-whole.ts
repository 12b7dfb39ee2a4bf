import { randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, rename, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { SfumatoError } from "../domain/errors.ts";
import { failpoint } from "../ports/failpoints.ts";
import type { SentFile } from "../ports/pictures.ts";

/** Writes a file so that it is there whole or not at all: beside its place, to the disk, looked at by `check`, then renamed. */
export async function writeWhole(
  path: string,
  bytes: Uint8Array | string,
  check?: (beside: string) => Promise<void>,
): Promise<void> {
  const beside = besideOf(path);
  try {
    const file = await openNew(beside);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await check?.(beside);
    await putInPlace(beside, path);
  } catch (error) {
    await drop(beside);
    throw storageError(error);
  }
}

/** A name beside a file's place, for what is not whole yet. */
export const besideOf = (path: string): string => `${path}.${randomBytes(6).toString("hex")}.tmp`;

/** Moves what was written and flushed beside its place there. */
export async function putInPlace(beside: string, path: string): Promise<void> {
  failpoint("file.beside");
  await rename(beside, path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    await mkdir(dirname(path), { recursive: true });
    await rename(beside, path);
  });
  await syncFolder(dirname(path));
}

/** Removes what is not needed any more; that it is gone already is fine. */
export async function drop(path: string): Promise<void> {
  await unlink(path).catch(() => {});
}

/** How much of a file's beginning says what it is (bytes). */
const HEAD = 4096;

/**
 * Writes a file that only we read, and only now: it need not outlast a crash.
 * @returns its beginning and its size (bytes)
 */
export async function writeParts(
  path: string,
  content: SentFile["content"],
): Promise<{ head: Uint8Array; size: number }> {
  const file = await openNew(path);
  let head = Buffer.alloc(0);
  let size = 0;
  try {
    for await (const part of content) {
      if (head.length < HEAD) head = Buffer.concat([head, part.subarray(0, HEAD - head.length)]);
      size += part.byteLength;
      await file.appendFile(part);
    }
  } finally {
    await file.close();
  }
  return { head, size };
}

/** A folder is made when it is missing: it hardly ever is. */
async function openNew(path: string): Promise<FileHandle> {
  const opened = () => open(path, "wx", 0o600);
  return opened().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    await mkdir(dirname(path), { recursive: true });
    return opened();
  });
}

/** Makes the rename lasting. Where folders cannot be opened, the system decides. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/** A fault of the disk as people may read it; the path stays out. */
export function storageError(error: unknown): SfumatoError {
  if (error instanceof SfumatoError) return error;
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const what =
    code === "ENOSPC"
      ? "The disk is full."
      : code === "ENOENT"
        ? "A kept file is missing."
        : "The data folder cannot be used.";
  return new SfumatoError("E_STORAGE_IO", what, {
    details: { reason: code ?? "unknown" },
    retryable: code !== "ENOENT",
    cause: error,
  });
}
