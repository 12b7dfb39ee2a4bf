import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { createConversation } from "../../../src/chat/conversation/index.ts";
import { Intent } from "../../../src/chat/intents.ts";
import type { View } from "../../../src/chat/views.ts";
import { freshStores, newTestId } from "../../postgres.ts";
import { createFakePlatform, fakeDeps, handleWhole } from "../fake-deps.ts";

const FOLDER = join(import.meta.dirname, "../../fixtures/recordings");

/** What stands in every recording beside the platform's own shapes. */
export const Recording = z.strictObject({
  /** What it shows, as the test's name. */
  about: z.string(),
  /** Telegram: the updates of one batch. */
  updates: z.array(z.looseObject({ update_id: z.number() })).optional(),
  /** Discord: one event of the gateway, and the first answer to an interaction. */
  event: z.string().optional(),
  data: z.record(z.string(), z.unknown()).optional(),
  acknowledged: z.looseObject({ type: z.number() }).optional(),
  /** What our code reads in it. `@original`: the message that the first answer made. */
  intents: z.array(Intent),
  /** A pattern of what the conversation answers, where nothing but the intent decides about it. */
  answer: z.string().optional(),
});
export type Recording = z.infer<typeof Recording>;

/** The recordings of one platform, by the names of their files. */
export function recordingsOf(platform: "telegram" | "discord"): [string, Recording][] {
  const files = readdirSync(join(FOLDER, platform)).sort();
  return files.map((file) => {
    const read: unknown = JSON.parse(readFileSync(join(FOLDER, platform, file), "utf8"));
    return [file.replace(/\.json$/, ""), Recording.parse(read)];
  });
}

/** A conversation on a database of its own; gives all that is said to an intent. */
export async function listener() {
  const { stores, client, close } = await freshStores();
  const platforms = new Map(
    ["telegram", "discord"].map((id) => [id, { ...createFakePlatform(), id, isModerator: async () => false }]),
  );
  // A group's administrator who posts in its name has its id, which Telegram need not be asked about.
  const telegram = platforms.get("telegram");
  if (telegram)
    telegram.isModerator = async (place?: { chatId: string }, personId?: string) => place?.chatId === personId;
  const { handle } = createConversation(fakeDeps(stores, newTestId, { platforms }).deps);
  return {
    close,
    async answerTo(intent: Intent): Promise<string> {
      // What one recording left behind decides nothing about the next.
      for (const table of ["outbox", "settings", "blocks"]) await client`delete from ${client(table)}`;
      const answer = await handleWhole(stores, handle, intent);
      const rows = await client<{ view: View }[]>`select view from outbox order by seq`;
      return [answer?.notice ?? "", ...rows.map(({ view }) => JSON.stringify(view))].join("\n");
    },
  };
}
