import { SfumatoError } from "../../domain/errors.ts";
import type { ChatDeps } from "../chat-deps.ts";
import { type Handle, Refused } from "../inbox.ts";
import type { Answer } from "../platform.ts";
import { errorText } from "../screens/error.ts";
import { handleCommand } from "./command.ts";
import { handlePress } from "./press.ts";
import { handleText } from "./text.ts";
import { answer, type Turn, turnFor } from "./turn.ts";

/** The conversation: decides what happens when somebody does something. */
export interface Conversation {
  /** Inside the given transaction; what comes back is for the presser alone. */
  handle: Handle;
}

export function createConversation(deps: ChatDeps): Conversation {
  return {
    async handle(stores, intent) {
      const settings = await stores.settings.get(intent.place.platform, intent.place.chatId, intent.person.id);
      try {
        return await act(turnFor(deps, stores, intent, settings));
      } catch (error) {
        if (!(error instanceof SfumatoError) || error.code === "E_INTERNAL") throw error;
        throw new Refused((again) => refuse(turnFor(deps, again, intent, settings), error));
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
      await answer(turn, { text: [[turn.say("photo-unsupported")]] });
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
