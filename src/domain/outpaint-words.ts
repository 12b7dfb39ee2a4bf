import type { OutpaintSides } from "./photo-work.ts";
import { Aspect } from "./picture.ts";

type Side = keyof OutpaintSides;
const ALL: readonly Side[] = ["left", "right", "top", "bottom"];

/** Words for sides in the languages that people are answered in; several sides by one word first. */
const SIDES: readonly [RegExp, readonly Side[]][] = [
  [
    /\b(?:all (?:around|round|sides|four sides)|(?:on )?(?:each|every) side)\b|со всех сторон|вокруг|四周|四边|各边/giu,
    ALL,
  ],
  [/\bboth sides\b|по бокам|с обеих сторон|两侧|两边|左右/giu, ["left", "right"]],
  [/上下/gu, ["top", "bottom"]],
  [/\bleft\b|слева|влево|лев\p{L}*|左/giu, ["left"]],
  [/\bright\b|справа|вправо|прав\p{L}*|右/giu, ["right"]],
  [/\b(?:top|above|up|upwards?|over)\b|сверху|вверх|верх\p{L}*|上/giu, ["top"]],
  [/\b(?:bottom|below|down|downwards?|under|beneath)\b|снизу|вниз|низ\p{L}*|下/giu, ["bottom"]],
];
const AMOUNT = /(\d{1,5}(?:[.,]\d+)?)\s*(px\b|pixels?\b|пикс\p{L}*|像素|%|％|percent\b|процент\p{L}*)/giu;
const BREAK = /[,;，；]/gu;
/** What may stand around sides and amounts without saying anything else. */
const FILLER =
  /\b(?:add|extend|expand|by|to|on|at|the|of|in|and|more|each|it|photo|picture|side|sides|space|please|outward)\b|(?<!\p{L})(?:на|с|со|и|по|в|добавь\p{L}*|расшир\p{L}*|дорису\p{L}*|стороны?|сторон|фото|место|каждой)(?!\p{L})|[向往朝加扩展增延伸各再边侧方面和、的照片画]+/giu;

interface Token {
  at: number;
  length: number;
  sides?: readonly Side[];
  amount?: NonNullable<OutpaintSides[Side]>;
}

/**
 * How far a picture is to be extended on which sides ("200 px left", "left 25 %, 30% on top", "слева 25 %", "左侧 200 像素"),
 * and what the words say beyond that; `sides` is null when they name none.
 */
export function sidesFromWords(words: string): { sides: OutpaintSides | null; rest: string } {
  const tokens = tokensOf(words);
  const sides = paired(tokens);
  if (Object.keys(sides).length === 0) return { sides: null, rest: words.trim() };
  let left = words;
  for (const { at, length } of tokens) left = left.slice(0, at) + " ".repeat(length) + left.slice(at + length);
  return { sides, rest: says(left, FILLER) ? words.trim() : "" };
}

/** A ratio, alone or at the head of what is to be painted there; nothing but fillers stands before it. */
const RATIO =
  /^([^\d:：]*)(\d{1,3}(?:\.\d)?)\s*[:：]\s*(\d{1,3}(?:\.\d)?)(?![\d.])\s*(?:$|([:：,，;；.。!])(.*)$|([^\d:：]*)$)/su;
const RATIO_FILLER =
  /\b(?:ratio|aspect)\b|(?<!\p{L})(?:до|к|соотношени\p{L}*|пожалуйста)(?!\p{L})|[到成为至比例请]+/giu;

/**
 * The ratio that a picture is to be extended to ("16:9", "to 4:3, please", "16:9: a dark forest"), and what the words say
 * beyond that; null when they name none or do more than that.
 */
export function ratioFromWords(words: string): { aspect: Aspect | null; rest: string } {
  const none = { aspect: null, rest: words.trim() };
  const [, before = "", width, height, stop, said = "", after = ""] = RATIO.exec(words.trim()) ?? [];
  const aspect = Aspect.safeParse(`${width}:${height}`);
  if (!aspect.success || [before, after].some((around) => says(around, FILLER, RATIO_FILLER))) return none;
  // "16:9:4" is no ratio.
  if (stop !== undefined && /^\s*\d/u.test(said)) return none;
  return { aspect: aspect.data, rest: says(said, FILLER, RATIO_FILLER) ? said.trim() : "" };
}

/** Whether words say anything beside such fillers. */
function says(words: string, ...fillers: readonly RegExp[]): boolean {
  return /[\p{L}\p{N}]/u.test(fillers.reduce((left, filler) => left.replace(filler, " "), words));
}

/** Sides, amounts and breaks between them, in their order; no two of them overlap. */
function tokensOf(words: string): Token[] {
  const tokens: Token[] = [];
  const take = (pattern: RegExp, more: (match: RegExpMatchArray) => Partial<Token>) => {
    for (const match of words.matchAll(pattern)) {
      const [at, length] = [match.index, match[0].length];
      if (tokens.some((other) => at < other.at + other.length && other.at < at + length)) continue;
      tokens.push({ at, length, ...more(match) });
    }
  };
  take(AMOUNT, ([, value = "0", unit = ""]) => ({
    amount: { value: Number(value.replace(",", ".")), unit: /^(px|pix|пикс|像)/i.test(unit) ? "px" : "%" },
  }));
  for (const [pattern, sides] of SIDES) take(pattern, () => ({ sides }));
  take(BREAK, () => ({}));
  return tokens.sort((a, b) => a.at - b.at);
}

/** An amount belongs to the sides before it that have none yet, else to those that follow up to a break. */
function paired(tokens: readonly Token[]): OutpaintSides {
  const found: OutpaintSides = {};
  let waiting: Side[] = [];
  let amount: Token["amount"];
  for (const token of tokens) {
    if (token.amount && waiting.length > 0) {
      for (const side of waiting) found[side] = token.amount;
      waiting = [];
      amount = undefined;
    } else if (token.amount) amount = token.amount;
    else if (token.sides && amount) for (const side of token.sides) found[side] = amount;
    else if (token.sides) waiting.push(...token.sides);
    else amount = undefined;
  }
  return found;
}
