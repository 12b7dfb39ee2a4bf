import { describe, expect, it } from "vitest";
import { type ErrorCode, SfumatoError } from "../../src/domain/errors.ts";
import { plainText } from "../../src/domain/prompt-blocks.ts";
import type { Models, TextModel } from "../../src/ports/models.ts";
import { createPrompts } from "../../src/prompt-files.ts";
import { toolById, tools } from "../../src/tools/index.ts";
import { GenerateOutput, RecommendOutput, ReviseOutput } from "../../src/tools/outputs.ts";
import { createFakeWorld, fakeImageModel, plainAnswer, refineAnswer, say } from "../fakes/fake-tool-context.ts";

const fail = (code: ErrorCode): never => {
  throw new SfumatoError(code, "scripted failure");
};

describe("refine", () => {
  it("keeps the person's words to the letter and freezes the checklist", async () => {
    const world = createFakeWorld({
      answer: () => ({ ...refineAnswer, blocks: { ...refineAnswer.blocks, subject: "An animal {{ flex.style }}" } }),
    });
    world.session.goal = 'Three red balloons and a sign "OPEN", no people';
    world.session.options = { ...world.session.options, negative: "blur" };
    await world.run("refine", {});
    const { prompt, checklist, originalPrompt } = world.session;
    expect(plainText(prompt!)).toMatch(/"OPEN".*three red balloons/);
    expect(prompt?.blocks.negative_constraints).toBe("blur, people");
    expect(originalPrompt).toEqual(prompt);
    expect(checklist?.version).toBe(1);
    expect(checklist?.items.map((item) => item.id)).toEqual(checklist?.items.map((_item, at) => `i${at + 1}`));
    expect(checklist?.items.filter((item) => item.kind === "artefact")).toHaveLength(1);
    expect(checklist?.items.find((item) => item.text === "a fox is shown")?.level).toBe("should");
    expect(world.events.map((event) => event.type)).toEqual(["prompt_ready"]);
  });

  it.each(["E_AI_REFUSED", "E_AI_BAD_ANSWER"] as const)("takes the goal itself after %s", async (code) => {
    const world = createFakeWorld({ answer: () => fail(code) });
    expect(await world.run("refine", {})).toMatchObject({ made: "by_rule" });
    expect(plainText(world.session.prompt!)).toContain(world.session.goal);
    expect(world.session.checklist?.items.length).toBeGreaterThanOrEqual(6);
    expect(world.events.map((event) => event.type)).toEqual(["warning", "prompt_ready"]);
  });

  it.each(["E_BUDGET_BLOCKED", "E_AI_MODEL_UNAVAILABLE"] as const)("passes %s on", async (code) => {
    const world = createFakeWorld({ answer: () => fail(code) });
    await expect(world.run("refine", {})).rejects.toMatchObject({ code });
  });
});

describe("generate", () => {
  it("paints an edited prompt whose checklist is missing", async () => {
    const world = createFakeWorld({
      answer: (asked) => (asked.call === "refine" ? fail("E_AI_TIMEOUT") : plainAnswer(asked, () => [])),
    });
    const prompt = {
      frame: "{{ flex.subject }}",
      blocks: { ...refineAnswer.blocks, subject: "My own words" },
      locked: [],
    };
    world.session.prompt = prompt;
    await world.run("generate", {});
    expect(world.iterations[0]?.promptText).toBe("My own words.");
    expect(world.iterations[0]?.verdict?.score).toBe(100);
  });

  it("makes a picture once more with another seed", async () => {
    const world = createFakeWorld();
    world.session.options = { ...world.session.options, seed: 7 };
    await world.run("generate", {});
    world.steps.clear();
    const again = GenerateOutput.parse(await world.run("generate", { mode: "reroll", iterationId: "it-0" }));
    expect(again.index).toBe(1);
    expect(world.painted.map((request) => request.seed)).toEqual([7, 8]);
    expect(world.painted[1]?.prompt).toBe(world.painted[0]?.prompt);
  });
});

