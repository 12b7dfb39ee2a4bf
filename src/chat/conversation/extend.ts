import { nearestAspect } from "../../domain/picture.ts";
import type { Session } from "../../domain/session.ts";
import { modelOf } from "../session-state.ts";
import type { Turn } from "./turn.ts";

/**
 * The session with room around its photo. A card takes the ratio of its photo, to which nothing can be added; it then counts
 * as none chosen (`1:1`), so that the photo's orientation says how far to extend. Another one is somebody's choice.
 */
export function withRoom(turn: Turn, session: Session): Session {
  const { photo, options } = session;
  const ratios = modelOf(turn.deps, { options })?.capabilities.supported_aspect_ratios ?? [];
  if (photo === null || ratios.length === 0) return session;
  const own = nearestAspect(`${photo.width}:${photo.height}`, ratios);
  if (nearestAspect(options.aspect, ratios) !== own) return session;
  return { ...session, options: { ...options, aspect: "1:1" } };
}
