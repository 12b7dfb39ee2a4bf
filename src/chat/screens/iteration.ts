import { formatUsd } from "../../domain/money.ts";
import { ANOTHER_DRAW, type Iteration, type Session } from "../../domain/session.ts";
import { bandOf } from "../../domain/verdict.ts";
import { readWarning } from "../../domain/warning.ts";
import type { Paragraph, ViewInput } from "../views.ts";
import type { Say } from "../wording.ts";
import { type CardPrices, onSession, priceLabel, whyButton } from "./card.ts";

export interface IterationState {
  session: Session;
  iteration: Iteration;
  /** The one whose prompt it was revised from. */
  parent: Iteration | undefined;
  /** Last index of the loop that made it; null for a picture on its own. */
  last: number | null;
  /** It is the session's only picture. */
  alone: boolean;
  /** False while a job of the session runs: then no paid button is shown. */
  idle: boolean;
  /** Whether it carries the buttons that cost money. */
  offersMore: boolean;
  prices: CardPrices;
}

/** A picture with its score, what changed, the judge's notes, who made it and what it cost. */
export function iterationScreen(say: Say, state: IterationState): ViewInput {
  const { iteration, session } = state;
  const text: Paragraph[] = [[{ text: scoreLine(say, state), style: "bold" }]];
  if (iteration.promptDiff) text.push([say("iteration-changed", { diff: diffText(say, iteration.promptDiff) })]);
  if (iteration.feedback) text.push([say("iteration-followed", { feedback: iteration.feedback })]);
  const notes = judgeNotes(say, iteration);
  if (notes) text.push([notes]);
  if (iteration.accepted === false && iteration.verdict && iteration.index > 0)
    text.push([say("iteration-not-better")]);
  if (iteration.verdict?.suspicious_text) text.push([say("iteration-suspicious")]);
  for (const warning of iteration.warnings) text.push([{ text: warningText(say, warning), style: "italic" }]);
  text.push([{ text: modelLine(say, iteration), style: "italic" }]);
  const isKept = session.bestChosenByPerson;
  if (session.bestIterationId === iteration.id && (isKept || !state.alone))
    text.push([{ text: say(isKept ? "iteration-kept" : "iteration-best"), style: "bold" }]);
  return {
    text,
    image: { id: iteration.imageId, as: "photo", ...(session.options.spoiler ? { spoiler: true } : {}) },
    buttons: iterationButtons(say, state),
  };
}

/** What changed, as the reviser said it; what we say ourselves in the person's language. */
export function diffText(say: Say, diff: string): string {
  return diff === ANOTHER_DRAW ? say("diff-another-draw") : diff;
}

/** A warning in the chat's language; one of a kind that is not known here as it is. */
export function warningText(say: Say, text: string): string {
  const known = readWarning(text);
  return known ? say(`warning-${known.code}`, known.args) : text;
}

function scoreLine(say: Say, { iteration, parent, last }: IterationState): string {
  const place =
    last === null ? say("iteration-place-single", { index: iteration.index }) : `${iteration.index}/${last}`;
  if (iteration.judgeError) return say("iteration-not-judged", { place });
  if (!iteration.verdict) return say("iteration-judging", { place });
  const score = Math.round(iteration.verdict.score);
  // Scores compare within a version of the checklist: words of the person add to it.
  if (parent?.verdict?.checklist_version !== iteration.verdict.checklist_version)
    return say("iteration-score", { place, score });
  const change = score - Math.round(parent.verdict.score);
  return say("iteration-score-change", { place, score, change: change >= 0 ? `+${change}` : `−${-change}` });
}

/** What the judge missed, or that nothing was; its band in a word. */
function judgeNotes(say: Say, iteration: Iteration): string | null {
  if (iteration.judgeError) return say("iteration-judge-error");
  if (!iteration.verdict) return null;
  const band = say("iteration-band", { band: bandOf(iteration.verdict.score) });
  const failed = iteration.verdict.failed
    .slice(0, 3)
    .map((item) => (item.evidence ? `${item.text} (${item.evidence})` : item.text));
  return `${band} · ${failed.length === 0 ? say("iteration-all-met") : say("iteration-failed", { items: failed.join("; ") })}`;
}

function modelLine(say: Say, iteration: Iteration): string {
  const cost = iteration.costMicros === 0 ? say("price-free") : formatUsd(iteration.costMicros);
  const key = iteration.simulated
    ? "iteration-simulation"
    : iteration.fellBackFrom
      ? "iteration-fell-back"
      : "iteration-model";
  return say(key, { model: iteration.modelUsed, cost });
}

function iterationButtons(
  say: Say,
  { session, iteration, idle, offersMore, prices }: IterationState,
): NonNullable<ViewInput["buttons"]> {
  const at = { iteration: iteration.id };
  const kept = session.bestChosenByPerson && session.bestIterationId === iteration.id;
  const free = [
    ...(kept ? [] : [{ label: say("button-keep"), intent: onSession("keep", session, at), style: "primary" as const }]),
    { label: say("button-feedback"), intent: onSession("feedback", session, at), form: true as const },
    { label: say("button-original"), intent: onSession("original", session, at) },
  ];
  const why = iteration.verdict ? [whyButton(say, session, iteration)] : [];
  if (!idle || !offersMore) return [[...free, ...why]];
  const rounds = session.options.iterations;
  const more = [
    { label: say("button-tools"), intent: onSession("tools", session, at) },
    { label: say("button-export"), intent: onSession("export", session, { ...at, chosen: "" }) },
    ...why,
  ];
  return [
    free,
    [
      {
        label: say("button-optimize", { rounds, price: priceLabel(say, prices.optimize) }),
        intent: onSession("optimize", session, { rounds }),
      },
      {
        label: say("button-reroll", { price: priceLabel(say, prices.accept) }),
        intent: onSession("reroll", session, at),
      },
    ],
    more,
  ];
}
