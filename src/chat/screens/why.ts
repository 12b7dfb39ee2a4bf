import { type ExplainedItem, explainVerdict } from "../../domain/explain.ts";
import type { Iteration, Session } from "../../domain/session.ts";
import { bandOf, type Finding, type Verdict } from "../../domain/verdict.ts";
import type { Paragraph, Span, ViewInput } from "../views.ts";
import type { Say } from "../wording.ts";
import { albumScreen } from "./summary.ts";

/** A picture that the judge has looked at. */
export type Judged = Iteration & { verdict: Verdict };

const MARK: Record<Finding, string> = { yes: "✓", partial: "?", no: "✗" };

/** The checklist as the judge saw it in a picture; beside it another picture, and what failed in that one. */
export function whyScreen(
  say: Say,
  session: Pick<Session, "checklist" | "options" | "bestIterationId">,
  picture: Judged,
  beside: Judged | undefined,
): ViewInput {
  const items = explainVerdict(session.checklist, picture.verdict);
  const text: Paragraph[] = [
    [{ text: say("why-title", wordsOf(say, picture)), style: "bold" }],
    ...items.map(itemLine),
    ...(picture.verdict.suspicious_text ? [[say("iteration-suspicious")]] : []),
    ...(beside ? besideLines(say, session, picture, beside) : []),
    [{ text: say("why-legend"), style: "italic" }],
  ];
  if (!beside) return { text };
  const pair = [beside, picture].sort((one, other) => one.index - other.index);
  return { text, album: albumScreen(pair, session.options.spoiler, session.bestIterationId).album };
}

function besideLines(say: Say, session: Parameters<typeof whyScreen>[1], picture: Judged, beside: Judged): Paragraph[] {
  const isBest = beside.id === session.bestIterationId;
  const missed = explainVerdict(session.checklist, beside.verdict).filter(({ finding }) => finding !== "yes");
  const title = { text: say(isBest ? "why-beside-best" : "why-beside", wordsOf(say, beside)), style: "bold" } as const;
  return [
    [title],
    ...(missed.length === 0 ? [[say("iteration-all-met")]] : missed.map(itemLine)),
    ...(picture.accepted === false && picture.index > 0 ? [[say("iteration-not-better")]] : []),
    ...(picture.verdict.checklist_version === beside.verdict.checklist_version ? [] : [[say("why-list-grew")]]),
  ];
}

const wordsOf = (say: Say, { index, verdict }: Judged) => ({
  ...{ index, score: Math.round(verdict.score) },
  band: say("iteration-band", { band: bandOf(verdict.score) }),
});

/** `✗ a lantern – none can be seen`, with musts in bold. */
function itemLine({ text, must, finding, evidence }: ExplainedItem): Span[] {
  const line: Span[] = [`${MARK[finding]} `, must ? { text, style: "bold" } : text];
  return evidence === "" ? line : [...line, ` – ${evidence}`];
}
