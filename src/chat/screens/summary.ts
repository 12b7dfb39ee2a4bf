import { formatUsd, type MicroUsd } from "../../domain/money.ts";
import type { Iteration, Recommendation, Session } from "../../domain/session.ts";
import type { Paragraph, ViewInput } from "../views.ts";
import type { Say } from "../wording.ts";
import { copyButton, onSession, whyButton } from "./card.ts";
import { diffText } from "./iteration.ts";

/** The end of a session: the best, the final prompt, the table of rounds, what worked, and what it cost. */
export function summaryScreen(
  say: Say,
  session: Session,
  iterations: readonly Iteration[],
  /** Of all the session's calls, the card's and the summary's own too. */
  totalMicros: MicroUsd,
): ViewInput {
  const best = iterations.find((iteration) => iteration.id === session.bestIterationId) ?? iterations.at(-1);
  if (!best) return { text: [] };
  const title = best.verdict
    ? say("summary-title", { index: best.index, score: Math.round(best.verdict.score) })
    : say("summary-title-unjudged", { index: best.index });
  const text: Paragraph[] = [
    [{ text: title, style: "bold" }],
    [{ text: say("summary-prompt"), style: "bold" }],
    { quote: best.promptText, fold: true },
    [{ text: say("summary-table"), style: "bold" }],
    ...iterations.map((iteration) => [row(say, iteration, iteration.id === best.id)]),
  ];
  if (session.recommendations.length > 0)
    text.push(
      [{ text: say("summary-points"), style: "bold" }],
      ...session.recommendations.map((point) => [`• ${pointText(say, point)}`]),
    );
  text.push([
    say("summary-cost", {
      cost: totalMicros === 0 ? say("price-free") : formatUsd(totalMicros),
      pictures: iterations.length,
    }),
  ]);
  const sheetRow =
    iterations.length > 1 ? [[{ label: say("button-sheet"), intent: onSession("contact_sheet", session) }]] : [];
  const explains = iterations.some(({ verdict }) => verdict !== null);
  return {
    text,
    buttons: [[copyButton(say, session, best), ...(explains ? [whyButton(say, session)] : [])], ...sheetRow],
  };
}

function pointText(say: Say, { text, rule }: Recommendation): string {
  if (!rule) return text;
  const { diff } = rule.args;
  const args = typeof diff === "string" ? { ...rule.args, diff: diffText(say, diff) } : rule.args;
  return say(`point-${rule.code}`, args);
}

function row(say: Say, iteration: Iteration, best: boolean): string {
  const score = iteration.verdict ? String(Math.round(iteration.verdict.score)) : say("summary-no-score");
  return `${best ? "★ " : ""}${say("summary-row", { index: iteration.index, score, diff: diffText(say, iteration.promptDiff) || say("summary-first") })}`;
}

/** The whole session as one picture. */
export function sheetScreen(
  say: Say,
  session: Pick<Session, "options">,
  made: { imageId: string; pictures: number },
): ViewInput {
  const spoiler = session.options.spoiler ? { spoiler: true as const } : {};
  return {
    text: [[say("sheet-caption", { pictures: made.pictures })]],
    image: { id: made.imageId, as: "photo", ...spoiler },
  };
}

/** Pictures from first to last; the best one is marked when it is named. */
export function albumScreen(
  iterations: readonly Iteration[],
  spoiler = false,
  bestId: string | null = null,
): ViewInput & { album: NonNullable<ViewInput["album"]> } {
  return {
    text: [],
    album: iterations.map(({ id, imageId, index, verdict }) => ({
      id: imageId,
      ...(spoiler ? { spoiler: true as const } : {}),
      caption: `${id === bestId ? "★ " : ""}${verdict ? `${index} · ${Math.round(verdict.score)}` : index}`,
    })),
  };
}
