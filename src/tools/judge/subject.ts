import { checklistByRule } from "../../domain/checklist.ts";
import { SfumatoError } from "../../domain/errors.ts";
import { plainText } from "../../domain/prompt-blocks.ts";
import type { Checklist, Verdict } from "../../domain/verdict.ts";
import type { ToolContext } from "../tool.ts";

interface Shown {
  id: string;
  imageId: string;
}

/** What is judged: fixed when the tool begins, so that a retry judges the same. */
export interface Subject {
  goal: string;
  checklist: Checklist;
  /** The photo that the pictures are edits of, shown beside them. */
  originalId: string | null;
  /** `verdict`: what is known of it already, when it is the best that is looked at again. */
  candidate: Shown & { costMicros: number; isBest: boolean; verdict: Verdict | null };
  /** It was made from another prompt than the best. */
  revised: boolean;
  /** Which of two pictures is shown first follows from this. */
  coinSeed: string;
  /** The picture to compare with; null for the first one, and when the best itself is judged again. */
  best: (Shown & { verdict: Verdict | null }) | null;
}

/** Reads what is to be judged from the session. */
export async function readSubject(context: ToolContext, iterationId: string): Promise<Subject> {
  const session = await context.session.get();
  const iterations = await context.session.iterations();
  const candidate = iterations.find((iteration) => iteration.id === iterationId);
  if (candidate === undefined) throw new SfumatoError("E_NOT_FOUND", "There is no such picture to judge.");
  const isBest = session.bestIterationId === iterationId;
  const best = isBest ? undefined : iterations.find((iteration) => iteration.id === session.bestIterationId);
  const checklist = session.checklist ?? checklistByRule(session.goal);
  if (session.checklist === null) await context.session.update({ checklist });
  const { imageId, costMicros } = candidate;
  return {
    goal: goalWithWishes(session.goal, checklist),
    checklist,
    // With a chosen seed the whole session can be made again, the order of the pictures included.
    coinSeed: `${session.options.seed ?? context.jobId}/${candidate.index}`,
    originalId: session.photo?.inputs[0] ?? null,
    candidate: { id: iterationId, imageId, costMicros, isBest, verdict: isBest ? candidate.verdict : null },
    revised: best !== undefined && plainText(best.prompt) !== plainText(candidate.prompt),
    best: best === undefined ? null : { id: best.id, imageId: best.imageId, verdict: best.verdict },
  };
}

/** The person's later words belong to what they want, or the judge would hold the old goal against them. */
function goalWithWishes(goal: string, checklist: Checklist): string {
  const wishes = checklist.items.filter((item) => item.kind === "feedback").map((item) => `- ${item.text}`);
  return wishes.length === 0 ? goal : `${goal}\n\nWished for later, and first where it differs:\n${wishes.join("\n")}`;
}
