import type { Fact } from "./facts.ts";
import { COLOUR_BY_WORD, NOUN_BY_WORD, SETTING_WORDS } from "./lexicon.ts";
import { OWN_WORDS } from "./phrases.ts";
import { COUNT_WORDS, POSITION_WORDS, STOP_WORDS } from "./vocabulary.ts";

const MOST_IDEAS = 5;
const CJK = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u;
const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

interface Idea {
  readonly value: string;
  readonly strength: number;
}

/**
 * Words that the painter has no drawing for and that seem to name something: the head of a noun phrase, or any word
 * when nothing else in the text is known. `marked` are ideas that the text itself sets in ‘…’.
 */
export function ideasOf(text: string, marked: readonly string[], facts: readonly Fact[]): Idea[] {
  const words = wordsOf(text);
  const alone = !facts.some((fact) => fact.kind === "thing");
  const heads = words.filter((word, at) => isUnknown(word) && (alone || isHead(words, at)));
  const wanted = [...marked.flatMap((phrase) => wordsOf(phrase).filter(isUnknown)), ...heads];
  const distinct = [...new Set(wanted)].slice(0, MOST_IDEAS);
  return distinct.map((value) => {
    const mentions = words.filter((word) => word === value).length;
    return { value, strength: Math.min(2.4, 0.5 + 0.75 * (mentions - 1)) };
  });
}

/** Words of a text in lower case, with `,` for every break. */
export function wordsOf(text: string): string[] {
  const lower = text.toLowerCase();
  if (CJK.test(lower))
    return [...segmenter.segment(lower)].map((part) => (part.isWordLike ? part.segment : ",")).filter(Boolean);
  return lower.match(/[\p{L}\p{N}][\p{L}\p{N}-]*|[,.;:!?]/gu) ?? [];
}

/** Whether the painter can do nothing with a word but make an abstract form of it. */
function isUnknown(word: string): boolean {
  return (
    (word.length > 2 || (CJK.test(word) && !STOP_WORDS.has(word))) &&
    /^\p{L}/u.test(word) &&
    !STOP_WORDS.has(word) &&
    !OWN_WORDS.has(word) &&
    !isKnown(word) &&
    !/(ing|ly)$/.test(word)
  );
}

function isKnown(word: string): boolean {
  return (
    NOUN_BY_WORD.has(word) ||
    (word.endsWith("s") && NOUN_BY_WORD.has(word.slice(0, -1))) ||
    COLOUR_BY_WORD.has(word) ||
    SETTING_WORDS.has(word) ||
    POSITION_WORDS.has(word) ||
    word in COUNT_WORDS
  );
}

/** The last word of a noun phrase: not before another name (then it is an adjective), not behind one (then a verb). */
function isHead(words: readonly string[], at: number): boolean {
  const next = words[at + 1];
  const before = words[at - 1];
  const nextIsName = next !== undefined && next !== "," && (isKnown(next) || isUnknown(next));
  const behindThing = before !== undefined && NOUN_BY_WORD.has(before);
  return !nextIsName && !behindThing;
}
