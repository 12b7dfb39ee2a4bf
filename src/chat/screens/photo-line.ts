import type { PhotoWork } from "../../domain/photo-work.ts";
import type { Say } from "../wording.ts";

/** The card's line about its photo. */
export function photoLine(say: Say, photo: PhotoWork): string {
  const tool = say(`tool-${photo.tool}`);
  const percent = photo.mask ? Math.max(1, Math.round(photo.mask.share * 100)) : 0;
  const key = photo.mask ? "card-photo-masked" : "card-photo";
  return say(key, { tool, width: String(photo.width), height: String(photo.height), percent });
}

/** That a named part has no outline, why, and what to do; null when nothing was named or it was found. */
export function unfoundLine(say: Say, { unfound }: PhotoWork): string | null {
  return unfound ? say(`part-unfound-${unfound.why}`, { thing: unfound.thing }) : null;
}