describe("revise", () => {
  it("throws away changes of locked blocks and of literals, unless the person says so", async () => {
    const world = createFakeWorld();
    await world.run("generate", {});
    world.iterations[0]!.prompt.locked = ["style"];
    const changes = [
      { block: "style", text: "oil" },
      { block: "subject", text: 'A blue fox by a lantern; a sign says "OPEN"' },
    ];
    world.answer = () => ({ changes, diff: "blue" });
    world.steps.clear();
    expect(ReviseOutput.parse(await world.run("revise", {})).changed).toBe(false);
    say(world, "make the fox blue");
    world.steps.clear();
    const revised = ReviseOutput.parse(await world.run("revise", {}));
    expect(revised.prompt.blocks).toMatchObject({ subject: changes[1]?.text, style: "watercolour" });
    expect(revised.feedbackIds).toEqual(["w1"]);
    expect(world.session.literals).toContainEqual({ kind: "colour", text: "blue" });
    expect(world.session.literals).not.toContainEqual({ kind: "colour", text: "red" });
  });
});

describe("recommend", () => {
  it("drops what the record does not bear out and fills up by rules", async () => {
    const world = createFakeWorld({ answer: (asked) => plainAnswer(asked, () => ["i2", "i3"]) });
    await world.run("optimize", { rounds: 1 });
    world.steps.clear();
    const points = [
      { text: "The new framing improved the picture.", iteration: 1 },
      { text: "The new framing did not help.", iteration: 1 },
      { text: "A picture that nobody made.", iteration: 9 },
      { text: "It reached score 99.", iteration: 0 },
    ];
    world.answer = () => ({ points });
    const output = RecommendOutput.parse(await world.run("recommend", {}));
    expect(output.points[0]?.text).toBe("The new framing did not help.");
    expect(output.points).toHaveLength(3);
    const indexes = world.iterations.map((iteration) => iteration.index);
    expect(output.points.every((point) => indexes.includes(point.iteration))).toBe(true);
  });

  it("needs no money", async () => {
    const world = createFakeWorld();
    await world.run("generate", {});
    world.answer = () => fail("E_BUDGET_BLOCKED");
    world.steps.clear();
    const output = RecommendOutput.parse(await world.run("recommend", {}));
    expect(output.points.length).toBeGreaterThanOrEqual(3);
  });
});

describe("the list", () => {
  const text = (quote: number | null): TextModel => ({
    provider: "fake",
    modelId: "fake-text",
    simulated: true,
    quote: () => quote,
    ask: () => Promise.reject(new Error("quotes make no calls")),
  });
  const models = (quote: number | null): Models => ({ images: [fakeImageModel], text: () => text(quote) });
  const { session } = createFakeWorld();

  it("finds tools by id", () => {
    expect(tools.map((tool) => toolById(tool.id))).toEqual(tools);
    expect(() => toolById("paint")).toThrow(SfumatoError);
  });

  it("quotes upper bounds, and nothing when a price is unknown", () => {
    const context = { image: fakeImageModel, models: models(1000), iterationsMade: 0 };
    const quote = (id: string, input: unknown) => toolById(id).quote(input, session, context).maxMicros;
    expect(quote("generate", { mode: "accept" })).toBe(40_000 + 2 * 1000);
    expect(quote("optimize", { rounds: 3 })).toBe(4 * 40_000 + (1 + 3 + 9 + 1) * 1000);
    expect(
      toolById("optimize").quote({ rounds: 3 }, session, { ...context, models: models(null) }).maxMicros,
    ).toBeNull();
  });

  it("has its instructions in prompts/", () => {
    const prompts = createPrompts("prompts");
    for (const call of ["refine", "judge", "revise", "recommend"] as const) {
      expect(prompts.instructions(call).length).toBeGreaterThan(500);
      expect(prompts.instructions(call).length).toBeLessThan(6000);
      expect(prompts.instructions(call)).not.toContain("---");
    }
    expect(() => prompts.guide("nobody")).toThrow(/nobody\.md is missing/);
    expect(() => createPrompts("tests")).toThrow(/refine\.md cannot be read/);
  });
});
