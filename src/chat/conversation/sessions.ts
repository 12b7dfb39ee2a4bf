import { SfumatoError } from "../../domain/errors.ts";
import type { Job } from "../../domain/job.ts";
import { newSession, type Session, type SessionOptions } from "../../domain/session.ts";
import { submitJob } from "../../engine/submit-job.ts";
import { putConfirmIfExpensive } from "../confirm.ts";
import { checkGoal } from "../goal-options.ts";
import { putCard } from "../messages.ts";
import { wishFingerprint } from "../same-wish.ts";
import { optimizeInput } from "../session-state.ts";
import { ownOptions } from "./options.ts";
import type { Turn } from "./turn.ts";

/** Begins a session with a goal: the card appears at once, the prompt follows. */
export async function startSession(
  turn: Turn,
  text: string,
  options: Partial<SessionOptions>,
  begin: "card" | "optimize",
): Promise<void> {
  const goal = checkGoal(text);
  const session = await addSession(turn, {
    goal,
    options: { ...ownOptions(turn), ...options },
  });
  if (begin === "optimize") {
    const input = optimizeInput(turn.deps, session.options.iterations);
    if (!(await askIfExpensive(turn, session, "optimize", input))) {
      await work(turn, session, "optimize", input, "start");
      return;
    }
  }
  const refining = {
    tool: "refine",
    input: {},
    session,
    idempotencyKey: keyOf(turn, "refine"),
    announced: true,
  };
  await together([
    submitJob(turn.deps.submit, turn.stores, refining),
    putCard(turn.deps, turn.stores, session, "refining", []),
  ]);
}

/**
 * Side by side, statements of one transaction share their round trips. All are waited for, also when one fails: none may
 * reach the connection after the transaction ended.
 */
async function together(work: readonly Promise<unknown>[]): Promise<void> {
  for (const done of await Promise.allSettled(work)) if (done.status === "rejected") throw done.reason;
}

type Seed = Pick<Session, "goal" | "options"> &
  Partial<Pick<Session, "prompt" | "originalPrompt" | "checklist" | "assumptions" | "photo">>;

export async function addSession(turn: Turn, seed: Seed): Promise<Session> {
  const { intent } = turn;
  return turn.stores.sessions.add(
    newSession({
      id: turn.deps.newId().slice(0, 8),
      place: intent.place,
      personId: intent.person.id,
      personName: intent.person.name,
      language: turn.language,
      originMessageId: intent.action.type === "press" ? null : intent.messageId,
      ...seed,
    }),
  );
}

/** The same press or update, handled again, is the same job. */
export function keyOf(turn: Turn, what: string): string {
  const { action, place, updateId } = turn.intent;
  return action.type === "press" || action.type === "form"
    ? `press:${action.token}`
    : `update:${place.platform}:${updateId}:${what}`;
}

/** Submits paid work of a session and shows that it runs. */
export async function work(turn: Turn, session: Session, tool: string, input: unknown, what: string): Promise<Job> {
  const { deps, stores } = turn;
  const job = await submitJob(deps.submit, stores, { tool, input, session, idempotencyKey: keyOf(turn, what) });
  const fingerprint = wishFingerprint(deps, session, tool, input);
  if (fingerprint !== null) await stores.sameWishes.remember(job.id, fingerprint);
  await stores.sessions.update(session.id, { status: "running" });
  return job;
}

/**
 * Asks for a confirmation when the choice is expensive; true when it asked. What a cap refuses in any case is not asked
 * about: the reason is said at once, with a way to try again once somebody raised the cap.
 */
export async function askIfExpensive(
  turn: Turn,
  session: Session,
  tool: string,
  input: Record<string, string | number | boolean | null>,
): Promise<boolean> {
  const key = `confirm:${session.id}:${turn.intent.updateId}`;
  return putConfirmIfExpensive(turn.deps, turn.stores, session, { tool, input, key });
}

/** @throws SfumatoError `E_NOT_FOUND` */
export async function sessionById(turn: Turn, id: unknown): Promise<Session> {
  const session = await turn.stores.sessions.get(String(id));
  const { place } = turn.intent;
  if (!session || session.place.platform !== place.platform || session.place.chatId !== place.chatId)
    throw new SfumatoError("E_NOT_FOUND", "This session was deleted.");
  return session;
}
