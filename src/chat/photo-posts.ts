import type { Job } from "../domain/job.ts";
import type { Iteration, Session } from "../domain/session.ts";
import { possibleEdits } from "../tools/edit-choice.ts";
import type { ContactSheetOutput } from "../tools/outputs.ts";
import type { ChatDeps } from "./chat-deps.ts";
import { cardKey, putCard, putForSession, sayFor } from "./messages.ts";
import { askScreen, describedScreen, exportedScreen, maskScreen } from "./screens/photo.ts";
import { sheetScreen } from "./screens/summary.ts";

/** The photo is in: its mask is shown, then the card, or the question what to do. */
export async function putReceived(
  deps: ChatDeps,
  session: Session,
  iterations: readonly Iteration[],
  byRule: boolean,
): Promise<void> {
  const { photo } = session;
  const say = sayFor(deps, session);
  if (photo === null) return;
  if (photo.mask) {
    const view = maskScreen(say, session, photo.mask);
    await putForSession(deps.stores, `mask:${session.id}:${photo.mask.imageId}`, session, view);
  }
  if (session.prompt) return putCard(deps, deps.stores, session, "ready", iterations, byRule);
  const tools = possibleEdits(deps.submit.tools, deps.models, session.options.provider).map(({ id }) => id);
  await putForSession(deps.stores, cardKey(session.id), session, askScreen(say, session, photo, tools), {
    replyTo: session.originMessageId,
  });
}

/** What a job that makes no picture came to; true when it was one of those. */
export async function putReading(deps: ChatDeps, session: Session, job: Job): Promise<boolean> {
  const say = sayFor(deps, session);
  if (job.state !== "succeeded") return false;
  if (job.tool === "export") {
    const view = exportedScreen(say, job.output as Parameters<typeof exportedScreen>[1]);
    await putForSession(deps.stores, `exported:${job.id}`, session, view, { atMostOnce: true });
    return true;
  }
  if (job.tool === "contact-sheet") {
    const view = sheetScreen(say, session, job.output as ContactSheetOutput);
    await putForSession(deps.stores, `sheet:${job.id}`, session, view);
    return true;
  }
  const described = describedBy(job);
  if (described === null) return false;
  await putForSession(deps.stores, cardKey(session.id), session, describedScreen(say, session, job.id, described), {
    replyTo: session.originMessageId,
  });
  return true;
}

/** What a job read in a picture: its own output, or that of the tool that it went on with. */
export function describedBy(job: Job): { description: string; promptText: string } | null {
  const output = job.output as { described?: unknown } | null;
  return (output?.described as { description: string; promptText: string } | undefined) ?? null;
}
