import { putLoose } from "../messages.ts";
import type { Answer } from "../platform.ts";
import { isAdmitted } from "./operators/access.ts";
import { bringsPicture } from "./photo-commands.ts";
import { isOperator } from "./rights.ts";
import type { Turn } from "./turn.ts";

/** What everybody may always ask for: what is kept of them, and that it goes. */
const ALWAYS: ReadonlySet<string> = new Set(["privacy", "forgetme"]);

/** Tells somebody who may not speak here why, once; null when they may. */
export async function turnAway(turn: Turn): Promise<Answer | null> {
  const { action } = turn.intent;
  if (action.type === "command" && ALWAYS.has(action.name)) return null;
  const refusal = await refusalFor(turn);
  if (refusal !== null)
    return action.type === "press" && (await isForget(turn, action.token)) ? null : { notice: refusal, alert: true };
  if (bringsPicture(turn) && (await isStranger(turn))) {
    await sayOnceADay(turn, "strangers-photo", turn.say("photo-strangers"));
    return {};
  }
  return null;
}

async function refusalFor(turn: Turn): Promise<string | null> {
  if (!(await isAdmitted(turn))) return turn.say("access-wait");
  return (await isBlocked(turn)) ? turn.say("error-E_NOT_ALLOWED-blocked") : null;
}

async function isForget(turn: Turn, token: string): Promise<boolean> {
  return (await turn.stores.outbox.button(token))?.intent.do === "forget";
}

async function isBlocked(turn: Turn): Promise<boolean> {
  const { action } = turn.intent;
  if (!turn.blocked || isOperator(turn)) return false;
  if (action.type !== "press") await sayOnceADay(turn, "blocked", turn.say("error-E_NOT_ALLOWED-blocked"));
  return true;
}

/** Where moderators want no photos from strangers: somebody who never began anything here. */
async function isStranger({ rules, intent, stores }: Turn): Promise<boolean> {
  if (rules.photosFromStrangers || intent.place.kind !== "group") return false;
  return (await stores.sessions.ofPerson(intent.place, intent.person.id, { limit: 1, offset: 0 })).length === 0;
}

/** The same words to the same person again are the same message, which is there already. */
async function sayOnceADay(turn: Turn, about: string, text: string): Promise<void> {
  const { place, person, messageId } = turn.intent;
  const day = turn.deps.clock.now().toISOString().slice(0, 10);
  const key = `${about}:${place.platform}:${place.chatId}:${person.id}:${day}`;
  await putLoose(turn.stores, key, { place, personId: person.id, replyTo: messageId }, { text: [[text]] });
}
