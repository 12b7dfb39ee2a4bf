/** A rectangle as shares (0–1) of a picture's sides. */
export interface WordBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const FRACTION: Readonly<Record<string, number>> = {
  half: 1 / 2,
  third: 1 / 3,
  quarter: 1 / 4,
  половин: 1 / 2,
  трет: 1 / 3,
  четверт: 1 / 4,
  半: 1 / 2,
  三分之一: 1 / 3,
  四分之一: 1 / 4,
};

type Side = "left" | "right" | "top" | "bottom" | "centre";
const SIDES: readonly [RegExp, Side][] = [
  [/left|лев|左/i, "left"],
  [/right|прав|右/i, "right"],
  [/top|upper|верх|上/i, "top"],
  [/bottom|lower|нижн|下/i, "bottom"],
  [/centre|center|middle|средн|центр|中/i, "centre"],
];
const PART =
  /\b(?:(?:in|on|of|to|only)\s+)*(?:the\s+)?((?:(?:top|upper|bottom|lower|left|right|middle|centre|center)[\s-]*){1,2})(half|third|quarter|corner)\b/i;
const PART_RU =
  /(?:в|на|только)?\s*((?:(?:верхн|нижн|лев|прав|средн|центральн)\p{L}*[\s-]*){1,2})(половин|трет|четверт)\p{L}*/iu;
const PART_ZH = /((?:左|右|上|下|中){1,2})(?:边|侧|方|面)?的?(三分之一|四分之一|半)(?:边|部分|部)?/u;

/** The part of a picture that words name ("left half", "top right quarter", "middle third"); null when they name none. */
export function boxFromWords(words: string): WordBox | null {
  const match = PART.exec(words) ?? PART_RU.exec(words) ?? PART_ZH.exec(words);
  if (match === null) return null;
  const [, where = "", part = ""] = match;
  const sides = SIDES.filter(([pattern]) => pattern.test(where)).map(([, side]) => side);
  const share = part.toLowerCase() === "corner" ? 1 / 2 : (FRACTION[part.toLowerCase()] ?? 1 / 2);
  // A quarter in a corner is half of each side.
  const each = sides.length === 2 && !sides.includes("centre") && share === 1 / 4 ? 1 / 2 : share;
  const box = { left: 0, top: 0, right: 1, bottom: 1 };
  for (const side of sides) {
    if (side === "left") box.right = each;
    else if (side === "right") box.left = 1 - each;
    else if (side === "top") box.bottom = each;
    else if (side === "bottom") box.top = 1 - each;
    // The middle of a picture is a band from top to bottom, unless a height is named beside it.
    else Object.assign(box, { left: (1 - each) / 2, right: (1 + each) / 2 });
  }
  return sides.length === 0 ? null : box;
}

/** What follows "only": the name of a thing, up to a colon, a comma or the words that say what becomes of it. */
const NAMED: readonly RegExp[] = [
  /^\s*(?:change|edit|repaint|redo)?\s*\b(?:only|just|nothing but)\s+(?:(?:in|on|inside(?: of)?)\s+)?((?:the|this|that|his|her|its|their|my)\s+[^:,;.\n]{2,60}?)\s*(?=$|[:,;.\n]|\s(?:to|into|should|becomes?|is|are|with)\b)/iu,
  /(?:^|[\s,;(])((?:the|this|that)\s+[\p{L}\p{N} -]{2,40}?)\s+only\b/iu,
  /^\s*(?:(?:и?змени|перекрась|замени|перерисуй)\p{L}*\s+)?(?:только|лишь)\s+(?:(?:в|на|у|внутри)\s+)?([\p{L}][^:,;.\n]{1,60}?)\s*(?=$|[:,;.\n—]|\s(?:на|в|пусть|станет|должн\p{L}*)\s)/iu,
  /^\s*(?:仅仅|仅|只)(?:改变|修改|更改|编辑|改|换|在)\s*([\p{L}]{1,20}?)(?:里|中|上)?\s*(?=$|[：:，,。；;]|部分|变成|改成|换成|改为|变为)/u,
  /^\s*(?:仅仅|仅|只)(?:让|把)?([\p{L}]{1,20}?)(?:部分)?(?=变成|改成|换成|改为|变为)/u,
  /^\s*((?:the\s)[\p{L}][\p{L}\p{N} '-]{1,40}):\s/iu,
];

/** The thing that words name as the one part that may change ("only the sky: …"), as it was said; null when they name none. */
export function thingFromWords(words: string): string | null {
  for (const pattern of NAMED) {
    const thing = pattern.exec(words)?.[1]?.trim();
    if (thing) return thing;
  }
  return null;
}

/** Whether words name a part of a picture at all, by its side or by a thing in it. */
export function namesPart(words: string): boolean {
  return boxFromWords(words) !== null || thingFromWords(words) !== null;
}

/** A wish with another part: what was wished stays when the new words say no more than where ("left half"). */
export function withPart(wish: string, part: string): string {
  const saysMore = /[:：,，;]\s*\S/u.test(part) || part.trim().split(/\s+/).length > 5;
  if (saysMore) return part;
  const before = namesPart(wish) ? wish.replace(/^[^:：]*[:：]\s*/u, "") : wish;
  return before === "" ? part : `${part.trim().replace(/[.:：]+$/u, "")}: ${before}`;
}
