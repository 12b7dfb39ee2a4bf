import { SfumatoError } from "../domain/errors.ts";
import type { Job } from "../domain/job.ts";
import { type IncomingFile, MAX_UPLOAD_BYTES, refusedUpload, THUMB_SIDE } from "../domain/upload.ts";
import type { ExportFiles } from "../ports/exports.ts";
import type { ImageFiles, StoredImage } from "../ports/images.ts";
import type { Pictures } from "../ports/pictures.ts";
import type { Stores } from "../ports/stores.ts";
import type { PictureAccess } from "../tools/tool.ts";
import type { Place } from "./places.ts";

/** What a model's eyes need of a picture: more costs tokens, time and memory, and shows nothing new. */
export const VIEW = { maxSide: 1024, maxBytes: 1_000_000 };
/** Limit of fetching one file from its platform (ms). */
const FETCH_MS = 60_000;

/** Fetches a file that somebody sent on a platform, part by part. */
export type FetchFile = (
  platform: string,
  ref: string,
  limits: { maxBytes: number; signal: AbortSignal },
) => AsyncIterable<Uint8Array>;

export interface PictureAccessDeps {
  stores: Pick<Stores, "images">;
  files: ImageFiles;
  pictures: Pictures;
  exports: ExportFiles;
  fetchFile: FetchFile;
  /** Photos that are fetched and taken in at once: a batch of them must not hold up the chat. */
  uploads: () => Place;
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
  const fetchAndTake = async (name: string, { ref, name: fileName, mediaType }: IncomingFile) => {
    const limits = { maxBytes: MAX_UPLOAD_BYTES, signal: AbortSignal.any([signal, AbortSignal.timeout(FETCH_MS)]) };
    const sent = { content: deps.fetchFile(job.platform, ref, limits), name: fileName, mediaType };
    return deps.pictures.take(sent, { imageId: idOf(name), jobId: job.id }).catch((error: unknown) => {
      const isPlain = error instanceof SfumatoError && error.details.upload === undefined;
      if (isPlain && error.code === "E_INPUT_TOO_LARGE") throw refusedUpload("bytes");
      throw error;
    });
  };
  return {
    find,
    read,
    thumbnail: async (id) => deps.files.thumbnail(await find(id), THUMB_SIDE),
    async view(id) {
      const stored = await find(id);
      const isSmall = stored.bytes <= VIEW.maxBytes && Math.max(stored.width, stored.height) <= VIEW.maxSide;
      return isSmall && stored.mediaType !== "image/webp" ? deps.files.read(stored) : deps.files.fit(stored, VIEW);
    },
    keep: async (name, image) => keepRow(await deps.files.keep(image, { jobId: job.id, imageId: idOf(name) })),
    adopt: async (name, id) => keepRow({ ...(await find(id)), id: idOf(name), jobId: job.id }),
    async take(name, file) {
      const { size } = file;
      if (size !== null && size > MAX_UPLOAD_BYTES) throw refusedUpload("bytes", { bytes: size });
      const place = deps.uploads();
      await place.admit();
      return keepRow(await fetchAndTake(name, file).finally(() => place.done()));
    },
    work: deps.pictures,
    exports: deps.exports,
  };
}
