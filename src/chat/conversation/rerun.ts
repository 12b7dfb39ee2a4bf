import { SfumatoError } from "../../domain/errors.ts";
import { type PhotoWork, picturesOfWork } from "../../domain/photo-work.ts";
import type { Session } from "../../domain/session.ts";
import { submitJob } from "../../engine/submit-job.ts";
import { putCard } from "../messages.ts";
import { showSame } from "../same-wish.ts";
import { addSession } from "./sessions.ts";
import type { Turn } from "./turn.ts";

/** The same pictures under ids of their own, so that they stay when the first session is deleted. */
async function ownCopy({ deps, stores, intent }: Turn, photo: PhotoWork): Promise<PhotoWork> {
  const chatKey = `${intent.place.platform}:${intent.place.chatId}`;
  const copied = new Map<string, string>();
  for (const id of picturesOfWork(photo)) {
    const stored = await stores.images.get(id, chatKey);
    if (!stored) throw new SfumatoError("E_NOT_FOUND", "The photo was deleted.");
    copied.set(id, deps.newId());
    await stores.images.add({ ...stored, id: copied.get(id) as string, jobId: "" }, chatKey);
  }
  const now = (id: string) => copied.get(id) as string;
  const { mask, canvasId } = photo;
  return {
    ...photo,
    inputs: photo.inputs.map(now),
    mask: mask && { ...mask, imageId: now(mask.imageId), previewId: now(mask.previewId) },
    canvasId: canvasId && now(canvasId),
  };
}

/** Makes a session again: an identical result that exists is shown, free; a new picture is one press away. */
export async function rerunSession(turn: Turn, old: Session): Promise<void> {
  const { deps, stores } = turn;
  const { goal, options, prompt, originalPrompt, checklist, assumptions } = old;
  const photo = old.photo === null ? null : await ownCopy(turn, old.photo);
  const session = await addSession(turn, { goal, options, prompt, originalPrompt, checklist, assumptions, photo });
  const best = old.bestIterationId === null ? undefined : await stores.sessions.iteration(old.bestIterationId);
  if (!best) {
    if (session.prompt) return putCard(deps, stores, session, "ready", []);
    await submitJob(deps.submit, stores, { tool: "refine", input: {}, session, idempotencyKey: `rerun:${session.id}` });
    return putCard(deps, stores, session, "refining", []);
  }
  await showSame(deps, stores, session, best, session.originMessageId);
}
