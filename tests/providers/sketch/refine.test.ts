import { describe, expect, it } from "vitest";
import { RefineAnswer } from "../../../src/domain/calls.ts";
import { literalsOf, missingLiterals, PLAIN_FRAME } from "../../../src/domain/prompt-blocks.ts";
import { needsOf } from "../../../src/providers/sketch/index.ts";
import { refine } from "../../../src/providers/sketch/refine.ts";

const painter = { guide: "", aspect: "1:1", supports_negative_prompt: true };
const refined = (goal: string, negative = "") => RefineAnswer.parse(refine({ goal, negative, painter }));

const GOALS = [
  'A red fox reading under a lantern in a snowy forest at night, the sign says "OPEN"',
  "bond",
  "Three yellow balloons over a turquoise sea at sunset, watercolour, no people",
  'Poster for a bakery: two golden croissants, the text "Fresh at 7", without clouds or birds',
  'A door with "NO ENTRY" on it, and no handle',
  "Лиса читает книгу под фонарём, надпись «ОТКРЫТО»",
  "月光下的狐狸，森林里有三只猫头鹰",
  "12 black cats on 3 white chairs, close-up, low angle",
  "nothing but silence",
  "",
  "A robot and a dragon and a knight and a castle and a red boat and a blue car and two green kites and a clock in rain at dusk",
];

describe("the refiner", () => {
  it.each(GOALS)("keeps every literal of: %s", (goal) => {
    const prompt = { frame: PLAIN_FRAME, blocks: refined(goal).blocks, locked: [] };
    expect(missingLiterals(prompt, literalsOf(goal))).toEqual([]);
  });

  it.each(GOALS)("makes 6 to 12 items with one about artefacts for: %s", (goal) => {
    const { checklist } = refined(goal);
    expect(checklist.length).toBeGreaterThanOrEqual(6);
    expect(checklist.length).toBeLessThanOrEqual(12);
    expect(checklist.filter((item) => item.kind === "artefact")).toHaveLength(1);
    expect(new Set(checklist.map((item) => item.text)).size).toBe(checklist.length);
  });

  it.each(GOALS)("invents no must for: %s", (goal) => {
    const wanted = new Set(needsOf(goal).map((need) => need.value));
    for (const item of refined(goal).checklist.filter((one) => one.level === "must")) {
      expect(item.weight).toBeGreaterThanOrEqual(2);
      expect(needsOf(item.text).some((need) => wanted.has(need.value))).toBe(true);
    }
  });

  it("asks for each thing, colour, count and text of the goal", () => {
    const texts = refined('A red fox and three kites at night, a sign "HI"').checklist.map((item) => item.text);
    expect(texts).toEqual(
      expect.arrayContaining([
        "The picture shows a fox",
        "The fox is red",
        "There are exactly 3 kites",
        'The text "HI" can be read, spelled exactly so',
        "The light is that of night",
      ]),
    );
  });

  it("moves exclusions and the person's negatives into the negative block", () => {
    const { blocks } = refined("A boat at sea, no people", "blur");
    expect(blocks.subject).toBe("A boat at sea");
    expect(blocks.negative_constraints).toMatch(/^people, blur/);
  });

  it("names what it adds and answers alike every time", () => {
    const first = refined("a lighthouse");
    expect(first.assumptions.length).toBeGreaterThan(2);
    expect(refined("a lighthouse")).toEqual(first);
    expect(refined("bond").checklist[0]?.text).toBe("The picture shows ‘bond’");
  });

  it("adds no thing of its own to the picture", () => {
    for (const goal of GOALS) {
      const wanted = new Set(needsOf(goal).map((need) => need.value));
      const { subject: _subject, negative_constraints: _negative, ...added } = refined(goal).blocks;
      const things = needsOf(Object.values(added).join(". ")).filter((need) =>
        ["thing", "idea", "colour"].includes(need.kind),
      );
      expect(things.filter((need) => !wanted.has(need.value))).toEqual([]);
    }
  });
});
