import { ratioFromWords, sidesFromWords } from "./outpaint-words.ts";

/**
 * Requests that are a tool's and nothing else's, by the tool's id. A phrase has to be all that is said, so that whoever
 * wishes something besides keeps editing by words; what is missing here is edited by words too. To add one, write it here
 * and in the test's table.
 *
 * `(a|b)` is one of them, `[a]` may be left out, blanks never matter. `{it}` is the photo, `{how}` a ratio or sides
 * ("to 16:9", "left 25 %"), `{shop}` where goods are sold, `{twice}` the one enlargement that upscaling makes.
 */
const PHRASES: Readonly<Record<string, readonly string[]>> = {
  "remove-background": [
    "(remove|delete|erase|cut out|get rid of) [the|its|this] (background|bg|backdrop) [(from|of|in|on) {it}]",
    "(remove|delete|erase) {it} ['s] (background|bg)",
    "make [the] (background|bg) transparent",
    "[make|give] [{it}] [with] [a] transparent background",
    "(without|no) [a|the] background",
    "background removal",
    "(убери|уберите|убрать|удали|удалите|удалить|вырежи|вырежьте|вырезать|сотри) [весь|задний] фон [(с|на|у|из) {it}]",
    "[сделай|сделайте|сделать] [{it}] (прозрачный фон|фон прозрачным)",
    "[{it}] без фона",
    "(去|去掉|去除|移除|删除|删掉|抠掉|消除) [{it}] [的] 背景",
    "[把|将] [{it}] [的] 背景 (去掉|去除|移除|删除|删掉|抠掉|消除|变透明|变成透明)",
    "[换成|改成|要] 透明背景",
    "抠图",
  ],
  upscale: [
    "(upscale|upsample|enlarge) [{it}] [{twice}]",
    "(increase|raise) [the] resolution [of {it}]",
    "(увеличь|увеличьте|увеличить) [{it}] [{twice}]",
    "(увеличь|увеличьте|увеличить|повысь|повысьте|повысить) разрешение [{it}]",
    "(апскейл|апскейлни) [{it}] [{twice}]",
    "放大 [{it}] [{twice}]",
    "[把|将] {it} 放大 [{twice}]",
    "(提高|提升|增加) [{it}] [的] 分辨率",
    "无损放大",
  ],
  outpaint: [
    "(extend|outpaint|expand|uncrop) [{it}] [{how}]",
    "(extend|expand) [the] (canvas|frame|edges|borders) [of {it}] [{how}]",
    "(расширь|расширьте|расширить) [{it}|края|холст|кадр] [{how}]",
    "(дорисуй|дорисуйте|дорисовать) (края|фон вокруг) [{it}] [{how}]",
    "(扩展|外扩|延伸) [{it}] [{how}]",
    "(扩图|扩展画面) [{how}]",
    "[把|将] {it} (扩展|外扩|延伸) [{how}]",
  ],
  variations: [
    "[make|create|generate|give me|show me] [a|another|some|a few|more] (variation|variations|variant|variants) [(of|on) {it}]",
    "[make|create|generate|give me|show me] another version [of {it}]",
    "[сделай|сделайте|сделать|покажи|дай|создай] [другой|другие|еще|еще один|несколько|пару] (вариант|варианты|вариацию|вариации|вариаций|вариантов) [{it}]",
    "[生成|制作|做|来|给我] [一些|几个|一个|另一个] [{it}] [的] (变体|其他版本)",
  ],
  "optimize-photo": [
    "[make|put|give] [{it}] [on|with] [a] [plain|pure|clean] white background for {shop}",
    "[make|create] [{it}] [into|as] [a] [clean] product (photo|shot|picture|image) [for {shop}]",
    "(optimize|optimise|prepare) ({it}|product photo|this product photo|the product photo) for {shop}",
    "[сделай|сделайте|сделать|поставь|поставить] [{it}] [на] (белый фон|белом фоне) для {shop}",
    "[сделай|сделайте|сделать] (фото товара|товарное фото) [для {shop}]",
    "(подготовь|подготовьте|подготовить|оптимизируй|оптимизировать) {it} для {shop}",
    "[做成|改成|换成|生成|制作] [{shop}] [的] (白底图|商品图|产品图|商品照)",
    "[把|将] {it} (做成|改成|换成) [{shop}] [的] (白底图|商品图|产品图|商品照)",
    "[适合|用于] {shop} [的] (白底|白色背景)",
  ],
  describe: [
    "describe [{it}]",
    "(what is|what's) (in|on) {it}",
    "(опиши|опишите|описать) [{it}]",
    "что [изображено] на {it}",
    "描述 [{it}]",
    "{it} [上|里|中] 有什么",
  ],
};

