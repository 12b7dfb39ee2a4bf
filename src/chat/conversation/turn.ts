import { type Standing, standingOf } from "../../engine/standing.ts";
import type { Stores } from "../../ports/stores.ts";
import type { ChatDeps } from "../chat-deps.ts";
import type { Intent } from "../intents.ts";
import type { Loose } from "../messages.ts";
import { putLoose } from "../messages.ts";
import type { ViewInput } from "../views.ts";
import { type Say, sayIn } from "../wording.ts";

/** One thing that somebody did, with all that is needed to answer it, inside one transaction. */
export interface Turn extends Standing {
  deps: ChatDeps;
  stores: Stores;
  intent: Intent;
  language: string;
  say: Say;
}

/** A person's own language, else the chat's, else their client's. */
export async function openTurn(deps: ChatDeps, stores: Stores, intent: Intent): Promise<Turn> {
  const { platform, chatId } = intent.place;
  const standing = await standingOf(stores, { platform, chatId, personId: intent.person.id });
  const { own, rules } = standing;
  const chosen = typeof own.language === "string" ? own.language : rules.language;
  const language = deps.wording.choose(chosen ?? intent.person.language);
  return { deps, stores, intent, language, say: sayIn(deps.wording, language), ...standing };
}

/** What a list answers: the command; nothing when a press turned its page. */
export function commandOf({ intent }: Turn): string | null {
  return intent.action.type === "command" ? intent.messageId : null;
}

/**
 * Answers in the same place, to the person alone where the platform can. One message per update and name, however
 * often the update is handled.
 */
export async function answer(turn: Turn, view: ViewInput, name = "answer"): Promise<void> {
  const { intent, stores } = turn;
  const to: Loose = {
    place: intent.place,
    personId: intent.person.id,
    replyTo: "pressId" in intent.action ? null : intent.messageId,
  };
  await putLoose(stores, `${name}:${intent.place.platform}:${intent.updateId}`, to, { ...view, private: true });
}

/** The message that a press was made on changes; a command is answered by a new one. */
export async function answerInPlace(turn: Turn, view: ViewInput, name: string): Promise<void> {
  const { intent, stores } = turn;
  const pressed =
    intent.action.type === "press" && intent.messageId !== null
      ? await stores.outbox.byMessage(intent.place, intent.messageId)
      : undefined;
  const key = pressed?.key.startsWith(`${name}:`) ? pressed.key : `${name}:${intent.place.platform}:${intent.updateId}`;
  const to = { place: intent.place, personId: intent.person.id, replyTo: commandOf(turn) };
  await putLoose(stores, key, to, { ...view, private: true });
}
