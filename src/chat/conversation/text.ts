import { SfumatoError } from "../../domain/errors.ts";
import { parseMarked } from "../../domain/prompt-blocks.ts";
import type { Session } from "../../domain/session.ts";
import { checkGoal, checkPrompt } from "../goal-options.ts";
import { putCard, putForSession } from "../messages.ts";
import { onSession, priceLabel } from "../screens/card.ts";
import { optimizeInput, priceOf } from "../session-state.ts";
import { noteWords } from "./notes.ts";
import { type OtherPart, otherPart } from "./other-part.ts";
import { takeFirstWords, workAgain } from "./photos.ts";
import { takeToolWords } from "./press-photo.ts";
import { sessionById, startSession } from "./sessions.ts";
import { setNegative } from "./settings.ts";
import { answer, type Turn } from "./turn.ts";

/** Longest words about a picture (characters). */
export const MAX_FEEDBACK = 2000;

/** Handles plain words: an answer to a question, words about a picture, or a new wish. */
export async function handleText(turn: Turn, text: string): Promise<void> {
  const { intent, stores } = turn;
  const target =
    intent.replyToMessageId === null ? undefined : await stores.outbox.byMessage(intent.place, intent.replyToMessageId);
  if (!target) return startSession(turn, text, {}, "card");
  if (target.personId !== null && target.personId !== intent.person.id) return tellStranger(turn, target.sessionId);
  if (target.key.startsWith("ask-negative:")) return setNegative(turn, target.key.split(":")[1] as string, text);
  if (target.sessionId === null) return startSession(turn, text, {}, "card");
  const session = await sessionById(turn, target.sessionId);
  // An answer to somebody may be about another's session.
  if (session.personId !== intent.person.id) return tellStranger(turn, session.id);
  if (target.key.startsWith("ask-tool:")) return takeToolWords(turn, session, target.key, checkGoal(text));
  // The photo's card asked what to do with it.
  if (session.photo && session.goal === "") return takeFirstWords(turn, session, checkGoal(text));
  const other = await otherPart(turn, session, target.key, text);
  if (other !== null) return lookAgain(turn, session, other);
  if (target.key.startsWith("ask-edit:")) return sayEdited(turn, session, text);
  if (target.iterationId !== null) return takeFeedback(turn, session, target.iterationId, text);
  const iterations = await stores.sessions.iterations(session.id);
  const about = session.bestIterationId ?? iterations.at(-1)?.id;
  return about === undefined ? sayEdited(turn, session, text) : takeFeedback(turn, session, about, text);
}

async function lookAgain(turn: Turn, session: Session, { tool, words }: OtherPart): Promise<void> {
  const made = await turn.stores.sessions.iterations(session.id);
  if (made.length === 0) return workAgain(turn, session, { ...(tool ? { tool } : {}), words: checkGoal(words) });
  throw new SfumatoError("E_PROMPT_INVALID", "Pictures were made already: send the photo again to begin anew.", {
    details: { reason: "mask_late" },
  });
}

async function tellStranger(turn: Turn, sessionId: string | null): Promise<void> {
  const session = sessionId === null ? undefined : await turn.stores.sessions.get(sessionId);
  await answer(turn, {
    text: [[session ? turn.say("notice-stranger", { name: session.personName }) : turn.say("notice-stranger-plain")]],
  });
}

/** The person's own prompt replaces the blocks, to the letter; the goal and the first prompt are kept. */
export async function editPrompt(turn: Turn, session: Session, text: string): Promise<void> {
  if ((await turn.stores.jobs.activeOfSession(session.id)).length > 0)
    throw new SfumatoError("E_DUPLICATE", "This session is at work already.");
  if (!session.prompt) throw new SfumatoError("E_DUPLICATE", "The prompt is being made.");
  const prompt = { ...session.prompt, blocks: parseMarked(checkPrompt(text)) };
  await turn.stores.sessions.update(session.id, { prompt });
  await putCard(
    turn.deps,
    turn.stores,
    { ...session, prompt },
    "ready",
    await turn.stores.sessions.iterations(session.id),
  );
}

async function sayEdited(turn: Turn, session: Session, text: string): Promise<void> {
  await editPrompt(turn, session, text);
  await answer(turn, { text: [[turn.say("edit-done")]] });
}

/** Words about a picture steer the next one; while a loop runs they go into its next round, else one press does it. */
export async function takeFeedback(turn: Turn, session: Session, iterationId: string, words: string): Promise<void> {
  const text = checkGoal(words);
  if (text.length > MAX_FEEDBACK)
    throw new SfumatoError("E_INPUT_TOO_LARGE", "The feedback is too long.", {
      details: { length: text.length, limit: MAX_FEEDBACK },
    });
  await turn.stores.sessions.addFeedback({
    id: turn.deps.newId(),
    sessionId: session.id,
    iterationId,
    text,
    usedByIterationId: null,
  });
  await noteWords(turn, session, text);
  const running = (await turn.stores.jobs.activeOfSession(session.id)).some((job) => job.tool === "optimize");
  if (running) return answer(turn, { text: [[turn.say("feedback-noted-running", { text })]] });
  const made = (await turn.stores.sessions.iterations(session.id)).length;
  const offer = (rounds: number) => ({
    label: turn.say("button-optimize", {
      rounds,
      price: priceLabel(turn.say, priceOf(turn.deps, session, "optimize", optimizeInput(turn.deps, rounds), made)),
    }),
    intent: onSession("optimize", session, { rounds }),
    style: rounds === 1 ? ("primary" as const) : ("plain" as const),
  });
  const choices = session.options.iterations === 1 ? [1] : [1, session.options.iterations];
  await putForSession(
    turn.stores,
    `noted:${turn.intent.place.platform}:${turn.intent.updateId}`,
    session,
    { text: [[turn.say("feedback-noted", { text })], [turn.say("feedback-go")]], buttons: [choices.map(offer)] },
    { replyTo: turn.intent.messageId },
  );
}
