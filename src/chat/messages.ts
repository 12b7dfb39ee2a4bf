import type { Iteration, Place, Session } from "../domain/session.ts";
import type { Stores } from "../ports/stores.ts";
import type { ChatDeps } from "./chat-deps.ts";
import { type CardState, cardScreen } from "./screens/card.ts";
import { albumScreen, summaryScreen } from "./screens/summary.ts";
import { cardState } from "./session-state.ts";
import { View, type ViewInput } from "./views.ts";
import { type Say, sayIn } from "./wording.ts";

/** A message that belongs to no session. */
export interface Loose {
  place: Place;
  personId: string | null;
  replyTo: string | null;
}

/** Wants a message of a session; the same key again changes it. */
export async function putForSession(
  stores: Stores,
  key: string,
  session: Session,
  view: ViewInput,
  more: { iterationId?: string; atMostOnce?: boolean; replyTo?: string | null } = {},
): Promise<void> {
  await stores.outbox.put({
    key,
    place: session.place,
    sessionId: session.id,
    iterationId: more.iterationId ?? null,
    personId: session.personId,
    view: View.parse(view),
    replyToMessageId: more.replyTo === undefined ? null : more.replyTo,
    atMostOnce: more.atMostOnce ?? false,
  });
}

/** False when exactly this is wanted already. */
export async function putLoose(stores: Stores, key: string, to: Loose, view: ViewInput): Promise<boolean> {
  return stores.outbox.put({
    key,
    place: to.place,
    sessionId: null,
    iterationId: null,
    personId: to.personId,
    view: View.parse(view),
    replyToMessageId: to.replyTo,
  });
}

export function sayFor(deps: ChatDeps, session: Pick<Session, "language">): Say {
  return sayIn(deps.wording, session.language);
}

export const cardKey = (sessionId: string) => `card:${sessionId}`;

export async function putCard(
  deps: ChatDeps,
  stores: Stores,
  session: Session,
  phase: CardState["phase"],
  iterations: readonly Iteration[],
  /** The prompt was made without the prompt writer. */
  byRule = false,
): Promise<void> {
  const state = { ...(await cardState(deps, stores, session, phase, iterations)), byRule };
  const view = cardScreen(sayFor(deps, session), state);
  await putForSession(stores, cardKey(session.id), session, view, { replyTo: session.originMessageId });
}

/** The end of a session: album, and the summary below it. */
export async function putSummary(
  deps: ChatDeps,
  stores: Stores,
  session: Session,
  iterations: readonly Iteration[],
  jobId: string,
): Promise<void> {
  if (iterations.length === 0) return;
  if (iterations.length > 1)
    await putForSession(stores, `album:${jobId}`, session, albumScreen(iterations, session.options.spoiler), {
      atMostOnce: true,
    });
  const jobs = await stores.jobs.ofSession(session.id);
  const costs = await Promise.all(jobs.map((job) => stores.money.spentOfJob(job.id)));
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  const view = summaryScreen(sayFor(deps, session), session, iterations, total);
  await putForSession(stores, `summary:${jobId}`, session, view);
}
