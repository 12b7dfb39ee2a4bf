import { namesPart, withPart } from "../../domain/mask-words.ts";
import { ratioFromWords, sidesFromWords } from "../../domain/outpaint-words.ts";
import type { EditChoice } from "../../domain/photo-work.ts";
import type { Session } from "../../domain/session.ts";
import type { Turn } from "./turn.ts";

/** A session's photo taken in again, with words that say where. */
export interface OtherPart {
  /** Left out: the tool stays as it is. */
  tool?: string;
  words: string;
}

/** Our messages about a photo before anything is painted: its card, the shown mask, and the menu of what can be done. */
const ABOUT_PHOTO = /^(card|mask|tools):/;

/** Words that say where in the photo, or how far beyond it, before anything is painted; null for other words. */
export async function otherPart(turn: Turn, session: Session, key: string, text: string): Promise<OtherPart | null> {
  const { photo, goal } = session;
  if (photo === null || !ABOUT_PHOTO.test(key)) return null;
  // The menu of a picture that was made stands under its session too: words in answer to it are feedback.
  if (key.startsWith("tools:") && (await turn.stores.sessions.iterations(session.id)).length > 0) return null;
  if (photo.task === "outpaint" || (await failedToExtend(turn, session)))
    return sidesFromWords(text).sides || ratioFromWords(text).aspect ? { tool: "outpaint", words: text } : null;
  const takesMask = turn.deps.submit.tools.get(photo.tool)?.edit?.mask !== "none";
  return takesMask && namesPart(text) ? { words: withPart(goal, text) } : null;
}

/** Whether the last thing tried with the photo was to extend it: what failed left the photo as it was. */
async function failedToExtend({ stores }: Turn, session: Session): Promise<boolean> {
  const last = (await stores.jobs.ofSession(session.id)).find(({ tool }) => tool === "receive");
  return last?.state === "failed" && (last.input as { edit: EditChoice }).edit.task === "outpaint";
}
