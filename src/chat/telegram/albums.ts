import type { Update } from "grammy/types";
import type { Intent } from "../intents.ts";
import type { Me } from "./address.ts";
import { read, readAlbum } from "./read.ts";

/** How long after one part of an album the next may come (ms). */
export const ALBUM_WINDOW_MS = 600;

/** Which album an update is a part of, or null. */
export function albumOf(update: Update): string | null {
  const { message } = update;
  return message?.media_group_id === undefined ? null : `${message.chat.id}/${message.media_group_id}`;
}

/**
 * Reads a batch, each album as one intent in the place of its first part.
 * An update that cannot be read is reported and left out: it must not stop those behind it.
 */
export function readBatch(updates: readonly Update[], me: Me, onUnreadable: (error: unknown) => void): Intent[] {
  const groups = new Map<string, Update[]>();
  for (const update of updates) {
    const key = albumOf(update) ?? `update ${update.update_id}`;
    groups.set(key, [...(groups.get(key) ?? []), update]);
  }
  return [...groups.values()].flatMap((group) => {
    try {
      const [only] = group;
      return (group.length === 1 && only ? read(only, me) : readAlbum(group, me)) ?? [];
    } catch (error) {
      onUnreadable(error);
      return [];
    }
  });
}
