import { putLoose } from "../messages.ts";
import type { Answer } from "../platform.ts";
import { admissionOf } from "./operators/access.ts";
import { bringsPicture } from "./photo-commands.ts";
import { isOperator } from "./rights.ts";
import type { Turn } from "./turn.ts";

/** What everybody may always ask for: what is kept of them, and that it goes. */
const ALWAYS: ReadonlySet<string> = new Set(["privacy", "forgetme"]);

/** Tells somebody who may not speak here why, in the chat once a day; null when they may. */
export async function turnAway(turn: Turn): Promise<Answer | null> {
  const { action } = turn.intent;
  if (action.type === "command" && ALWAYS.has(action.name)) return null;
  const refusal = await refusalFor(turn);
  if (refusal !== null) return "pressId" in action && (await isForget(turn, action.token)) ? null : refusal;
  if (bringsPicture(turn) && (await isStranger(turn)))
    return sayOnceADay(turn, "strangers-photo", turn.say("photo-strangers"));
  return null;
}

async function refusalFor(turn: Turn): Promise<Answer | null> {
  const { admitted, told } = await admissionOf(turn);
  if (!admitted) return alone(turn, turn.say("access-wait"), told);
  if (!turn.blocked || isOperator(turn)) return null;
  const why = turn.say("error-E_NOT_ALLOWED-blocked");
  return "pressId" in turn.intent.action ? alone(turn, why, false) : sayOnceADay(turn, "blocked", why);
}

/** What the person alone is told: nothing when the chat just said it. */
function alone({ intent }: Turn, notice: string, told: boolean): Answer {
  return told && !("pressId" in intent.action) ? {} : { notice, alert: true };
}

async function isForget(turn: Turn, token: string): Promise<boolean> {
  return (await turn.stores.outbox.button(token))?.intent.do === "forget";
}

/** Where moderators want no photos from strangers: somebody who never began anything here. */
async function isStranger({ rules, intent, stores }: Turn): Promise<boolean> {
  if (rules.photosFromStrangers || intent.place.kind !== "group") return false;
  return (await stores.sessions.ofPerson(intent.place, intent.person.id, { limit: 1, offset: 0 })).length === 0;
}

/** The same words to the same person again are the same message, which is there already: then the person alone is told. */
async function sayOnceADay(turn: Turn, about: string, text: string): Promise<Answer> {
  const { place, person, messageId } = turn.intent;
  const day = turn.deps.clock.now().toISOString().slice(0, 10);
  const key = `${about}:${place.platform}:${place.chatId}:${person.id}:${day}`;
  const to = { place, personId: person.id, replyTo: messageId };
  return alone(turn, text, await putLoose(turn.stores, key, to, { text: [[text]] }));
}
