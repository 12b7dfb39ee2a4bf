import type { Fact, Need } from "./facts.ts";
import { keyOf } from "./facts.ts";
import { ideasOf } from "./ideas.ts";
import { ANY_SETTING, COLOUR_BY_WORD, NOUN_BY_WORD, SETTING_PHRASES } from "./lexicon.ts";
import { COUNT_WORDS, NOUNS, POSITION_WORDS } from "./vocabulary.ts";

const QUOTED = /["“«„「]([^"”»“」]{1,200})["”»“」]|(?<![\p{L}\p{N}])'([^'\n]{1,200})'(?![\p{L}\p{N}])/gu;
const MARKED_IDEA = /‘([^’]{1,80})’/gu;
const EXCLUDED =
  /\b(?:no|without|not any|except|excluding|exclude)\s+(?:any\s+|an?\s+|the\s+)?([\p{L}][\p{L}-]*)(?:\s+or\s+([\p{L}-]+))?/giu;
const SENTENCES = /[.!?;\n。！？]+/u;
const TOKENS = /[\p{L}\p{N}][\p{L}\p{N}-]*|[,:]/gu;

/** What a text asks for, in the order in which it is first said, with how firmly it says it. */
export function factsOf(text: string): Fact[] {
  const facts: Fact[] = [];
  const add = (need: Need, strength: number) => facts.push({ ...need, strength });
  let rest = text.replace(QUOTED, (_all, double?: string, single?: string) => {
    add(
      { kind: "text", noun: "", value: (double ?? single ?? "").trim() },
      quoteStrength(text, double ?? single ?? ""),
    );
    return " ";
  });
  const marked: string[] = [];
  rest = rest.replace(MARKED_IDEA, (_all, idea: string) => {
    marked.push(idea);
    return ` ${idea} `;
  });
  rest = rest.replace(EXCLUDED, (_all, ...words: (string | undefined)[]) => {
    for (const word of words.slice(0, 2))
      if (word) add({ kind: "exclusion", noun: "", value: nounOf(word) ?? word.toLowerCase() }, 1);
    return " , ";
  });
  for (const sentence of rest.split(SENTENCES)) facts.push(...sentenceFacts(sentence));
  for (const idea of ideasOf(rest, marked, facts)) add({ kind: "idea", noun: "", value: idea.value }, idea.strength);
  return merge(facts);
}

/** Needs of a text: its facts without their firmness. One colour and one count for each thing, as said most firmly. */
export function needsOf(text: string): Need[] {
  return factsOf(text).map(({ kind, noun, value }) => ({ kind, noun, value }));
}

/** The entry for a word, also for its regular plural. */
export function nounOf(word: string): string | undefined {
  const lower = word.toLowerCase();
  return NOUN_BY_WORD.get(lower) ?? (lower.endsWith("s") ? NOUN_BY_WORD.get(lower.slice(0, -1)) : undefined);
}

function quoteStrength(text: string, quote: string): number {
  const mentions = text.split(quote).length - 1;
  return 0.45 + 0.9 * (mentions - 1) + (/readable|legible|exactly|large letters/i.test(text) ? 0.5 : 0);
}

function sentenceFacts(sentence: string): Fact[] {
  const found: Need[] = [];
  const left = takeSettings(sentence, found);
  const tokens = (left.match(TOKENS) ?? []).map((token) => token.toLowerCase());
  const things = takeThings(tokens, found);
  const placed = tokens.some((token) => POSITION_WORDS.has(token));
  const own = things > 0 && things <= 2 && found.length <= 5;
  const settingsAlone = things === 0;
  const strength =
    (0.5 + (own || settingsAlone ? 0.55 : 0) + (placed ? 0.45 : 0)) / (1 + 0.09 * Math.max(0, found.length - 3));
  return found.map((need) => ({ ...need, strength }));
}

function takeSettings(sentence: string, found: Need[]): string {
  if (!ANY_SETTING.test(sentence)) return sentence;
  let rest = sentence;
  for (const { kind, value, pattern } of SETTING_PHRASES)
    rest = rest.replace(pattern, () => {
      found.push({ kind, noun: "", value });
      return " ";
    });
  return rest;
}

/** Reads nouns with the colours and counts that stand before them, or the colour said of them after. */
function takeThings(tokens: readonly string[], found: Need[]): number {
  let colour: { name: string; age: number } | undefined;
  let count: { value: number; age: number } | undefined;
  let last: string | undefined;
  const nouns = new Set<string>();
  for (const token of tokens) {
    if (token === ",") {
      colour = undefined;
      count = undefined;
      continue;
    }
    const noun = nounOf(token);
    if (noun !== undefined) {
      if (!nouns.has(noun)) found.push({ kind: "thing", noun, value: noun });
      nouns.add(noun);
      if (colour !== undefined) found.push({ kind: "colour", noun, value: colour.name });
      if (count !== undefined && count.value > 1) found.push({ kind: "count", noun, value: String(count.value) });
      last = noun;
      colour = undefined;
      count = undefined;
      continue;
    }
    const name = COLOUR_BY_WORD.get(token);
    if (name !== undefined) {
      if (colour !== undefined) continue;
      colour = { name, age: 0 };
      continue;
    }
    const value = COUNT_WORDS[token] ?? (/^\d{1,2}$/.test(token) ? Number(token) : undefined);
    if (value !== undefined) count = { value, age: 0 };
    // A colour or a count reaches over two more words at most ("three very old books").
    if (colour !== undefined && ++colour.age > 3) colour = undefined;
    if (count !== undefined && ++count.age > 4) count = undefined;
  }
  // "The fox is red": a colour after the noun, with nothing behind it to belong to.
  if (colour !== undefined && last !== undefined) found.push({ kind: "colour", noun: last, value: colour.name });
  return nouns.size;
}

/** Adds up what is said twice; of colours, counts and settings that contradict each other, the firmest stays. */
function merge(facts: readonly Fact[]): Fact[] {
  const sums = new Map<string, Fact>();
  for (const fact of facts) {
    const key = keyOf(fact);
    const before = sums.get(key);
    sums.set(key, before ? { ...before, strength: before.strength + fact.strength } : fact);
  }
  const all = [...sums.values()];
  const slot = (fact: Fact) => `${fact.kind}:${fact.noun}`;
  const single = new Set(["colour", "count", "light", "weather", "style"]);
  return all.filter(
    (fact) =>
      !single.has(fact.kind) ||
      !all.some(
        (other) =>
          other !== fact &&
          slot(other) === slot(fact) &&
          (other.strength > fact.strength ||
            (other.strength === fact.strength && all.indexOf(other) < all.indexOf(fact))),
      ),
  );
}

/** The person's word for a noun in their goal ("kitten" for cat), or the noun itself. */
export function surfaceOf(goal: string, noun: string): string {
  for (const token of goal.match(TOKENS) ?? []) if (nounOf(token) === noun) return token.toLowerCase();
  return NOUNS[noun] ? noun : noun.toLowerCase();
}
