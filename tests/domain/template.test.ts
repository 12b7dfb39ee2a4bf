import { expect, test } from "vitest";
import { PLAIN_FRAME, type Prompt, plainText, providerTexts } from "../../src/domain/prompt-blocks.ts";
import { isApplied, type Template, toggleTemplate } from "../../src/domain/template.ts";
import { aPrompt } from "../chat/chat-world.ts";

const template = (id: string, kind: Template["kind"]): Template => ({
  ...{ id, kind, order: 1, title: { en: id }, words: `Words of ${id}.` },
});
const all = [
  template("realistic", "type"),
  template("cartoon", "type"),
  template("day", "hint"),
  template("wood", "hint"),
];
const [realistic, cartoon, day, wood] = all as [Template, Template, Template, Template];
const prompt: Prompt = { ...aPrompt("a cup"), frame: PLAIN_FRAME };

test("words come to the end of the prompt and go again without a trace", () => {
  const applied = toggleTemplate(prompt, day, all);
  expect([plainText(applied), isApplied(applied, day)]).toEqual(["a cup. Words of day.", true]);
  expect(toggleTemplate(applied, day, all)).toEqual(prompt);
});

test("a prompt is of one type at most, while hints add up", () => {
  const applied = [realistic, day, wood, cartoon].reduce((made, one) => toggleTemplate(made, one, all), prompt);
  expect(plainText(applied)).toBe("a cup. Words of day. Words of wood. Words of cartoon.");
});

test("a model's own order of the blocks holds with them", () => {
  const styled = { ...prompt, blocks: { ...prompt.blocks, style: "watercolour" } };
  const style = { order: ["style" as const], exclusions: "{list}" };
  expect(providerTexts(toggleTemplate(styled, day, all), false, style).prompt).toBe(
    "watercolour. a cup. Words of day.",
  );
});
