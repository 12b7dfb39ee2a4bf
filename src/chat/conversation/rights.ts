import { SfumatoError } from "../../domain/errors.ts";
import type { ChatDeps } from "../chat-deps.ts";
import type { Intent } from "../intents.ts";
import type { Turn } from "./turn.ts";

function notAllowed(reason: string, message: string): SfumatoError {
  return new SfumatoError("E_NOT_ALLOWED", message, { details: { reason } });
}

/**
 * Whether the person may decide for this chat, at this moment.
 * @throws SfumatoError `E_NOT_ALLOWED` with the reason
 */
export async function requireModerator(turn: Turn): Promise<void> {
  const { place, person } = turn.intent;
  if (await isModerator(turn)) return;
  if (place.kind === "private") throw notAllowed("groups_only", "This is for groups.");
  throw notAllowed("moderators_only", `${person.id} does not moderate this chat.`);
}

async function isModerator(turn: Turn): Promise<boolean> {
  const { place, person } = turn.intent;
  if (person.moderator !== undefined) return person.moderator;
  try {
    return (await turn.deps.platforms.get(place.platform)?.isModerator(place, person.id)) ?? false;
  } catch (error) {
    turn.deps.log.warn({ err: error, platform: place.platform }, "a person's rights could not be asked for");
    throw notAllowed("unchecked", "The platform did not say whether this person moderates the chat.");
  }
}

/** Operators are the configuration's; a name or a role in a chat makes nobody one. */
export function isOperator({
  deps,
  intent: { place, person },
}: {
  deps: Pick<ChatDeps, "operators">;
  intent: Pick<Intent, "place" | "person">;
}): boolean {
  return deps.operators.some((one) => one.platform === place.platform && one.personId === person.id);
}

/** @throws SfumatoError `E_NOT_ALLOWED` with the reason */
export function requireOperator(turn: Turn): void {
  if (!isOperator(turn)) throw notAllowed("operators_only", "This is for operators.");
  if (turn.intent.place.kind !== "private") throw notAllowed("private_only", "This is for private chats.");
}
