import { SfumatoError } from "../../domain/errors.ts";
import { markedText } from "../../domain/prompt-blocks.ts";
import { MAX_GOAL_LENGTH } from "../../domain/session.ts";
import type { ButtonRow } from "../../ports/stores.ts";
import type { ChatDeps } from "../chat-deps.ts";
import type { Form, FormRequest } from "../forms.ts";
import type { Answer } from "../platform.ts";
import { ownOptions } from "./options.ts";
import { pressedButton } from "./press.ts";
import { sessionById } from "./sessions.ts";
import { setNegative } from "./settings.ts";
import { editPrompt, MAX_FEEDBACK, takeFeedback } from "./text.ts";
import { openTurn, type Turn } from "./turn.ts";

/** The most that a modal's field holds; a longer prompt is asked for in the chat. */
const MAX_FIELD = 4000;

/** The modal that a press or a menu entry opens; null: none for this person now, so the press itself says why. */
export async function formFor(deps: ChatDeps, request: FormRequest): Promise<Form | null> {
  const { place, person, about } = request;
  const { stores } = deps;
  const action = "token" in about ? { type: "press" as const, token: about.token, pressId: "" } : null;
  const nothing = { type: "text" as const, text: "" };
  const intent = { place, person, updateId: "", messageId: null, replyToMessageId: null, action: action ?? nothing };
  const turn = await openTurn(deps, stores, intent);
  if ("command" in about) return pictureForm(turn);
  const { button } = await pressedButton(turn, about.token);
  const make = button && FORMS[button.intent.do];
  try {
    return make ? await make(turn, button.intent.with) : null;
  } catch (error) {
    if (error instanceof SfumatoError) return null;
    throw error;
  }
}

type Arguments = ButtonRow["intent"]["with"];

const FORMS: Record<string, (turn: Turn, args: Arguments) => Promise<Form | null>> = {
  async edit(turn, args) {
    const session = await sessionById(turn, args.session);
    const value = session.prompt ? markedText(session.prompt.blocks) : "";
    const busy = (await turn.stores.jobs.activeOfSession(session.id)).length > 0;
    if (busy || value === "" || value.length > MAX_FIELD) return null;
    const field = { label: turn.say("card-prompt"), kind: "lines" as const, required: true, maxLength: MAX_FIELD };
    return { title: turn.say("form-edit"), fields: [{ name: "text", ...field, value }] };
  },
  async feedback(turn, args) {
    const iteration = await turn.stores.sessions.iteration(String(args.iteration));
    if (!iteration) return null;
    const missed = iteration.verdict?.failed[0]?.text;
    return {
      title: turn.say("form-feedback", { index: iteration.index }),
      fields: [
        {
          ...{ name: "text", label: turn.say("form-feedback-field"), kind: "lines" as const, required: true },
          ...(missed ? { hint: turn.say("form-feedback-hint", { missed }) } : {}),
          maxLength: MAX_FEEDBACK,
        },
      ],
    };
  },
  async ask_negative(turn, args) {
    const { negative } = args.session === null ? ownOptions(turn) : (await sessionById(turn, args.session)).options;
    const field = { label: turn.say("form-negative-field"), kind: "lines" as const, required: false };
    return { title: turn.say("form-negative"), fields: [{ name: "text", ...field, value: negative, maxLength: 1000 }] };
  },
};

/** Asks what to do with a picture of somebody's message. */
function pictureForm(turn: Turn): Form {
  return {
    title: turn.say("form-picture"),
    fields: [
      {
        ...{ name: "text", label: turn.say("form-picture-field"), kind: "lines", required: true },
        maxLength: MAX_GOAL_LENGTH,
      },
      {
        name: "mask",
        label: turn.say("form-mask-field"),
        hint: turn.say("option-mask"),
        kind: "picture",
        required: false,
      },
    ],
  };
}

/** Handles a modal that was sent: its button says what it is about. */
export async function handleForm(turn: Turn, token: string, values: Readonly<Record<string, string>>): Promise<Answer> {
  const { button, refusal } = await pressedButton(turn, token);
  if (!button) return refusal;
  const { do: what, with: args } = button.intent;
  const text = values.text ?? "";
  switch (what) {
    case "edit":
      await editPrompt(turn, await sessionById(turn, args.session), text);
      return { notice: turn.say("edit-done") };
    case "feedback":
      await takeFeedback(turn, await sessionById(turn, args.session), String(args.iteration), text);
      return {};
    case "ask_negative":
      await setNegative(turn, args.session === null ? "own" : String(args.session), text);
      return {};
    default:
      return { notice: turn.say("notice-unknown"), alert: true };
  }
}
