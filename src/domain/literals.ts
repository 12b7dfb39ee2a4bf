import { z } from "zod";

/** Something of the goal that must survive to the letter. */
export const Literal = z.object({
  kind: z.enum(["quote", "count", "colour", "exclusion"]),
  text: z.string(),
});
export type Literal = z.infer<typeof Literal>;

/*
 * Quotes are literals in every language. Counts, colours and exclusions are found in English alone: prompts are written
 * in English, so guarding a Russian or Chinese phrase word for word would fight the translation that models need.
 */

/** Straight quotes must not touch letters or digits outside (12" records, dogs' bowls), nor spaces inside. */
const QUOTE_PAIRS = [
  /(?<![\p{L}\p{N}"])"([^"\s](?:[^"\n]{0,198}[^"\s])?)"(?![\p{L}\p{N}"])/gu,
  /“([^“”\n]{1,200})”/gu,
  /„([^„“”\n]{1,200})[“”]/gu,
  /«([^«»\n]{1,200})»/gu,
  /»([^«»\n]{1,200})«/gu,
  /「([^「」\n]{1,200})」/gu,
  /『([^『』\n]{1,200})』/gu,
  /＂([^＂\n]{1,200})＂/gu,
  /(?<![\p{L}\p{N}])‘((?:[^‘’\n]|(?<=\p{L})’(?=\p{L})){1,200})’(?!\p{L})/gu,
  /(?<![\p{L}\p{N}'])'([^'\s](?:(?:[^'\n]|(?<=\p{L})'(?=\p{L})){0,198}[^'\s])?)'(?![\p{L}\p{N}'])/gu,
] as const;

const UNITS_OF_TEN = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
const SMALL =
  "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen";
const NUMBER = `(?:(?:${UNITS_OF_TEN})(?:[- ](?:one|${SMALL}))?|${SMALL}|dozen|hundred|\\d{1,3})`;
/** The number, and what it is joined to: by a hyphen (three-headed) or by spaces (three red balloons; looked at, not eaten). */
const COUNTED = new RegExp(
  `(?<![\\p{L}\\p{N}.,:/#$€£+-])(${NUMBER})(?:-(\\p{L}+(?:-\\p{L}+)*)|[ \\t]+(?=((?:\\p{L}[\\p{L}'-]*)(?:[ \\t]+\\p{L}[\\p{L}'-]*){0,3})))`,
  "giu",
);
const MEASURES = new Set(
  (
    "mm cm m km k px dpi fps hz iso kg g ft am pm o'clock degree degrees percent d x by year years year-old yr yrs old " +
    "second seconds minute minutes hour hours inch inches meter meters metre metres foot pixel pixels mp bit megapixels times time"
  ).split(" "),
);
const SINGULAR_PLURALS = new Set(
  "people men women children mice geese feet teeth sheep fish deer oxen dice koi policemen firemen wolves".split(" "),
);
const STOP = new Set(
  (
    "a an the and or nor but of in on at by to for from with without under over above below behind beside near into onto " +
    "is are was were be being that which who whose while as it its their his her than then so if when where there here " +
    "anywhere everywhere please whatsoever else all any at only just this these those against around between across during " +
    "i you we they he she my your our no not very too more less"
  ).split(" "),
);

const COLOURS =
  /(?<![\p{L}\p{N}])(?:red|orange|yellow|green|blue|purple|violet|pink|brown|black|white|grey|gray|gold|golden|silver|turquoise|teal|cyan|magenta|beige|crimson|scarlet|navy|ivory|maroon|burgundy|lime|olive|coral|lavender|lilac|indigo|emerald|amber)(?![\p{L}\p{N}])/giu;

/** Words after "no", "not" or "without" that exclude nothing (no longer, not only, without doubt). */
const IDLE_NEGATION = new Set(
  (
    "one matter longer doubt more less fewer way wonder sooner later only just far much yet quite really very too so to in on " +
    "at necessarily even need problem question exception other unlike until because always being having but if"
  ).split(" "),
);
const NEGATION =
  /(?<![\p{L}\p{N}])(?:(?:do not|don['’]t|never)\s+(?:include|show|add|use|draw|put|paint|want|have|depict)|not|no(?!\.\s*\d)|without|excluding|exclude|except(?:\s+for)?|avoid|free of)\s+(?:(?:any|a|an|the|some)\s+)*/giu;
const WORD = /^[\p{L}\p{N}][\p{L}\p{N}'’-]*/u;

/** Quoted text, counts with what they count, colours and exclusions of a goal, each once, in that order of kinds. */
export function literalsOf(goal: string): Literal[] {
  const found: Literal[] = [];
  let rest = goal.normalize("NFC");
  for (const pair of QUOTE_PAIRS)
    rest = rest.replace(pair, (whole: string, inside: string) => {
      const text = oneLine(inside);
      if (text === "" || /^n$/i.test(text)) return whole;
      found.push({ kind: "quote", text });
      // A full stop keeps the words before and after from reading as one phrase.
      return " . ";
    });
  const excluded = exclusionsOf(rest);
  found.push(...excluded.literals);
  found.push(...countsOf(excluded.rest));
  for (const match of excluded.rest.matchAll(COLOURS)) found.push({ kind: "colour", text: match[0].toLowerCase() });
  return found.filter(
    (literal, at) => found.findIndex((l) => l.kind === literal.kind && l.text === literal.text) === at,
  );
}

/** Text with runs of white space as one space: what a quote is compared by. */
function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

/** Whether a text holds a literal: a quote to the letter, the rest as whole words in any case. */
export function holdsLiteral(text: string, literal: Literal): boolean {
  const where = oneLine(text.normalize("NFC"));
  const what = oneLine(literal.text.normalize("NFC"));
  if (literal.kind === "quote") return where.includes(what);
  const escaped = what.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "iu").test(where);
}

function exclusionsOf(text: string): { literals: Literal[]; rest: string } {
  const literals: Literal[] = [];
  let rest = "";
  let at = 0;
  for (const match of text.matchAll(NEGATION)) {
    if (match.index < at) continue;
    const from = match.index + match[0].length;
    const list = nounList(text.slice(from));
    if (list.phrases.length === 0) continue;
    literals.push(...list.phrases.map((phrase) => ({ kind: "exclusion" as const, text: phrase })));
    rest += `${text.slice(at, match.index)} . `;
    at = from + list.length;
  }
  return { literals, rest: rest + text.slice(at) };
}

/** `people`, `people or cars`, `people, cars or text`; a comma goes on only when an "or" ends the list. */
function nounList(text: string): { phrases: string[]; length: number } {
  const first = nounPhrase(text);
  if (first === "" || IDLE_NEGATION.has(first.toLowerCase().split(" ")[0] as string)) return { phrases: [], length: 0 };
  const phrases = [first.toLowerCase()];
  let length = first.length;
  let open: string[] = [];
  let at = length;
  for (;;) {
    const joint = /^(?:\s*,?\s+(?:or|nor)\s+(?:(?:any|a|an|the)\s+)?|\s*,\s*)/iu.exec(text.slice(at));
    const next = joint === null ? "" : nounPhrase(text.slice(at + joint[0].length));
    if (joint === null || next === "") return { phrases, length };
    at += joint[0].length + next.length;
    open.push(next.toLowerCase());
    if (!/\b(?:or|nor)\b/iu.test(joint[0])) continue;
    phrases.push(...open);
    open = [];
    length = at;
  }
}

/** The words up to a plural noun, a stop word or punctuation, at most two; as they stand in the text. */
function nounPhrase(text: string): string {
  let phrase = "";
  for (let count = 0; count < 2; count += 1) {
    const gap = /^[ \t]*/.exec(text.slice(phrase.length))?.[0] ?? "";
    const word = WORD.exec(text.slice(phrase.length + gap.length))?.[0];
    if (word === undefined || STOP.has(word.toLowerCase()) || (count > 0 && gap === "")) break;
    phrase += (count === 0 ? "" : gap) + word;
    if (isPlural(word) || /^\p{Script=Han}/u.test(word)) break;
  }
  return phrase;
}

function countsOf(text: string): Literal[] {
  const found: Literal[] = [];
  for (const match of text.matchAll(COUNTED)) {
    const [, number, hyphened, following] = match as unknown as [string, string, string?, string?];
    const phrase = hyphened === undefined ? countedPhrase(number, following ?? "") : hyphenedPhrase(number, hyphened);
    if (phrase !== "") found.push({ kind: "count", text: phrase.toLowerCase() });
  }
  return found;
}

function hyphenedPhrase(number: string, joined: string): string {
  return MEASURES.has(joined.toLowerCase().split("-")[0] as string) ? "" : `${number}-${joined}`;
}

/** The number with the words up to the counted noun. Digits need a plural, or "route 66 sign" would count. */
function countedPhrase(number: string, following: string): string {
  const words = following.split(/[ \t]+/);
  const stop = words.findIndex((word) => STOP.has(word.toLowerCase()));
  const usable = stop === -1 ? words : words.slice(0, stop);
  const first = usable[0];
  if (first === undefined || MEASURES.has(first.toLowerCase())) return "";
  const noun = usable.findIndex(isPlural);
  if (noun !== -1) return [number, ...usable.slice(0, noun + 1)].join(" ");
  return /^\d/.test(number) ? "" : `${number} ${first}`;
}

function isPlural(word: string): boolean {
  const lower = word.toLowerCase();
  return (
    SINGULAR_PLURALS.has(lower) || (lower.length > 3 && /[^s'’ui]s$/u.test(lower)) || /^(?:[a-z]+ies)$/u.test(lower)
  );
}

const CHANGES_THINGS =
  /(?<!\p{L})(?:remove|delete|drop|replace|change|swap|instead|rename|fewer|lose|get rid|without|no more|убер|убра|замен|вместо|поменя|измен|смени)|去掉|删|换|改|不要/iu;

/**
 * The literals that still bind a revision after the person's newer words: words about a colour free the colours, and
 * words that take away or replace free everything, since only the reviser can tell what they mean.
 */
export function literalsAfter(literals: readonly Literal[], words: readonly string[]): Literal[] {
  if (words.length === 0) return [...literals];
  if (words.some((text) => CHANGES_THINGS.test(text))) return [];
  const touched = new Set(words.flatMap((text) => literalsOf(text)).map((literal) => literal.kind));
  return literals.filter((l) => !touched.has(l.kind) && !words.some((text) => holdsLiteral(text, l)));
}
