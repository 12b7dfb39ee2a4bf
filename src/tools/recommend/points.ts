import type { Recommendation } from "../../domain/session.ts";
import { bandOf } from "../../domain/verdict.ts";

/** One iteration as recommendations see it. */
export interface Made {
  iteration: number;
  diff: string;
  score: number | null;
  accepted: boolean;
  failed: string[];
  feedback: string | null;
  /** Of the iteration whose prompt was changed, when both were scored by the same checklist. */
  parentScore: number | null;
}

const MAX_LENGTH = 300;
const PRAISE =
  /improv|better|rais|boost|help|work(?:ed|s)\b|fix(?:ed|es)|solv|succe|gain|increas|strengthen|enhanc|best|paid off|effective|улучш|помог|лучш|повыс|исправ|сработал|удал|改善|提高|提升|更好|有效|解决|成功|修复/iu;
const BLAME =
  /\b(?:not|no|never|without|nor|worse|reject\w*|fail\w*|lost|lower\w*|hurt\w*|drop\w*|avoid\w*|neither|little)\b|n['’]t\b|(?<!\p{L})(?:не|нет|без|хуже|отклон\p{L}*)(?!\p{L})|没|未|不|无|失败|拒/iu;

/**
 * Points that the record bears out: they name an iteration that exists, credit no rejected one, and every score or
 * gain that they quote is a real one.
 */
export function keepTrue(points: readonly Recommendation[], made: readonly Made[]): Recommendation[] {
  const kept: Recommendation[] = [];
  for (const point of points) {
    const text = point.text.replace(/\s+/g, " ").trim().slice(0, MAX_LENGTH);
    const about = made.find((entry) => entry.iteration === point.iteration);
    if (text === "" || about === undefined || kept.some((other) => other.text === text)) continue;
    if (!about.accepted && PRAISE.test(text) && !BLAME.test(text)) continue;
    if (about.accepted && isLoss(about) && PRAISE.test(text) && !BLAME.test(text)) continue;
    if (numbersAreTrue(text, about, made)) kept.push({ text, iteration: point.iteration });
  }
  return kept;
}

/** Accepted by a close decision or by the person, though its score is lower. */
function isLoss(about: Made): boolean {
  return about.score !== null && about.parentScore !== null && about.score < about.parentScore;
}

function numbersAreTrue(text: string, about: Made, made: readonly Made[]): boolean {
  const isNear = (wanted: number, real: number | null) => real !== null && Math.abs(wanted - real) <= 1;
  const quoted = [...text.matchAll(/\b(?:score[sd]?|scoring)\b\D{0,20}?(\d{1,3}(?:\.\d+)?)/giu)].map((m) =>
    Number(m[1]),
  );
  if (quoted.some((score) => !made.some((entry) => isNear(score, entry.score)))) return false;
  const gains = [...text.matchAll(/\+\s?(\d{1,3}(?:\.\d+)?)/gu)].map((m) => Number(m[1]));
  const gain = about.score === null || about.parentScore === null ? null : about.score - about.parentScore;
  return gains.every((wanted) => isNear(wanted, gain));
}

/** Points made without a model, the most useful first: gains, the best, what holds, what did not help, what is left. */
export function pointsByRule(made: readonly Made[], bestIteration: number): Recommendation[] {
  const best = made.find((entry) => entry.iteration === bestIteration) ?? made[0];
  if (best === undefined) return [];
  const later = made.filter((entry) => entry.iteration !== made[0]?.iteration);
  const gains = later.filter((entry) => entry.accepted && entry.diff !== "" && !isLoss(entry)).map(gainPoint);
  const losses = later.filter((entry) => !entry.accepted && entry.score !== null && entry.diff !== "").map(lossPoint);
  const points = [...gains.slice(0, 3), bestPoint(best), leftPoint(best), ...losses.slice(0, 2)];
  if (points.length < 3) points.push(countPoint(made, best));
  return points;
}

type Rule = NonNullable<Recommendation["rule"]>;

function point(about: Made, text: string, code: Rule["code"], args: Rule["args"] = {}): Recommendation {
  return { text, iteration: about.iteration, rule: { code, args } };
}

function gainPoint(entry: Made): Recommendation {
  const { diff, score, parentScore } = entry;
  const scores = parentScore === null || score === null ? "" : ` (${parentScore} → ${score})`;
  const words = entry.feedback === null ? "no" : "yes";
  const why = words === "no" ? "was kept" : "followed your words and was kept";
  const args = { diff, words, scored: scores === "" ? "no" : "yes", from: parentScore ?? 0, to: score ?? 0 };
  return point(entry, `“${diff}” ${why}${scores}.`, "kept", args);
}

function lossPoint(entry: Made): Recommendation {
  const { diff, score } = entry;
  const text = `“${diff}” did not beat the best picture (score ${score}).`;
  return point(entry, text, "lost", { diff, score: score ?? 0 });
}

function bestPoint(best: Made): Recommendation {
  const index = best.iteration;
  if (best.score === null)
    return point(best, `Picture ${index} is the best so far; it could not be scored.`, "best_unscored", { index });
  const band = bandOf(best.score);
  const text = `Picture ${index} is the best so far: score ${best.score}, ${band}.`;
  return point(best, text, "best", { index, score: best.score, band });
}

function leftPoint(best: Made): Recommendation {
  if (best.score === null)
    return point(best, "A second look by the judge would say what to change next.", "look_again");
  if (best.failed.length === 0)
    return point(best, "Everything on the checklist is there: keep this prompt for pictures of this kind.", "complete");
  const items = best.failed.slice(0, 3).join("; ");
  return point(best, `Still to be improved: ${items}.`, "left", { items });
}

function countPoint(made: readonly Made[], best: Made): Recommendation {
  if (made.length === 1)
    return point(
      best,
      "This is the first draw of the prompt: another draw of the same words may come out better or worse.",
      "first_draw",
    );
  const text = `${made.length} pictures were made of this wish; the prompt of picture ${best.iteration} is the one to keep.`;
  return point(best, text, "count", { count: made.length, index: best.iteration });
}