/** The parts of phrases that have a name. */
const PARTS: Readonly<Record<string, string>> = {
  it: [
    "[the|this|that|my] (photo|photograph|picture|pic|image)|it|this|that",
    "[это|эту|этот|этой|этого|этом|мое|мою|моего|моей] (фото|фотку|фотографию|фотографии|картинку|картинки|картинке|изображение|изображения|изображении|снимок|снимка|снимке)|это|его|ее",
    "[这张|这个|这幅|我的] (图|图片|照片|图像)|它|这张",
  ].join("|"),
  shop: [
    "[the|my|our|a|an] [online] (shop|store|marketplace|webshop)|amazon|ebay|etsy|shopify|walmart|aliexpress",
    "(интернет-|) (магазина|каталога)|маркетплейса|маркетплейсов|амазона|амазон|озона|озон|ozon|вайлдберриз|wildberries|авито",
    "亚马逊|淘宝|天猫|京东|拼多多|电商|网店|店铺",
  ].join("|"),
  twice: "[by|to] (2 (x|х|×)|(x|х|×) 2|2 times)|twice|в (2|два) раза|вдвое|(2|两|二) 倍|一倍",
};

/** What may stand around a request and asks for nothing. */
const BEFORE =
  "hi|hello|hey|please|pls|can you|could you|would you|i want to|i'd like to|привет|пожалуйста|плиз|можешь|можете|можно|прошу|你好|请|帮我|帮忙|麻烦|麻烦你|可以|能不能|能";
const AFTER = "please|pls|for me|thanks|thank you|пожалуйста|плиз|мне|спасибо|一下|吧|吗|好吗|可以吗|谢谢|谢谢你";

// At most one of each: many in a row could be shared out in too many ways.
const BLANK = " ?,? ?";
/** Apart from the phrases: in each of them they would make its pattern so large that compiling it is felt. */
const OPENINGS = new RegExp(`^(?:(?:${longestFirst(BEFORE)})${BLANK})+`, "u");
const CLOSINGS = new RegExp(`(?:${BLANK}(?:${longestFirst(AFTER)}))+$`, "u");
const COMPILED = Object.entries(PHRASES).flatMap(([tool, phrases]) =>
  phrases.map((phrase) => ({ tool, script: scriptOf(phrase), pattern: patternOf(phrase) })),
);

/** Longer words say more than a request (characters). */
const MOST = 120;

/** The tool that words ask for and nothing else, with the words that it needs ("16:9"); null when they may mean more. */
export function toolFromWords(said: string): { tool: string; words: string } | null {
  const plain = said
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/[’`]/gu, "'")
    .replace(/\s+/gu, " ")
    .replace(/[ .!?。~…]+$/gu, "")
    .trimStart();
  if (plain.length > MOST) return null;
  // No phrase begins or ends with what asks for nothing.
  const request = plain.replace(OPENINGS, "").replace(CLOSINGS, "");
  for (const { tool, script, pattern } of COMPILED) {
    // What is never tried is never compiled.
    const match = script.test(request) ? pattern.exec(request) : null;
    const how = match?.groups?.how?.trim() ?? "";
    if (match && (how === "" || saysHowFar(how))) return { tool, words: how };
  }
  return null;
}

/** A letter that words of a phrase's language have. */
function scriptOf(phrase: string): RegExp {
  const own = phrase.replace(/\{\w+\}/g, "");
  return /[а-я]/u.test(own) ? /[а-я]/u : /\p{Script=Han}/u.test(own) ? /\p{Script=Han}/u : /[a-z]/u;
}

function longestFirst(words: string): string {
  const sorted = words.split("|").sort((one, other) => other.length - one.length);
  return sorted.join("|").replaceAll(" ", BLANK);
}

function saysHowFar(words: string): boolean {
  const [bySides, byRatio] = [sidesFromWords(words), ratioFromWords(words)];
  return (bySides.sides !== null && bySides.rest === "") || (byRatio.aspect !== null && byRatio.rest === "");
}

/** A phrase as the pattern of a whole request. */
function patternOf(phrase: string): RegExp {
  return new RegExp(`^${source(phrase)}$`, "su");

  function source(words: string): string {
    return words
      .replace(/\(/g, "(?:")
      .replace(/\[/g, "(?:")
      .replace(/\]/g, ")?")
      .replace(/\{(\w+)\}/g, (_all, name: string) =>
        name === "how" ? "(?<how>.+?)" : `(?:${source(PARTS[name] ?? "")})`,
      )
      .replaceAll(" ", BLANK);
  }
}
