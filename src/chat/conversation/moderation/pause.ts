import { requireModerator } from "../rights.ts";
import { answer, type Turn } from "../turn.ts";
import { record } from "./caps.ts";

/** `/pause`: no new paid work here, and what runs ends at its next call. */
export const handlePause = (turn: Turn) => setPaused(turn, true);
/** `/resume` */
export const handleResume = (turn: Turn) => setPaused(turn, false);

async function setPaused(turn: Turn, paused: boolean): Promise<void> {
  await requireModerator(turn);
  const { place } = turn.intent;
  if (turn.rules.paused !== paused) {
    await turn.stores.settings.merge(place.platform, place.chatId, "", { paused });
    await record(turn, paused ? "pause" : "resume", {});
  }
  await answer(turn, { text: [[turn.say(paused ? "pause-done" : "resume-done")]] });
}
