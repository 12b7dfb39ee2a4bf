import { fingerprintOf } from "../domain/fingerprint.ts";
import { FINAL_STATES, type Job } from "../domain/job.ts";
import { negativeText, plainText } from "../domain/prompt-blocks.ts";
import type { Iteration, Session } from "../domain/session.ts";
import type { Stores } from "../ports/stores.ts";
import { GenerateOutput } from "../tools/outputs.ts";
import type { ChatDeps } from "./chat-deps.ts";
import { putForSession, sayFor } from "./messages.ts";
import { joinedFailedScreen, joinedScreen, sameScreen } from "./screens/same-wish.ts";
import { modelOf, priceOf } from "./session-state.ts";

/** A picture that was made of the same wish is shown instead of bought for this long (ms). */
const REMEMBERED_MS = 24 * 3_600_000;

/**
 * What makes two wishes for a picture the same; null for what is meant to be another draw. Whatever a session has counts,
 * but for whose it is, what became of it, and what only the loop reads.
 */
export function wishFingerprint(deps: ChatDeps, session: Session, tool: string, input: unknown): string | null {
  const model = modelOf(deps, session);
  if (tool !== "generate" || (input as { mode?: string }).mode !== "accept" || !session.prompt || !model) return null;
  const { id, place, personId, personName, language, status, originMessageId, createdAt, ...wish } = session;
  const { originalPrompt, checklist, assumptions, literals, bestIterationId, bestChosenByPerson, ...rest } = wish;
  const { recommendations, prompt, options, ...more } = rest;
  const { iterations, ...choices } = options;
  return fingerprintOf({
    ...{ tool, model: model.modelId, prompt: plainText(session.prompt), negative: negativeText(session.prompt) },
    ...{ choices, more },
  });
}

const sameKey = (session: Session) => `same:${session.id}`;

/** Answers a wish for a picture with the one that exists, or joins its making; undefined: it has to be made. */
export async function answerWithSame(
  deps: ChatDeps,
  stores: Stores,
  session: Session,
  tool: string,
  input: unknown,
): Promise<"shown" | "joined" | undefined> {
  const fingerprint = wishFingerprint(deps, session, tool, input);
  if (fingerprint === null) return undefined;
  const chatKey = `${session.place.platform}:${session.place.chatId}`;
  const same = await stores.sameWishes.find(fingerprint, chatKey, REMEMBERED_MS);
  if (!same) return undefined;
  if (FINAL_STATES.has(same.state)) {
    const iteration = await pictureOf(stores, same);
    if (!iteration) return undefined;
    await showSame(deps, stores, session, iteration);
    return "shown";
  }
  if (same.sessionId === session.id) return undefined;
  await stores.sameWishes.join(same.id, session.id);
  await putForSession(stores, sameKey(session), session, joinedScreen(sayFor(deps, session)));
  return "joined";
}

/** Shows a picture that exists, with the way to another; as an answer to a message where there is one. */
export async function showSame(
  deps: ChatDeps,
  stores: Stores,
  session: Session,
  iteration: Iteration,
  replyTo: string | null = null,
): Promise<void> {
  const price = priceOf(deps, session, "generate", { mode: "accept" }, 0);
  const view = sameScreen(sayFor(deps, session), session, iteration.imageId, price);
  await putForSession(stores, sameKey(session), session, view, { replyTo });
}

/** Those who joined a job get what it made, or learn that it made nothing. */
export async function showJoined(deps: ChatDeps, job: Job): Promise<void> {
  if (job.tool !== "generate" || !FINAL_STATES.has(job.state)) return;
  const { stores } = deps;
  for (const id of await stores.sameWishes.joined(job.id)) {
    const session = await stores.sessions.get(id);
    if (!session) continue;
    const iteration = await pictureOf(stores, job);
    if (iteration) await showSame(deps, stores, session, iteration);
    else
      await putForSession(
        stores,
        sameKey(session),
        session,
        joinedFailedScreen(sayFor(deps, session), session, job.lastError),
      );
  }
}

/** The picture that a job made; undefined when it made none, or it was deleted. */
async function pictureOf(stores: Stores, { output }: Pick<Job, "output">): Promise<Iteration | undefined> {
  const made = GenerateOutput.safeParse(output);
  return made.success ? stores.sessions.iteration(made.data.iterationId) : undefined;
}
