import { describe, expect, it } from "vitest";
import { emptyBlocks, PLAIN_FRAME, type Prompt } from "../../src/domain/prompt-blocks.ts";
import { PromptStyle, textsFor } from "../../src/domain/prompt-style.ts";
import { createPrompts } from "../../src/prompt-files.ts";

const prompt: Prompt = {
  frame: PLAIN_FRAME,
  blocks: {
    ...emptyBlocks(),
    ...{ subject: 'a fox by a sign "OPEN"', style: "oil on canvas", lighting: "dusk", camera: "35 mm" },
    negative_constraints: "people, no text",
  },
  locked: [],
};
const texts = (more: Partial<Parameters<typeof textsFor>[2]>, from = prompt, goal = "a fox") =>
  textsFor(from, goal, { supportsNegative: false, style: PromptStyle.parse({}), maxLength: null, ...more });

describe("a prompt in a model's own style", () => {
  it("has its blocks in the guide's order and its exclusions in the guide's words", () => {
    const { openai, flux } = Object.fromEntries(
      ["openai", "flux"].map((guide) => [guide, texts({ style: createPrompts("prompts").style(guide) }).prompt]),
    );
    expect(openai).toBe('oil on canvas. a fox by a sign "OPEN" dusk. 35 mm. Avoid: people, text.');
    expect(flux).toBe('a fox by a sign "OPEN" oil on canvas. dusk. 35 mm. Free of people, text.');
  });

  it("keeps a frame of the person's own, and a negative prompt where there is one", () => {
    const framed = { ...prompt, frame: "Poster: {{ flex.subject }} in {{ flex.style }}" };
    expect(texts({ supportsNegative: true, style: PromptStyle.parse({ order: ["style"] }) }, framed)).toEqual({
      ...{ prompt: 'Poster: a fox by a sign "OPEN" in oil on canvas.', negativePrompt: "people, no text" },
      leftOut: [],
    });
  });

  it("loses decoration before facts when it is too long, and says so", () => {
    expect(texts({ maxLength: 77 }).leftOut).toEqual(["camera", "lighting"]);
    expect(texts({ maxLength: 1 }).leftOut).toEqual(["camera", "lighting", "style"]);
    expect(texts({ maxLength: 1 }).prompt).toBe('a fox by a sign "OPEN" Leave out of the picture: people, text.');
  });

  it("never loses a locked block, nor what the goal asks for to the letter", () => {
    const locked = { ...prompt, locked: ["style" as const] };
    expect(texts({ maxLength: 1 }, locked).leftOut).toEqual(["camera", "lighting"]);
    const lit = { ...prompt, blocks: { ...prompt.blocks, lighting: "under a red moon" } };
    expect(texts({ maxLength: 1 }, lit, "a fox under a red moon").leftOut).toEqual(["camera", "style"]);
  });
});
