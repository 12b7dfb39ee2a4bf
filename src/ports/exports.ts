import type { ExportSize } from "../domain/exports.ts";

/** Exported files, kept for a day. */
export interface ExportFiles {
  /** The sizes of `exports.config.json` as it is now, by name. @throws SfumatoError `E_CONFIG` when it is broken */
  sizes(): Promise<Readonly<Record<string, ExportSize>>>;
  /** Keeps one file, or several as `<name>.zip`; `id` is for fetching it. */
  keep(id: string, name: string, files: readonly ExportedFile[]): Promise<KeptExport>;
  /** @throws SfumatoError `E_NOT_FOUND` once it is gone */
  read(id: string, name: string): Promise<Uint8Array>;
  /** Removes what is older than a day; returns how many files. */
  sweep(): Promise<number>;
}

export interface ExportedFile {
  name: string;
  bytes: Uint8Array;
}

export interface KeptExport {
  id: string;
  /** File name for people. */
  name: string;
  bytes: number;
}
