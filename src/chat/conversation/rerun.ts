import type { Session } from "../../domain/session.ts";
import { submitJob } from "../../engine/submit-job.ts";
import { putCard, putForSession } from "../messages.ts";
import { onSession, priceLabel } from "../screens/card.ts";
import { pricesOf } from "../session-state.ts";
import type { ViewInput } from "../views.ts";
import { addSession } from "./sessions.ts";
import type { Turn } from "./turn.ts";

/** Makes a session again: an identical result that exists is shown, free; a new picture is one press away. */
export async function rerunSession(turn: Turn, old: Session): Promise<void> {
  const { deps, stores, say } = turn;
  const { goal, options, prompt, originalPrompt, checklist, assumptions } = old;
  const session = await addSession(turn, { goal, options, prompt, originalPrompt, checklist, assumptions });
  const best = old.bestIterationId === null ? undefined : await stores.sessions.iteration(old.bestIterationId);
  if (!best) {
    if (session.prompt) return putCard(deps, stores, session, "ready", []);
    await submitJob(deps.submit, stores, { tool: "refine", input: {}, session, idempotencyKey: `rerun:${session.id}` });
    return putCard(deps, stores, session, "refining", []);
  }
  const view: ViewInput = {
    text: [[say("rerun-exists")], { quote: goal, fold: goal.length > 300 }],
    image: { id: best.imageId, as: "photo" },
    buttons: [
      [
        {
          label: say("button-generate-anyway", { price: priceLabel(say, pricesOf(deps, session, 0).accept) }),
          intent: onSession("accept", session),
          style: "primary",
        },
      ],
    ],
  };
  await putForSession(stores, `rerun:${session.id}`, session, view, { replyTo: session.originMessageId });
}
