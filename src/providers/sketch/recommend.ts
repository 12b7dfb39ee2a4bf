import type { RecommendAnswer, RecommendData } from "../../domain/calls.ts";

type Iteration = RecommendData["iterations"][number];
type Point = RecommendAnswer["points"][number];

const FEWEST = 3;
const MOST = 7;

/** Three to seven points of what worked, each resting on an iteration; no point says what the scores do not. */
export function recommend(data: RecommendData): RecommendAnswer {
  const best = data.iterations.find((one) => one.iteration === data.best_iteration) ?? data.iterations[0];
  if (best === undefined) return { points: [] };
  const points = [
    bestPoint(best),
    ...changePoints(data.iterations, true).slice(0, 2),
    ...changePoints(data.iterations, false).slice(0, 1),
    ...stubbornPoints(data.iterations, best),
    ...feedbackPoints(data.iterations),
  ];
  for (const more of closingPoints(best)) if (points.length < FEWEST) points.push(more);
  return { points: points.slice(0, MOST) };
}

function bestPoint(best: Iteration): Point {
  const score = best.score === null ? "was not scored" : `scored ${round(best.score)}`;
  const failed =
    best.failed.length === 0 ? "with nothing failed" : `with ${best.failed.length} of its items still open`;
  return {
    text: `Iteration ${best.iteration} is the best and ${score}, ${failed}: start the next wish from its prompt.`,
    iteration: best.iteration,
  };
}

/** Changes that raised (or lowered) the score against the best before them, the greatest first. */
function changePoints(iterations: readonly Iteration[], gains: boolean): Point[] {
  const rated: { point: Point; change: number }[] = [];
  let before: Iteration | undefined;
  for (const one of iterations) {
    if (before?.score != null && one.score !== null && one.diff !== "") {
      const change = one.score - before.score;
      if (gains ? change > 0 && one.accepted : change < 0 || !one.accepted)
        rated.push({ point: changePoint(one, before, change), change });
    }
    if (before === undefined || one.accepted) before = one;
  }
  return rated.sort((a, b) => Math.abs(b.change) - Math.abs(a.change)).map(({ point }) => point);
}

function changePoint(one: Iteration, before: Iteration, change: number): Point {
  const size = round(Math.abs(change));
  const effect =
    change > 0 && one.accepted
      ? `brought ${size} points over iteration ${before.iteration}: keep it`
      : change < 0
        ? `came out ${size} points below iteration ${before.iteration}: not worth repeating`
        : `scored no clear gain over iteration ${before.iteration} and was not kept`;
  return { text: `“${one.diff}” (iteration ${one.iteration}) ${effect}.`, iteration: one.iteration };
}

function stubbornPoints(iterations: readonly Iteration[], best: Iteration): Point[] {
  return best.failed.slice(0, 2).map((item) => {
    const times = iterations.filter((one) => one.failed.includes(item)).length;
    const often = times > 1 ? `failed in ${times} of ${iterations.length} iterations` : "failed";
    return {
      text: `“${item}” ${often}, also in iteration ${best.iteration}: say it in a clause of its own, or change it yourself.`,
      iteration: best.iteration,
    };
  });
}

function feedbackPoints(iterations: readonly Iteration[]): Point[] {
  return iterations
    .filter((one) => one.feedback !== null && one.feedback.trim() !== "")
    .slice(-1)
    .map((one) => ({
      text: `Your words at iteration ${one.iteration} (“${shorten(one.feedback as string)}”) belong in the goal next time.`,
      iteration: one.iteration,
    }));
}

function closingPoints(best: Iteration): Point[] {
  return [
    {
      text: `Paint the prompt of iteration ${best.iteration} once more with another seed: the luck of the draw decides much.`,
      iteration: best.iteration,
    },
    {
      text: `For a print, paint iteration ${best.iteration} again as “final”: same prompt, twice the size.`,
      iteration: best.iteration,
    },
  ];
}

function shorten(text: string): string {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

function round(score: number): number {
  return Math.round(score * 10) / 10;
}
