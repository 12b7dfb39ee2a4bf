import { createHash } from "node:crypto";
import type { Message } from "grammy/types";
import { z } from "zod";

/** What is kept about a sent message, to know how to edit it and to send its picture again without uploading. */
export const Posted = z.looseObject({
  /** `file`: a picture as a document. `textfile`: a text as a document. `album`: no message to edit yet. */
  kind: z.enum(["text", "photo", "file", "textfile", "album"]),
  imageId: z.string().optional(),
  fileId: z.string().optional(),
  fileUniqueId: z.string().optional(),
  /** Of the text in a `textfile`. */
  hash: z.string().optional(),
  /** Groups of the album that were sent. */
  albumSent: z.number().optional(),
  /** Files that went out after the message, by what they are. */
  extras: z.record(z.string(), z.object({ hash: z.string(), messageId: z.string().nullable() })).optional(),
});
export type Posted = z.infer<typeof Posted>;

/** Reads what was kept; null when nothing usable was. */
export function toPosted(kept: Record<string, unknown> | null): Posted | null {
  return Posted.safeParse(kept).data ?? null;
}

/** The file that a message shows: Telegram makes several sizes of a photo, the last is the largest. */
export function fileOf(sent: Message | true): Pick<Posted, "fileId" | "fileUniqueId"> {
  const file = sent === true ? undefined : (sent.photo?.at(-1) ?? sent.document);
  return file ? { fileId: file.file_id, fileUniqueId: file.file_unique_id } : {};
}

/** Tells whether a text is the one that was sent. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
