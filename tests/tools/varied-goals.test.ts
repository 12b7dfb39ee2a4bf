import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ReviseAnswer } from "../../src/domain/calls.ts";
import { lostMusts } from "../../src/domain/checklist.ts";
import {
  applyChanges,
  BlockName,
  emptyBlocks,
  literalsOf,
  missingLiterals,
  negativeText,
  type Prompt,
  plainText,
} from "../../src/domain/prompt-blocks.ts";
import { refine } from "../../src/providers/sketch/refine.ts";
import { createFakeWorld, plainAnswer } from "../fakes/fake-tool-context.ts";
import { variedGoals } from "../fakes/varied-goals.ts";

const goals = variedGoals();
const painter = { guide: "", aspect: "1:1", supports_negative_prompt: true };

/** A model that forgets the goal: no literal in its blocks, an invented must in its list. */
const forgetful = {
  blocks: { ...emptyBlocks(), subject: "something nice", style: "moody" },
  checklist: [
    { text: "a unicorn zeppelin hovers", weight: 3, level: "must", kind: "content" },
    { text: "it is pretty", weight: 1, level: "should", kind: "content" },
  ],
  assumptions: [],
};

async function refined(goal: string, answer: unknown) {
  const world = createFakeWorld({
    answer: (asked) => (asked.call === "refine" ? answer : plainAnswer(asked, () => [])),
  });
  Object.assign(world.session, { goal, literals: literalsOf(goal) });
  await world.run("refine", {});
  return world.session;
}

describe.each([
  ["a careful writer", (goal: string) => refine({ goal, negative: "", painter })],
  ["a forgetful writer", () => forgetful],
])("%s", (_name, answer) => {
  it(`keeps every literal of ${goals.length} varied goals, in a checklist of 6 to 12 items without invented musts`, async () => {
    expect(new Set(goals).size).toBe(320);
    for (const goal of goals) {
      const { prompt, checklist } = await refined(goal, answer(goal));
      const literals = literalsOf(goal);
      expect(missingLiterals(prompt as Prompt, literals), goal).toEqual([]);
      const items = checklist?.items ?? [];
      expect(items.length, goal).toBeGreaterThanOrEqual(6);
      expect(items.length, goal).toBeLessThanOrEqual(12);
      expect(
        items.filter((item) => item.kind === "artefact"),
        goal,
      ).toHaveLength(1);
      const musts = items.filter((item) => item.level === "must").map((item) => item.text);
      if (/^[\p{Script=Latin}\P{L}]*$/u.test(goal)) expect(musts.join(), goal).not.toMatch(/unicorn|zeppelin/);
      for (const quote of literals.filter(({ kind }) => kind === "quote").slice(0, 2))
        expect(
          musts.some((text) => text.includes(quote.text)),
          goal,
        ).toBe(true);
    }
  });
});

it("keeps frame and locked blocks to the letter through any sequence of revisions", () => {
  const name = fc.constantFrom(...BlockName.options);
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.constant("## FLEX_END:subject\n{{ flex.style }}"),
  );
  const changes = fc.array(fc.array(fc.record({ block: name, text }), { maxLength: 3 }), { maxLength: 8 });
  fc.assert(
    fc.property(fc.constantFrom(...goals), fc.uniqueArray(name, { maxLength: 4 }), changes, (goal, locked, turns) => {
      const { blocks } = refine({ goal, negative: "", painter });
      const frame = "For a shop:\n{{ flex.subject }} {{ flex.style }} {{ flex.constraints }}\nEnd.";
      const literals = literalsOf(goal);
      let prompt: Prompt = { frame, blocks, locked };
      const missing = missingLiterals(prompt, literals).length;
      for (const turn of turns) prompt = applyChanges(prompt, ReviseAnswer.shape.changes.parse(turn), literals).prompt;
      expect(prompt.frame).toBe(frame);
      for (const block of locked) expect(prompt.blocks[block]).toBe(blocks[block]);
      expect(missingLiterals(prompt, literals).length).toBeLessThanOrEqual(missing);
      expect(plainText(prompt)).not.toMatch(/FLEX_|\{\{/);
    }),
  );
});

it("throws a revision away that takes a must out of the prompt, unless the person asked for it", async () => {
  const forget = { changes: [{ block: "subject", text: 'A red fox; a sign says "OPEN"' }], diff: "less" };
  const world = createFakeWorld({
    answer: (asked) => (asked.call === "revise" ? forget : plainAnswer(asked, () => ["i1"])),
  });
  await world.run("generate", { mode: "accept" });
  world.steps.clear();
  world.session.checklist!.items[2]!.level = "must";
  const revised = (await world.run("revise", { mode: "fix" })) as { changed: boolean; prompt: Prompt };
  expect(revised.changed).toBe(false);
  world.steps.clear();
  const asked = { mode: "fix", feedback: [{ id: null, text: "remove the lantern" }] };
  expect(await world.run("revise", asked)).toMatchObject({ changed: true });
  const words = `${plainText(revised.prompt)} ${negativeText(revised.prompt)}`;
  expect(lostMusts(world.session.checklist!, words, "a fox").map((item) => item.id)).toContain("i3");
});
