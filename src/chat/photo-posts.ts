import { SfumatoError } from "../domain/errors.ts";
import type { Job } from "../domain/job.ts";
import type { Iteration, Session } from "../domain/session.ts";
import { submitJob } from "../engine/submit-job.ts";
import { possibleEdits } from "../tools/edit-choice.ts";
import type { ContactSheetOutput } from "../tools/outputs.ts";
import type { ChatDeps } from "./chat-deps.ts";
import { putConfirmIfExpensive } from "./confirm.ts";
import { cardKey, putCard, putForSession, sayFor } from "./messages.ts";
import { errorText } from "./screens/error.ts";
import { askScreen, describedScreen, exportedScreen, maskScreen } from "./screens/photo.ts";
import { sheetScreen } from "./screens/summary.ts";

/** The photo is in: its mask is shown, then the card, or the question what to do. */
export async function putReceived(
  deps: ChatDeps,
  session: Session,
  job: Job,
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
  if (session.prompt && (await beginLoop(deps, session, job))) return;
  if (session.prompt) return putCard(deps, deps.stores, session, "ready", iterations, byRule);
  // The prompt is made by whoever took the photo in.
  if (session.goal !== "") return putCard(deps, deps.stores, session, "refining", iterations);
  const tools = possibleEdits(deps.submit.tools, deps.models, session.options.provider).map(({ id }) => id);
  await putForSession(deps.stores, cardKey(session.id), session, askScreen(say, session, photo, tools), {
    replyTo: session.originMessageId,
  });
}

/**
 * The loop that was asked for together with the photo; false when the card waits for a press after all: a mask is to be
 * looked at before money is spent, the choice is expensive, or it may not begin now. Once per job, however often it is shown.
 */
async function beginLoop(deps: ChatDeps, session: Session, job: Job): Promise<boolean> {
  const { loop } = job.input as { loop?: { rounds: number; targetScore: number } | null };
  if (!loop || session.photo?.mask || session.photo?.unfound) return false;
  const choice = { tool: "optimize", input: loop, key: `confirm:${session.id}:${job.id}` };
  if (await putConfirmIfExpensive(deps, deps.stores, session, choice)) return false;
  try {
    await deps.stores.transaction(async (tx) => {
      const idempotencyKey = `loop:${job.id}`;
      const begun = await submitJob(deps.submit, tx, { tool: "optimize", input: loop, session, idempotencyKey });
      // Shown again later, it is over perhaps.
      if (begun.state === "queued") await tx.sessions.update(session.id, { status: "running" });
    });
    return true;
  } catch (error) {
    if (!(error instanceof SfumatoError) || error.code === "E_INTERNAL") throw error;
    const text = errorText(sayFor(deps, session), { ...error.toRecord(), retryable: false }, null);
    await putForSession(deps.stores, `loop:${job.id}`, session, { text: [[text]] });
    return false;
  }
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
