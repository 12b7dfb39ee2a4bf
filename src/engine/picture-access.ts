import { SfumatoError } from "../domain/errors.ts";
import type { Job } from "../domain/job.ts";
import { MAX_UPLOAD_BYTES, refusedUpload } from "../domain/upload.ts";
import type { ExportFiles } from "../ports/exports.ts";
import type { ImageFiles, StoredImage } from "../ports/images.ts";
import type { Pictures } from "../ports/pictures.ts";
import type { Stores } from "../ports/stores.ts";
import type { PictureAccess } from "../tools/tool.ts";

/** What a model's eyes need of a picture: more costs tokens, time and memory, and shows nothing new. */
export const VIEW = { maxSide: 1024, maxBytes: 1_000_000 };
/** Limit of fetching one file from its platform (ms). */
const FETCH_MS = 60_000;

/** Fetches a file that somebody sent on a platform. */
export type FetchFile = (
  platform: string,
  ref: string,
  limits: { maxBytes: number; signal: AbortSignal },
) => Promise<Uint8Array>;

export interface PictureAccessDeps {
  stores: Pick<Stores, "images">;
  files: ImageFiles;
  pictures: Pictures;
  exports: ExportFiles;
  fetchFile: FetchFile;
}

/** A job's pictures: those of its own chat, and of no other. */
export function createPictureAccess(deps: PictureAccessDeps, job: Job, signal: AbortSignal): PictureAccess {
  const chatKey = `${job.platform}:${job.chatId}`;
  const idOf = (name: string) => `${job.id}-${name}`.replace(/[^a-zA-Z0-9]+/g, "-").slice(0, 100);
  const find = async (id: string): Promise<StoredImage> => {
    const stored = await deps.stores.images.get(id, chatKey);
    if (!stored) throw new SfumatoError("E_NOT_FOUND", "The picture was deleted.");
    return stored;
  };
  const read: PictureAccess["read"] = async (id) => deps.files.read(await find(id));
  const keepRow = async (stored: StoredImage) => {
    await deps.stores.images.add(stored, chatKey);
    return stored;
  };
  return {
    find,
    read,
    async view(id) {
      const stored = await find(id);
      const image = await deps.files.read(stored);
      const isSmall = stored.bytes <= VIEW.maxBytes && Math.max(stored.width, stored.height) <= VIEW.maxSide;
      return isSmall && stored.mediaType !== "image/webp" ? image : deps.files.fit(image, VIEW);
    },
    keep: async (name, image) => keepRow(await deps.files.keep(image, { jobId: job.id, imageId: idOf(name) })),
    adopt: async (name, id) => keepRow({ ...(await find(id)), id: idOf(name), jobId: job.id }),
    async take(name, { ref, name: fileName, mediaType, size }) {
      if (size !== null && size > MAX_UPLOAD_BYTES) throw refusedUpload("bytes", { bytes: size });
      const limits = {
        maxBytes: MAX_UPLOAD_BYTES,
        signal: AbortSignal.any([signal, AbortSignal.timeout(FETCH_MS)]),
      };
      const bytes = await deps.fetchFile(job.platform, ref, limits).catch((error: unknown) => {
        if (error instanceof SfumatoError && error.code === "E_INPUT_TOO_LARGE") throw refusedUpload("bytes");
        throw error;
      });
      const file = { bytes, name: fileName, mediaType };
      return keepRow(await deps.pictures.take(file, { imageId: idOf(name), jobId: job.id }));
    },
    work: deps.pictures,
    exports: deps.exports,
  };
}
