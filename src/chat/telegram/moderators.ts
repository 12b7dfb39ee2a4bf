import type { Place } from "../../domain/session.ts";
import type { BotApi } from "./bot-api.ts";

/** A moderator waits for this answer, and so does what else happens in the chat (ms). */
const LIMIT_MS = 5_000;

/**
 * Asks Telegram whether a person administers a group now. An administrator who posts in the group's own name has its
 * id, which nobody else can have.
 * @throws TelegramFailure when Telegram does not answer
 */
export async function isModerator(api: BotApi, place: Place, personId: string): Promise<boolean> {
  if (place.kind !== "group") return false;
  if (personId === place.chatId) return true;
  const asked = { chat_id: Number(place.chatId), user_id: Number(personId) };
  const { status } = await api.call("getChatMember", asked, { limitMs: LIMIT_MS });
  return status === "creator" || status === "administrator";
}
