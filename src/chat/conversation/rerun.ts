import type { Session } from "../../domain/session.ts";
import { submitJob } from "../../engine/submit-job.ts";
import { putCard } from "../messages.ts";
import { showSame } from "../same-wish.ts";
import { addSession } from "./sessions.ts";
import type { Turn } from "./turn.ts";

/** Makes a session again: an identical result that exists is shown, free; a new picture is one press away. */
export async function rerunSession(turn: Turn, old: Session): Promise<void> {
  const { deps, stores } = turn;
  const { goal, options, prompt, originalPrompt, checklist, assumptions } = old;
  const session = await addSession(turn, { goal, options, prompt, originalPrompt, checklist, assumptions });
  const best = old.bestIterationId === null ? undefined : await stores.sessions.iteration(old.bestIterationId);
  if (!best) {
    if (session.prompt) return putCard(deps, stores, session, "ready", []);
    await submitJob(deps.submit, stores, { tool: "refine", input: {}, session, idempotencyKey: `rerun:${session.id}` });
    return putCard(deps, stores, session, "refining", []);
  }
  await showSame(deps, stores, session, best);
}
