import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { SfumatoError } from "../domain/errors.ts";
import { failpoint } from "../ports/failpoints.ts";

/** Writes a file so that it is there whole or not at all: beside its place, to the disk, then renamed. */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  const beside = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(beside, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    failpoint("file.beside");
    await rename(beside, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw storageError(error);
  }
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
