import { SfumatoError } from "../../domain/errors.ts";
import type { Stores } from "../../ports/stores.ts";
import type { ChatDeps } from "../chat-deps.ts";
import type { Intent } from "../intents.ts";
import type { Answer } from "../platform.ts";
import { errorText } from "../screens/error.ts";
import { handleCommand } from "./command.ts";
import { handlePhoto } from "./photos.ts";
import { handlePress } from "./press.ts";
import { handleText } from "./text.ts";
import { answer, type Turn, turnFor } from "./turn.ts";

/** The conversation: decides what happens when somebody does something. */
export interface Conversation {
  /** Inside the given transaction; what comes back is for the presser alone. */
  handle(stores: Stores, intent: Intent): Promise<Answer | undefined>;
}

export function createConversation(deps: ChatDeps): Conversation {
  return {
    async handle(stores, intent) {
      const settings = await stores.settings.get(intent.place.platform, intent.place.chatId, intent.person.id);
      try {
        // A savepoint: what a refused action had begun is undone, its answer is not.
        return await stores.transaction((inner) => act(turnFor(deps, inner, intent, settings)));
      } catch (error) {
        if (!(error instanceof SfumatoError) || error.code === "E_INTERNAL") throw error;
        return refuse(turnFor(deps, stores, intent, settings), error);
      }
    },
  };
}

async function act(turn: Turn): Promise<Answer | undefined> {
  const { action } = turn.intent;
  switch (action.type) {
    case "text":
      await handleText(turn, action.text);
      return undefined;
    case "command":
      await handleCommand(turn, action.name, action.args);
      return undefined;
    case "press":
      return handlePress(turn, action.token);
    case "photo":
      await handlePhoto(turn, action.files, action.caption);
      return undefined;
    default:
      return undefined;
  }
}

/** A refusal is said where it was caused: at the button, or in the chat. */
async function refuse(turn: Turn, error: SfumatoError): Promise<Answer | undefined> {
  const text = errorText(turn.say, { ...error.toRecord(), retryable: false }, null);
  if (turn.intent.action.type === "press") return { notice: text.slice(0, 200), alert: true };
  await answer(turn, { text: [[text]] });
  return undefined;
}
