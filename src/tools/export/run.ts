import { SfumatoError } from "../../domain/errors.ts";
import { extensionOf } from "../../domain/picture.ts";
import type { ExportedFile, KeptExport } from "../../ports/exports.ts";
import type { ToolContext } from "../tool.ts";
import type { ExportInput } from "./index.ts";

export interface Exported extends KeptExport {
  files: { name: string; width: number; height: number; bytes: number }[];
}

/** Makes each size from the original picture and keeps the files for a day. */
export async function runExport(context: ToolContext, { imageId, sizes, name }: ExportInput): Promise<Exported> {
  return context.step("export", async () => {
    const known = await context.pictures.exports.sizes();
    const image = await context.pictures.read(imageId);
    const files: ExportedFile[] = [];
    const about: Exported["files"] = [];
    for (const wanted of new Set(sizes)) {
      const size = known[wanted];
      if (size === undefined)
        throw new SfumatoError(
          "E_NOT_FOUND",
          `There is no export size "${wanted}". Known: ${Object.keys(known).join(", ")}.`,
          {
            details: { size: wanted },
          },
        );
      context.signal.throwIfAborted();
      const made = await context.pictures.work.export(image, size);
      const file = `${name}-${wanted}.${extensionOf(made.image.mediaType)}`;
      files.push({ name: file, bytes: made.image.bytes });
      about.push({ name: file, width: made.width, height: made.height, bytes: made.image.bytes.length });
    }
    const kept = await context.pictures.exports.keep(context.jobId, name, files);
    return { ...kept, files: about };
  });
}
