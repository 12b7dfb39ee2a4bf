import { describe, expect, it } from "vitest";
import { drawLots, needsOf, readPrompt, trueQuality, World } from "../../../src/providers/sketch/index.ts";

const GOAL = 'a red fox, two green books and a sign that says "OPEN" in a forest at night';
const spread = (settings: Partial<World>, prompt = GOAL) => {
  const world = World.parse(settings);
  const reading = readPrompt(prompt, "");
  const qualities = Array.from({ length: 150 }, (_, seed) =>
    trueQuality(needsOf(GOAL), drawLots(reading, `${seed}`, world)),
  );
  const mean = qualities.reduce((sum, one) => sum + one, 0) / qualities.length;
  return { mean, variance: qualities.reduce((sum, one) => sum + (one - mean) ** 2, 0) / qualities.length };
};

describe("the settings of the simulated world", () => {
  it("make wording matter not at all, or more", () => {
    const firm = `${GOAL}. There are exactly two books, clearly visible in the foreground, unmistakably green.`;
    const gain = (wording: number) => spread({ wording }, firm).mean - spread({ wording }).mean;
    expect(gain(2)).toBeGreaterThan(gain(0) + 3);
  });

  it("give good and bad days, and a steady hand", () => {
    expect(spread({ luck: 1 }).variance).toBeGreaterThan(spread({}).variance);
    // What is missed less often than not is then hardly ever missed.
    expect(spread({ steadiness: 6 }).mean).toBeGreaterThan(spread({}).mean + 3);
  });
});
