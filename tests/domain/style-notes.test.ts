import fc from "fast-check";
import { expect, test } from "vitest";
import { PLAIN_FRAME } from "../../src/domain/prompt-blocks.ts";
import { habitsOf, noteAll, notesAsTemplates, StyleNotes, wordsToNote } from "../../src/domain/style-notes.ts";
import { isApplied, toggleTemplate } from "../../src/domain/template.ts";
import { aPrompt } from "../chat/chat-world.ts";

test("a habit is what came up in two sessions, however often in one of them", () => {
  const once = noteAll(noteAll({}, ["warmer light"], "s1"), ["warmer light", "a hat"], "s1");
  expect(habitsOf(once)).toEqual([]);
  const twice = noteAll(once, ["warmer light"], "s2");
  expect(habitsOf(twice)).toEqual([{ key: "warmer light", sessions: 2, templateId: null }]);
});

test("what somebody said is noted in parts that are short enough to come up again", () => {
  expect(
    wordsToNote("Warmer light, warmer LIGHT! no; make the whole thing a good deal less like a catalogue picture"),
  ).toEqual(["warmer light"]);
  expect(wordsToNote("光线更暖，背景更简单")).toEqual(["光线更暖", "背景更简单"]);
});

test("words become a template that can be put into a prompt and taken back, whatever they are", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (feedback) => {
      const notes = ["s1", "s2"].reduce((made, id) => noteAll(made, wordsToNote(feedback), id), {});
      const prompt = { ...aPrompt("a cup"), frame: PLAIN_FRAME };
      for (const template of notesAsTemplates(notes, 3)) {
        const applied = toggleTemplate(prompt, template, [template]);
        expect(isApplied(applied, template)).toBe(true);
        expect(toggleTemplate(applied, template, [template])).toEqual(prompt);
      }
    }),
  );
});

test("notes stay few, the rarest and oldest go first, and what is broken counts as nothing", () => {
  const habit = ["s1", "s2"].reduce((made, id) => noteAll(made, ["kept"], id), {});
  const many = Array.from({ length: 100 }).reduce<StyleNotes>(
    (made, _one, at) => noteAll(made, [`n${at}`], "s"),
    habit,
  );
  expect(Object.keys(many)).toHaveLength(40);
  expect(Object.keys(many)).toEqual(expect.arrayContaining(["kept", "n99"]));
  expect(StyleNotes.parse("rubbish")).toEqual({});
});
