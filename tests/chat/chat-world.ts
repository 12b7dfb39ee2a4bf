import { onTestFinished } from "vitest";
import type { Intent } from "../../src/chat/intents.ts";
import { freshStores, newTestId } from "../postgres.ts";
import { createFakePlatform, fakeDeps } from "./fake-deps.ts";

export { handleWhole, say, wording } from "./fake-deps.ts";
export { anIteration, aPrompt, aSession } from "./samples.ts";

/** The chat's parts on a database of their own, with a fake platform and the offline models. */
export async function chatWorld({ poolSize, paid = false }: { poolSize?: number; paid?: boolean } = {}) {
  const { stores, client: sql, close } = await freshStores(poolSize);
  onTestFinished(close);
  const platform = createFakePlatform();
  const { deps, logged } = fakeDeps(stores, newTestId, { paid, platforms: new Map([[platform.id, platform]]) });
  return { deps, stores, sql, platform, logged };
}

export const place = { platform: "telegram", chatId: "7", threadId: null, kind: "private" as const };

/** Something that somebody wrote. */
export function wrote(updateId: string, text: string, more: Partial<Intent> = {}): Intent {
  const person = { id: "7", name: "Ann", language: "en" };
  const action = { type: "text" as const, text };
  return { updateId, place, person, messageId: updateId, replyToMessageId: null, action, ...more };
}
