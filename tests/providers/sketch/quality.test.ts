import { describe, expect, it } from "vitest";
import {
  drawLots,
  expectedQuality,
  needsOf,
  readPrompt,
  trueQuality,
  World,
} from "../../../src/providers/sketch/index.ts";

const GOAL = 'A red fox, a green lantern, three blue books, a boat and a sign "OPEN" in a forest at night';
const world = World.parse({});

function missRate(prompt: string, noun: string, negative = ""): number {
  const reading = readPrompt(prompt, negative);
  let missed = 0;
  for (let seed = 0; seed < 300; seed++)
    if (!drawLots(reading, `${prompt} ${seed}`, world).things.some((thing) => thing.noun === noun)) missed++;
  return missed / 300;
}

describe("what a prompt is worth", () => {
  it("misses a thing less often when it has a clause of its own with its place", () => {
    const listed = missRate(`${GOAL}.`, "lantern");
    const clear = missRate(
      `${GOAL}. The lantern is clearly visible in the left foreground, unmistakably green.`,
      "lantern",
    );
    expect(listed).toBeGreaterThan(0.2);
    expect(clear).toBeLessThan(0.15);
  });

  it("paints counts and colours right more often when they are said again", () => {
    const needs = needsOf("three blue books");
    const listed = expectedQuality(needs, { prompt: `${GOAL}.`, negativePrompt: "" });
    const clear = expectedQuality(needs, {
      prompt: `${GOAL}. There are exactly three books, clearly visible in the foreground, unmistakably blue.`,
      negativePrompt: "",
    });
    expect(clear).toBeGreaterThan(listed + 15);
  });

  it("calls up what a prompt forbids, unless the negative prompt says it", () => {
    expect(1 - missRate("A quiet road, no people", "person")).toBeGreaterThan(0.1);
    expect(1 - missRate("A quiet road, no people", "person", "people")).toBe(0);
  });

  it("is full marks for a painter without noise", () => {
    const needs = needsOf(GOAL);
    expect(needs.length).toBeGreaterThan(9);
    expect(expectedQuality(needs, { prompt: GOAL, negativePrompt: "" }, { painterNoise: 0 }, 5)).toBe(100);
    expect(expectedQuality(needs, { prompt: GOAL, negativePrompt: "" })).toBeLessThan(75);
  });

  it("holds a picture with a missing must at 60", () => {
    const drawn = drawLots(readPrompt("a cat", ""), "k", World.parse({ painterNoise: 0 }));
    expect(trueQuality(needsOf("a cat"), drawn)).toBe(100);
    expect(trueQuality(needsOf("a cat and a dog"), drawn)).toBeLessThanOrEqual(60);
  });
});
