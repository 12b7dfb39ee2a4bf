import { describe, expect, test } from "vitest";
import { shorten, toRichText } from "../../../src/chat/telegram/rich-text.ts";

describe("text with styles", () => {
  test.each([
    ["Markdown and HTML stay as typed", "*no* _markup_ <b>&amp;</b> [x](y) `z`"],
    ["mentions stay as typed", "@everyone and /start"],
    ["emoji", "🦊👩‍👩‍👧 fox"],
  ])("%s", (_, typed) => {
    const { text, entities } = toRichText([["Goal 🎨: ", { text: typed, style: "bold" }, "!"]]);
    expect(text).toBe(`Goal 🎨: ${typed}!`);
    expect(entities).toEqual([{ type: "bold", offset: 9, length: typed.length }]);
    expect(text.slice(9, 9 + typed.length)).toBe(typed);
  });

  test("quotes, folded or not, and blank lines", () => {
    const { text, entities } = toRichText([
      [{ text: "A", style: "code" }],
      { quote: "two\nlines", fold: true },
      [],
      { quote: "q", fold: false },
    ]);
    expect(text).toBe("A\ntwo\nlines\n\nq");
    expect(entities).toEqual([
      { type: "code", offset: 0, length: 1 },
      { type: "expandable_blockquote", offset: 2, length: 9 },
      { type: "blockquote", offset: 13, length: 1 },
    ]);
  });

  test("a style of nothing is left out", () => {
    expect(toRichText([[{ text: " ", style: "bold" }, "x"], { quote: "", fold: true }]).entities).toEqual([]);
  });
});

describe("shortening", () => {
  const rich = (text: string) => toRichText([[{ text, style: "bold" }]]);

  test("what fits is left alone", () => {
    expect(shorten(rich("abc"), 3)).toMatchObject({ whole: true, shown: { text: "abc" } });
  });

  test.each([
    ["after a line", `${"a".repeat(80)}\n${"b".repeat(80)}`, 100, `${"a".repeat(80)}…`],
    ["after a word", `${"a".repeat(80)} ${"b".repeat(80)}`, 100, `${"a".repeat(80)}…`],
    ["within a long word", "x".repeat(50), 10, `${"x".repeat(9)}…`],
    ["never within an emoji", `12345678${"🦊".repeat(5)}`, 10, "12345678…"],
  ])("%s", (_, text, limit, expected) => {
    const { shown, whole } = shorten(rich(text), limit);
    expect(shown.text).toBe(expected);
    expect(whole).toBe(false);
    expect(shown.entities).toEqual([{ type: "bold", offset: 0, length: expected.length - 1 }]);
  });
});
