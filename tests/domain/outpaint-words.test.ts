import { describe, expect, it } from "vitest";
import { ratioFromWords, sidesFromWords } from "../../src/domain/outpaint-words.ts";

const px = (value: number) => ({ value, unit: "px" });
const percent = (value: number) => ({ value, unit: "%" });

describe("sides in words", () => {
  it.each([
    ["200 px left", { left: px(200) }],
    ["left 25 %", { left: percent(25) }],
    ["30% on top", { top: percent(30) }],
    ["extend it by 120 pixels to the right and 80px down", { right: px(120), bottom: px(80) }],
    ["30% on top, left 25%", { top: percent(30), left: percent(25) }],
    ["left and right 20%", { left: percent(20), right: percent(20) }],
    ["20 % on top and bottom", { top: percent(20), bottom: percent(20) }],
    ["12.5% all around", { left: percent(12.5), right: percent(12.5), top: percent(12.5), bottom: percent(12.5) }],
    ["слева 25 %, сверху 200 пикселей", { left: percent(25), top: px(200) }],
    ["расширь на 10% со всех сторон", { left: percent(10), right: percent(10), top: percent(10), bottom: percent(10) }],
    ["по бокам 15 процентов", { left: percent(15), right: percent(15) }],
    ["左侧200像素，上方30%", { left: px(200), top: percent(30) }],
    ["向右扩展 25％", { right: percent(25) }],
    ["四周10%", { left: percent(10), right: percent(10), top: percent(10), bottom: percent(10) }],
  ])("%s, and nothing else", (words, sides) => expect(sidesFromWords(words)).toEqual({ sides, rest: "" }));

  it.each([
    ["200 px left: a dark forest", { left: px(200) }],
    ["слева 25 %, там лес", { left: percent(25) }],
    ["左侧25%，一片森林", { left: percent(25) }],
  ])("%s, and what is to be there", (words, sides) => expect(sidesFromWords(words)).toEqual({ sides, rest: words }));

  it.each(["more sky", "a boat on the left", "50 % darker", "16:9", "больше неба"])("%s names none", (words) =>
    expect(sidesFromWords(words)).toEqual({ sides: null, rest: words }),
  );
});

describe("a ratio in words", () => {
  it.each([
    ["16:9", "16:9", ""],
    [" 16：9 ", "16:9", ""],
    ["to 16:9, please", "16:9", ""],
    ["extend it to 4 : 3", "4:3", ""],
    ["расширь до 16:9", "16:9", ""],
    ["扩展到16:9", "16:9", ""],
    ["2.5:1", "2.5:1", ""],
    ["16:9: a dark forest", "16:9", "a dark forest"],
    ["16:9, там лес", "16:9", "там лес"],
  ])("%s", (words, aspect, rest) => expect(ratioFromWords(words)).toEqual({ aspect, rest }));

  it.each([
    "a clock that shows 10:30",
    "16:9 and 4:3",
    "0:9",
    "1920:1080",
    "at 16:9 o'clock",
    "more sky",
    "16:9:4",
    "",
  ])("%s names none", (words) => expect(ratioFromWords(words)).toEqual({ aspect: null, rest: words.trim() }));
});
