import { SfumatoError } from "../../domain/errors.ts";
import type { Stores } from "../../ports/stores.ts";
import type { ChatDeps } from "../chat-deps.ts";
import { type Handle, Refused } from "../inbox.ts";
import type { Intent } from "../intents.ts";
import type { Answer, PlatformHost } from "../platform.ts";
import { errorText } from "../screens/error.ts";
import { handleCommand } from "./command.ts";
import { formFor, handleForm } from "./form.ts";
import { turnAway } from "./gate.ts";
import { admits } from "./operators/access.ts";
import { handlePhoto } from "./photos.ts";
import { handlePress } from "./press.ts";
import { suggestionsFor } from "./suggest.ts";
import { handleText } from "./text.ts";
import { answer, openTurn, type Turn } from "./turn.ts";

/** The conversation: decides what happens when somebody does something. */
export interface Conversation {
  /** Inside the given transaction; what comes back is for the presser alone. */
  handle: Handle;
  /** What a button or menu entry asks before anything is done. */
  form: PlatformHost["form"];
  /** Whether an operator let them in, where one has to. */
  admits: PlatformHost["admits"];
  /** What may be meant while an option is being typed. */
  suggest: PlatformHost["suggest"];
}

export function createConversation(deps: ChatDeps): Conversation {
  const remember = createMemory();
  return {
    form: (request) => formFor(deps, request),
    admits: (who) => admits(deps, who),
    suggest: (request) => suggestionsFor(deps, request),
    async handle(stores, intent) {
      const { platform, chatId } = intent.place;
      if (intent.action.type === "moved") {
        await stores.moderation.moveChat(platform, chatId, intent.action.newChatId);
        return undefined;
      }
      await remember(stores, platform, intent.person);
      const turn = await openTurn(deps, stores, intent);
      try {
        const refused = await turnAway(turn);
        return refused ?? (await act(turn));
      } catch (error) {
        if (!(error instanceof SfumatoError) || error.code === "E_INTERNAL") throw error;
        throw new Refused((again) => refuse({ ...turn, stores: again }, error));
      }
    },
  };
}

const MOST_REMEMBERED = 10_000;

/** Writes down who is called what, so that moderators can name them; what was written lately is not written again. */
function createMemory() {
  const known = new Map<string, string>();
  return async (stores: Stores, platform: string, person: Intent["person"]) => {
    const key = `${platform}:${person.id}`;
    const now = `${person.name}\n${person.username ?? ""}`;
    if (known.get(key) === now) return;
    await stores.moderation.see(platform, person);
    stores.afterCommit(() => {
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(key, now);
    });
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
    case "form":
      return handleForm(turn, action.token, action.values);
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
  if ("pressId" in turn.intent.action) return { notice: text.slice(0, 200), alert: true };
  await answer(turn, { text: [[text]] });
  return undefined;
}
