import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyChanges,
  BlockName,
  cleanBlock,
  literalsAfter,
  literalsOf,
  markedText,
  missingLiterals,
  PLAIN_FRAME,
  type Prompt,
  parseMarked,
  plainText,
  providerTexts,
  restoreLiterals,
} from "../../src/domain/prompt-blocks.ts";

const words = (goal: string) => literalsOf(goal).map((literal) => `${literal.kind}:${literal.text}`);

describe("literals of a goal", () => {
  it.each([
    ['the sign says "OPEN"', ["quote:OPEN"]],
    [
      "“it’s me” „Guten Tag“ «Привет» 「こんにちは」",
      ["quote:it’s me", "quote:Guten Tag", "quote:Привет", "quote:こんにちは"],
    ],
    ["the sign 'don't stop' glows", ["quote:don't stop"]],
    ["three red balloons, no people", ["exclusion:people", "count:three red balloons", "colour:red"]],
    [
      "2 cats, twenty-five candles and a three-headed dog",
      ["count:2 cats", "count:twenty-five candles", "count:three-headed"],
    ],
    ["no text, watermark or logos", ["exclusion:text", "exclusion:watermark", "exclusion:logos"]],
    ["not a dog but a wolf, don't show any faces", ["exclusion:dog", "exclusion:faces"]],
    ["without people and a red car", ["exclusion:people", "colour:red"]],
  ])("%s", (goal, expected) => expect(words(goal)).toEqual(expected));

  it.each([
    'a 12" record and a 7" single',
    "35mm lens, 85 mm, f/1.8, 16:9 at 3 am",
    "the dogs' bowls and the cats' toys, rock 'n' roll",
    "no longer young, not only tired, no one is there",
    "a tired hundredfold covered greenhouse on route 66",
  ])("finds none in: %s", (goal) => expect(words(goal)).toEqual([]));

  it("knows whole words: a covered lamp holds no red", () => {
    const prompt = promptWith({ subject: "a covered lamp" });
    expect(missingLiterals(prompt, [{ kind: "colour", text: "red" }])).toHaveLength(1);
  });

  it("frees what the person's newer words touch, and nothing else", () => {
    const literals = literalsOf('two red foxes and "OPEN"');
    expect(literalsAfter(literals, ["make them blue"]).map((literal) => literal.kind)).toEqual(["quote", "count"]);
    expect(literalsAfter(literals, ["more mist"])).toEqual(literals);
    expect(literalsAfter(literals, ["remove the sign"])).toEqual([]);
  });
});

function promptWith(blocks: Partial<Prompt["blocks"]>, locked: BlockName[] = []): Prompt {
  const empty = Object.fromEntries(BlockName.options.map((name) => [name, ""])) as Prompt["blocks"];
  return { frame: PLAIN_FRAME, blocks: { ...empty, ...blocks }, locked };
}

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.constantFrom(
    "## FLEX_END:subject",
    "a\n## FLEX_BEGIN:style\nb",
    "{{ flex.subject }}",
    "## FLEX_{{ flex.style }}END:subject",
    'three red balloons, "OPEN"',
    "  ## FLEX_BEGIN:camera",
    "$& $1",
  ),
);
const block = fc.constantFrom(...BlockName.options);
const blocks = fc.record(
  Object.fromEntries(BlockName.options.map((name) => [name, text.map(cleanBlock)])),
) as fc.Arbitrary<Prompt["blocks"]>;
const goals = fc.constantFrom(
  'Three red balloons over a house, a sign "OPEN", no people',
  "two blue cats and a «Привет» banner, without cars or text",
  "not a dog but a three-headed golden wolf",
);

describe("properties", () => {
  it("reads back what it wrote", () => {
    fc.assert(
      fc.property(blocks, (given) => {
        fc.pre(Object.values(given).some((part) => part !== ""));
        expect(parseMarked(markedText(given))).toEqual(given);
      }),
    );
  });

  it("never changes the frame or a locked block, and loses no literal, through any sequence of changes", () => {
    const change = fc.record({ block, text });
    const rounds = fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 6 });
    fc.assert(
      fc.property(blocks, goals, fc.uniqueArray(block), rounds, (given, goal, locked, sequence) => {
        const literals = literalsOf(goal);
        const start = { ...restoreLiterals({ frame: PLAIN_FRAME, blocks: given, locked: [] }, literals), locked };
        expect(missingLiterals(start, literals)).toEqual([]);
        let prompt = start;
        for (const changes of sequence) prompt = applyChanges(prompt, changes, literals).prompt;
        expect(prompt.frame).toBe(start.frame);
        expect(prompt.locked).toEqual(locked);
        for (const name of locked) expect(prompt.blocks[name]).toBe(start.blocks[name]);
        expect(missingLiterals(prompt, literals)).toEqual([]);
      }),
    );
  });
});

describe("changes", () => {
  it("may move a literal from one block to another", () => {
    const prompt = promptWith({ subject: 'a sign "OPEN"', constraints: "calm" });
    const changes = [
      { block: "subject" as const, text: "a sign" },
      { block: "constraints" as const, text: 'the sign reads "OPEN"' },
    ];
    expect(applyChanges(prompt, changes, literalsOf('a sign "OPEN"')).applied).toHaveLength(2);
  });

  it("names what it leaves out", () => {
    const prompt = promptWith({ subject: "a red fox", style: "oil" }, ["style"]);
    const changes = [
      { block: "style" as const, text: "ink" },
      { block: "subject" as const, text: "a fox" },
    ];
    const { rejected, prompt: after } = applyChanges(prompt, changes, literalsOf("a red fox"));
    expect(rejected.map(({ reason }) => reason)).toEqual(["locked", "loses red"]);
    expect(after).toEqual(prompt);
  });

  it("says the negative block in plain words to a model without negative prompts", () => {
    const prompt = promptWith({ subject: "a street", negative_constraints: "people, no text" });
    expect(providerTexts(prompt, true)).toEqual({ prompt: "a street.", negativePrompt: "people, no text" });
    expect(providerTexts(prompt, false)).toEqual({
      prompt: "a street. Leave out of the picture: people, text.",
      negativePrompt: "",
    });
  });

  it.each(["", "## FLEX_BEGIN:mood\nx\n## FLEX_END:mood", "## FLEX_BEGIN:style\nx", "hello\n## FLEX_END:style"])(
    "refuses the marked text %j",
    (marked) => expect(() => parseMarked(marked)).toThrow(expect.objectContaining({ code: "E_PROMPT_INVALID" })),
  );

  it("takes plain text as the subject", () => {
    expect(plainText(promptWith(parseMarked("a fox\nat night")))).toBe("a fox\nat night.");
  });
});
