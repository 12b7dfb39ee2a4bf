import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toolFromWords } from "../../src/domain/tool-words.ts";
import { tools } from "../../src/tools/index.ts";

/** What people write, by the tool that they mean; after `→` what the tool is told. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  "remove-background": [
    "remove the background",
    "Remove background",
    "Please remove the background from this photo!",
    "could you get rid of the bg, please",
    "make the background transparent",
    "transparent background",
    "no background",
    "delete this picture's background",
    "убери фон",
    "Удали фон с этой фотографии, пожалуйста",
    "можешь вырезать фон?",
    "сделай прозрачный фон",
    "без фона",
    "去背景",
    "请帮我去掉背景",
    "把这张照片的背景去掉，谢谢",
    "抠图",
  ],
  upscale: [
    "upscale",
    "upscale this 2x",
    "Upscale the photo by 2×, please",
    "enlarge this picture twice",
    "increase the resolution",
    "увеличь фото в 2 раза",
    "увеличь 2х",
    "повысь разрешение",
    "放大",
    "把图片放大两倍",
    "提高这张图的分辨率",
  ],
  outpaint: [
    "extend",
    "outpaint this",
    "extend to 16:9 → to 16:9",
    "Please extend this photo to 16:9 → to 16:9",
    "extend it by 25 % on the left → by 25 % on the left",
    "expand the canvas 200 px left → 200 px left",
    "расширь фото до 16:9 → до 16:9",
    "расширь влево на 25 % → влево на 25 %",
    "扩图",
    "扩展到16:9 → 到16:9",
    "把这张图片扩展到16:9 → 到16:9",
  ],
  variations: [
    "variations",
    "a variation of this",
    "give me some variations, please",
    "another version of this picture",
    "варианты",
    "сделай ещё один вариант",
    "生成变体",
    "这张图的变体",
  ],
  "optimize-photo": [
    "white background for Amazon",
    "Put it on a plain white background for my shop",
    "make this a product photo",
    "optimize this photo for Etsy",
    "белый фон для Озона",
    "сделай фото товара для маркетплейса",
    "白底图",
    "做成亚马逊白底图",
  ],
  describe: ["describe this", "What is in this photo?", "опиши фото", "что на фото?", "描述这张图片", "图里有什么"],
};

const table = Object.entries(MEANT).flatMap(([tool, said]) =>
  said.map((line) => {
    const [words = "", told = ""] = line.split(" → ");
    return [words, tool, told] as const;
  }),
);

describe("a request that is a tool's alone", () => {
  it.each(table)("%s: %s", (words, tool, told) => expect(toolFromWords(words)).toEqual({ tool, words: told }));

  it("is no longer one when something else is wished besides", () => {
    const others = ["and make it snow", "but keep the chair", "with a red hat", "и добавь снег", "然后加雪", "4x"];
    fc.assert(
      fc.property(fc.constantFrom(...table), fc.constantFrom(...others), ([words], other) => {
        expect(toolFromWords(`${words} ${other}`)).toBeNull();
      }),
    );
  });

  it("is looked for in no time, whatever was sent", () => {
    const begun = performance.now();
    for (const part of ["make ", ", ", "please ", "make this ", "please,"]) toolFromWords(`${part.repeat(2000)}x`);
    for (const part of ["make ", ", ", "please ", "make this ", "把"])
      toolFromWords(`${part.repeat(110 / part.length)}x`);
    expect(performance.now() - begun).toBeLessThan(500);
  });

  it("names a tool that works on photos", () => {
    const edits = tools.filter(({ edit }) => edit).map(({ id }) => id);
    expect(edits).toEqual(expect.arrayContaining(Object.keys(MEANT)));
  });

  it.each([
    "",
    "make it snow",
    "remove the background singers",
    "remove the man in the background",
    "replace the background with a beach",
    "blur the background",
    "white background",
    "extend the sleeves",
    "extend her hair to the left",
    "enlarge the eyes",
    "make it bigger",
    "upscale this 4x",
    "a variation in a darker style",
    "a clock that shows 10:30",
    "it",
    "please",
    "добавь фон",
    "увеличь глаза",
    "расширь улыбку",
    "把背景换成海滩",
    "放大眼睛",
  ])("%s is edited by words", (words) => expect(toolFromWords(words)).toBeNull());
});
