import { createHash } from "node:crypto";
import { readFile, unlink } from "node:fs/promises";
import { join } from "node:path";
import { MediaType } from "../domain/picture.ts";
import type { AnswerFiles } from "../ports/images.ts";
import { storageError, writeWhole } from "./write-whole.ts";

/**
 * Proofs of answers in `<dataDir>/answers`: a JSON file, and beside it the picture, which is written first, so that
 * a JSON file always has its picture.
 */
export function createAnswerFiles(dataDir: string): AnswerFiles {
  const base = (callKey: string) =>
    join(dataDir, "answers", createHash("sha256").update(callKey).digest("hex").slice(0, 40));
  return {
    async write(callKey, answer, image) {
      if (image) await writeWhole(`${base(callKey)}.bin`, image.bytes);
      await writeWhole(
        `${base(callKey)}.json`,
        JSON.stringify({ callKey, answer, mediaType: image?.mediaType ?? null }),
      );
    },
    async read(callKey) {
      try {
        const { answer, mediaType } = JSON.parse(await readFile(`${base(callKey)}.json`, "utf8"));
        if (mediaType === null) return { answer };
        return {
          answer,
          image: { bytes: await readFile(`${base(callKey)}.bin`), mediaType: MediaType.parse(mediaType) },
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw storageError(error);
      }
    },
    async remove(callKey) {
      for (const ending of ["json", "bin"])
        await unlink(`${base(callKey)}.${ending}`).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== "ENOENT") throw error;
        });
    },
  };
}
