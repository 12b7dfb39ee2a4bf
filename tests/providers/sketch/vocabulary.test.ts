import { describe, expect, it } from "vitest";
import { FIGURES } from "../../../src/providers/sketch/draw/figures.ts";
import { LANDFORMS } from "../../../src/providers/sketch/draw/landforms.ts";
import { needsOf } from "../../../src/providers/sketch/index.ts";
import { NOUNS } from "../../../src/providers/sketch/vocabulary.ts";

describe("the vocabulary", () => {
  it("has a drawing for every noun", () => {
    // The sea and a room are stages of their own.
    const drawn = new Set([...Object.keys(FIGURES), ...Object.keys(LANDFORMS), "sea", "room"]);
    expect(Object.keys(NOUNS).filter((noun) => !drawn.has(noun))).toEqual([]);
    expect(Object.keys(NOUNS).length).toBeGreaterThan(60);
  });

  it("gives every word to one noun", () => {
    const words = Object.entries(NOUNS).flatMap(([noun, { aliases }]) => [noun, ...aliases]);
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
  });

  it.each([
    ["a red fox and a dog", ["colour:fox:red"]],
    ["The fox, in the left foreground, is unmistakably red", ["colour:fox:red"]],
    ["three very old books", ["count:book:3"]],
    ["a golden hour", ["light::golden"]],
    ["a snowman in the snow", ["weather::snow"]],
    ["a wombat on a cosy chair", ["idea::wombat"]],
    ["a cat without a hat", ["exclusion::hat"]],
  ])("reads “%s”", (text, expected) => {
    const keys = needsOf(text).map(({ kind, noun, value }) => `${kind}:${noun}:${value}`);
    expect(keys).toEqual(expect.arrayContaining(expected));
    expect(keys.filter((key) => /^(colour|count|idea|light|weather|exclusion)/.test(key))).toEqual(expected);
  });
});
