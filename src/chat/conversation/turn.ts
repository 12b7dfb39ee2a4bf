import type { Stores } from "../../ports/stores.ts";
import type { ChatDeps } from "../chat-deps.ts";
import type { Intent } from "../intents.ts";
import type { Loose } from "../messages.ts";
import { putLoose } from "../messages.ts";
import type { ViewInput } from "../views.ts";
import { type Say, sayIn } from "../wording.ts";

/** One thing that somebody did, with all that is needed to answer it, inside one transaction. */
export interface Turn {
  deps: ChatDeps;
  stores: Stores;
  intent: Intent;
  language: string;
  say: Say;
}

export function turnFor(deps: ChatDeps, stores: Stores, intent: Intent, settings: Record<string, unknown>): Turn {
  const language = deps.wording.choose(
    typeof settings.language === "string" ? settings.language : intent.person.language,
  );
  return { deps, stores, intent, language, say: sayIn(deps.wording, language) };
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
