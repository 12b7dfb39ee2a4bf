import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { ZipFile } from "yazl";
import { z } from "zod";
import { SfumatoError } from "../domain/errors.ts";
import { EXPORT_KEPT_MS, type ExportSize, ExportsConfig } from "../domain/exports.ts";
import type { ExportedFile, ExportFiles } from "../ports/exports.ts";
import { removeOld } from "./remove-old.ts";
import { safeName } from "./safe-name.ts";
import { storageError, writeWhole } from "./write-whole.ts";

export interface ExportFilesOptions {
  dataDir: string;
  /** Path of exports.config.json. */
  config: string;
  now(): Date;
}

/** Exports in `<dataDir>/exports/{id}/{name}`, gone after a day; their sizes are read anew when the file changes. */
export function createExportFiles({ dataDir, config, now }: ExportFilesOptions): ExportFiles {
  const folder = join(dataDir, "exports");
  let known: { changed: number; size: number; sizes: Readonly<Record<string, ExportSize>> } | undefined;
  return {
    async sizes() {
      const { mtimeMs, size } = await stat(config).catch((cause) => {
        throw broken(config, "cannot be read", cause);
      });
      if (known?.changed !== mtimeMs || known.size !== size)
        known = { changed: mtimeMs, size, sizes: parse(config, await readFile(config, "utf8")) };
      return known.sizes;
    },
    async keep(id, name, files) {
      const [only, ...more] = files;
      if (only === undefined) throw new SfumatoError("E_INTERNAL", "There is nothing to export.");
      const file = more.length === 0 ? only : { name: `${name}.zip`, bytes: await zipped(files) };
      await writeWhole(join(folder, safeName(id), fileName(file.name)), file.bytes);
      return { id, name: file.name, bytes: file.bytes.length };
    },
    async read(id, name) {
      try {
        return await readFile(join(folder, safeName(id), fileName(name)));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT")
          throw new SfumatoError("E_NOT_FOUND", "Exported files are kept for a day; this one is gone.");
        throw storageError(error);
      }
    },
    sweep: () => removeOld(folder, now(), EXPORT_KEPT_MS),
  };
}

function parse(config: string, text: string): Readonly<Record<string, ExportSize>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw broken(config, "is no JSON", cause);
  }
  const parsed = ExportsConfig.safeParse(value);
  if (!parsed.success) throw broken(config, z.prettifyError(parsed.error));
  return parsed.data.sizes;
}

function broken(config: string, what: string, cause?: unknown): SfumatoError {
  const name = config.split(/[\\/]/).at(-1);
  return new SfumatoError("E_CONFIG", `${name}: ${what}`, { details: { file: name }, cause });
}

function fileName(name: string): string {
  if (/^[\w-]{1,120}\.(jpg|png|webp|zip)$/.test(name)) return name;
  throw new SfumatoError("E_INTERNAL", "This cannot be a file name.");
}

async function zipped(files: readonly ExportedFile[]): Promise<Uint8Array> {
  const zip = new ZipFile();
  // Pictures are compressed already.
  for (const { name, bytes } of files) zip.addBuffer(Buffer.from(bytes), name, { compress: false });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
