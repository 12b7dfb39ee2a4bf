import { describe, expect, it } from "vitest";
import { boxFromWords, thingFromWords, withPart } from "../../src/domain/mask-words.ts";

describe("a part of a picture in words", () => {
  const third = expect.closeTo(1 / 3, 5);
  it.each([
    ["left half: make it snow", { left: 0, top: 0, right: 0.5, bottom: 1 }],
    ["put a boat in the right third", { left: expect.closeTo(2 / 3, 5), top: 0, right: 1, bottom: 1 }],
    ["only the top third, darker", { left: 0, top: 0, right: 1, bottom: third }],
    ["bottom-left quarter: grass", { left: 0, top: 0.5, right: 0.5, bottom: 1 }],
    ["upper right corner", { left: 0.5, top: 0, right: 1, bottom: 0.5 }],
    ["the middle third", { left: third, top: 0, right: expect.closeTo(2 / 3, 5), bottom: 1 }],
    ["в левой половине снег", { left: 0, top: 0, right: 0.5, bottom: 1 }],
    ["нижняя треть: трава", { left: 0, top: expect.closeTo(2 / 3, 5), right: 1, bottom: 1 }],
    ["左半边下雪", { left: 0, top: 0, right: 0.5, bottom: 1 }],
  ])("%s", (words, box) => expect(boxFromWords(words)).toEqual(box));

  it.each(["make it snow", "half of the people leave", "turn left at the corner shop", "the sky: pink"])(
    "%s names none",
    (words) => expect(boxFromWords(words)).toBeNull(),
  );
});

describe("a thing that is named as the part that may change", () => {
  it.each([
    ["only the sky: pink clouds", "the sky"],
    ["change only the cup to blue", "the cup"],
    ["just the red car on the left, make it green", "the red car on the left"],
    ["make the sky only darker", "the sky"],
    ["the sky: full of stars", "the sky"],
    ["только небо: закат", "небо"],
    ["измени только кружку на столе, пусть будет синей", "кружку"],
    ["только на небе: звёзды", "небе"],
    ["只改天空：满天星星", "天空"],
    ["仅天空变成粉色", "天空"],
  ])("%s", (words, thing) => expect(thingFromWords(words)).toBe(thing));

  it.each(["make it snow", "a cat in the sky", "replace the wall", "add only two birds", "只要一只猫", "сделай ярче"])(
    "%s names none",
    (words) => expect(thingFromWords(words)).toBeNull(),
  );
});

describe("a wish with another part", () => {
  it.each([
    ["pink clouds", "left half", "left half: pink clouds"],
    ["only the sky: pink clouds", "top third.", "top third: pink clouds"],
    ["pink clouds", "only the sky: grey clouds", "only the sky: grey clouds"],
    ["make it blue", "только небо", "только небо: make it blue"],
    ["", "left half", "left half"],
  ])("%s + %s", (wish, part, both) => expect(withPart(wish, part)).toBe(both));
});
