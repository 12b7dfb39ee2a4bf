import { JudgeAnswer, type JudgeData } from "../../domain/calls.ts";
import type { Preference } from "../../domain/looks.ts";
import type { Observation } from "../../domain/verdict.ts";
import type { ImageData } from "../../ports/models.ts";
import { type Attempt, attemptAsk, costOfFailure, MODEL_OR_BUDGET_FAILURES } from "../attempt.ts";
import { JUDGE_MAX_TOKENS } from "../text-calls.ts";
import type { ToolContext } from "../tool.ts";
import type { Subject } from "./subject.ts";

/** Which picture is shown first. */
export type Order = "best_first" | "new_first";

/** What one look at one or two pictures found, with the labels mapped back. */
export interface Look {
  candidate: Observation;
  best: Observation | null;
  preference: Preference;
  costMicros: number;
}

const MAX_EVIDENCE_WORDS = 12;
const LABELS = ["A", "B"] as const;

/** One vision call, as steps named below `name`. The judge is told labels, never which picture is new, nor the prompt. */
export async function look(context: ToolContext, name: string, subject: Subject, order: Order): Promise<Attempt<Look>> {
  const shown = subject.best === null ? [subject.candidate] : [subject.best, subject.candidate];
  if (order === "new_first") shown.reverse();
  const asked = await attemptAsk(context, `${name}/ask`, MODEL_OR_BUDGET_FAILURES, async () => {
    const pictures = labelsOf(shown.length, order);
    const images: { label: string; image: ImageData }[] = [];
    for (const [at, label] of pictures.entries())
      images.push({ label, image: await context.session.image({ imageId: shown[at]!.imageId }) });
    const data: JudgeData = {
      goal: subject.goal,
      checklist: subject.checklist.items.map(({ id, text }) => ({ id, text })),
      pictures: [...pictures],
      ...(subject.originalId === null ? {} : { edited: true }),
    };
    if (subject.originalId !== null)
      images.unshift({ label: "original", image: await context.pictures.view(subject.originalId) });
    const instructions = context.prompts.instructions("judge");
    const schema = answerAbout(pictures);
    return { call: "judge", instructions, data, images, schema, maxTokens: JUDGE_MAX_TOKENS };
  });
  if (!asked.ok) return asked;
  const { value: answer, costMicros } = asked.value;
  const newLabel = order === "new_first" ? "A" : "B";
  const observed = (label: "A" | "B") => answer.pictures.find((picture) => picture.label === label)!;
  const best = subject.best === null ? null : clipped(observed(newLabel === "A" ? "B" : "A"));
  const preference = answer.better === "tie" ? "tie" : answer.better === newLabel ? "new" : "best";
  return { ok: true, value: { candidate: clipped(observed(newLabel)), best, preference, costMicros } };
}

/** A picture alone has the label of its place, so that a second look at it under the other label is a look of its own. */
function labelsOf(pictures: number, order: Order): readonly ("A" | "B")[] {
  return pictures === 2 ? LABELS : order === "new_first" ? ["A"] : ["B"];
}

/** What a look cost, also when it failed. */
export function costOfLook(looked: Attempt<Look>): number {
  return looked.ok ? looked.value.costMicros : costOfFailure(looked.error);
}

/** Each picture must be described exactly once; an answer that leaves one out is asked for again. */
function answerAbout(labels: readonly string[]) {
  return JudgeAnswer.refine(
    ({ pictures }) =>
      labels.every((label) => pictures.filter((picture) => picture.label === label).length === 1) &&
      pictures.length === labels.length,
    { message: `pictures must hold exactly one entry for each of: ${labels.join(", ")}` },
  );
}

function clipped(observation: Observation): Observation {
  const { description, visible_text, unasked_text, items, artefacts } = observation;
  return {
    description: description.slice(0, 600),
    visible_text: visible_text.slice(0, 20).map((text) => text.slice(0, 200)),
    unasked_text,
    items: items.map(({ id, finding, evidence }) => ({
      id,
      finding,
      evidence: evidence.trim().split(/\s+/).slice(0, MAX_EVIDENCE_WORDS).join(" ").slice(0, 160),
    })),
    artefacts,
  };
}
