import { describe, expect, it } from "vitest";
import type { RecommendData } from "../../../src/domain/calls.ts";
import { RecommendAnswer } from "../../../src/domain/calls.ts";
import { recommend } from "../../../src/providers/sketch/recommend.ts";

const round = (iteration: number, score: number | null, more: Partial<RecommendData["iterations"][number]> = {}) => ({
  iteration,
  diff: iteration === 1 ? "" : `change ${iteration}`,
  score,
  accepted: true,
  failed: [],
  feedback: null,
  ...more,
});
const points = (iterations: RecommendData["iterations"], best: number) =>
  RecommendAnswer.parse(recommend({ goal: "a fox", final_prompt: "A fox.", best_iteration: best, iterations })).points;

describe("the recommendations", () => {
  it("name the change that brought most and the one that did not help, each with its iteration", () => {
    const found = points(
      [
        round(1, 50, { failed: ["The fox is red"] }),
        round(2, 71),
        round(3, 60, { accepted: false }),
        round(4, 75, { feedback: "warmer" }),
      ],
      4,
    );
    const texts = found.map((point) => point.text).join("\n");
    expect(texts).toMatch(/change 2.*21 points over iteration 1/);
    expect(texts).toMatch(/change 3.*11 points below iteration 2/);
    expect(texts).toMatch(/warmer/);
    for (const point of found) expect(point.text).toContain(`teration ${point.iteration}`);
  });

  it.each([
    ["one iteration", [round(1, 60, { failed: ["The picture shows a boat"] })]],
    ["one perfect iteration", [round(1, 100)]],
    ["no scores", [round(1, null), round(2, null)]],
    [
      "ten iterations",
      Array.from({ length: 10 }, (_, at) => round(at + 1, 40 + at, { failed: ["x", "y", "z"], feedback: "more" })),
    ],
  ])("are 3 to 7 with %s", (_name, iterations) => {
    const found = points(iterations, 1);
    expect(found.length).toBeGreaterThanOrEqual(3);
    expect(found.length).toBeLessThanOrEqual(7);
  });
});
