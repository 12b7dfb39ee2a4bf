import { createHash } from "node:crypto";
import { z } from "zod";

/** What is kept about a sent message, to know how to edit it. */
export const Posted = z.looseObject({
  /** `album`: pictures that are never edited; what the view says beside them is a message of its own. */
  kind: z.enum(["message", "album"]),
  imageId: z.string().optional(),
  /** Files that it holds, by what they are. */
  files: z.array(z.object({ key: z.string(), id: z.string() })).optional(),
  /** Seen by one person alone: only an interaction's token may edit it. */
  ephemeral: z.boolean().optional(),
  /** Channel or thread that it really stands in. */
  channelId: z.string().optional(),
  /** Groups of the album that were sent. */
  albumSent: z.number().optional(),
});
export type Posted = z.infer<typeof Posted>;

/** Reads what was kept; null when nothing usable was. */
export function toPosted(kept: Record<string, unknown> | null): Posted | null {
  return Posted.safeParse(kept).data ?? null;
}

/** Tells whether a text is the one that was sent. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
