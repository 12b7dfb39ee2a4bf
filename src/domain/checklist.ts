import type { RefineAnswer } from "./calls.ts";
import { type Literal, literalsOf } from "./literals.ts";
import { Checklist, type ChecklistItem } from "./verdict.ts";

/** Fewest and most items of a checklist, the artefact item included. */
const CHECKLIST_MIN = 6;
const CHECKLIST_MAX = 12;
const MAX_ITEM_LENGTH = 200;

type Draft = Omit<ChecklistItem, "id">;

const ARTEFACT: Draft = {
  text: "free of deformities, noise, seams and stray text",
  weight: 2,
  level: "should",
  kind: "artefact",
};
/** What any picture can be asked, for goals too short to fill a list. None of it is invented content. */
const GENERAL: readonly Draft[] = [
  "the main subject is recognisable at once",
  "the picture as a whole fits the goal",
  "nothing important is cut off or hidden",
  "the subject stands out from its surroundings",
  "light and shadow agree with each other",
].map((text) => ({ text, weight: 1, level: "should", kind: "content" }));

const SMALL_WORDS = new Set(
  (
    "the and for with without from that this these those its into onto under over near are was were has have not any all " +
    "picture image photo shows show visible clearly there one some very must should"
  ).split(" "),
);

/** Words that carry meaning; Chinese and Japanese writing in pairs of characters, since it has no spaces. */
function contentWords(text: string): string[] {
  const lower = text.normalize("NFC").toLowerCase();
  const words = (lower.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !SMALL_WORDS.has(word));
  return words.flatMap((word) =>
    /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(word)
      ? Array.from({ length: Math.max(1, word.length - 1) }, (_, at) => word.slice(at, at + 2))
      : word.length >= 3 || /^\d+$/.test(word)
        ? [word]
        : [],
  );
}

/** Equal, or inflected forms of one word (reads, reading; лиса, лису). */
function sameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const shorter = Math.min(a.length, b.length);
  if (shorter < 4 || Math.max(a.length, b.length) - shorter > 4) return false;
  const stem = Math.max(3, shorter - 2);
  return a.slice(0, stem) === b.slice(0, stem);
}

/** Whether two texts share a word that carries meaning. */
function sharesContent(a: string, b: string): boolean {
  const words = contentWords(b);
  return contentWords(a).some((word) => words.some((other) => sameWord(word, other)));
}

/**
 * Musts that a prompt's text named and a later one no longer does: their words were there, and one is gone. Said of
 * content musts only; what the first text did not name in the same words (another language) cannot be checked.
 */
export function lostMusts(checklist: Checklist, before: string, after: string): ChecklistItem[] {
  const [had, has] = [contentWords(before), contentWords(after)];
  const holds = (words: readonly string[], word: string) => words.some((other) => sameWord(word, other));
  return checklist.items.filter(
    (item) =>
      item.level === "must" &&
      item.kind === "content" &&
      contentWords(item.text).some((word) => holds(had, word) && !holds(has, word)),
  );
}

const scriptOf = (text: string) =>
  /\p{Script=Han}/u.test(text) ? "han" : /\p{Script=Cyrillic}/u.test(text) ? "cyrillic" : "latin";

/** No invented musts: a must has to rest on a word of the goal. In another script that cannot be checked. */
function restsOn(goal: string, item: Draft): boolean {
  return item.kind === "content" && (scriptOf(goal) !== scriptOf(item.text) || sharesContent(goal, item.text));
}

/** The frozen checklist, version 1, from a refiner's answer: limits, ids, one artefact item, every literal covered. */
export function freezeChecklist(
  goal: string,
  drafts: RefineAnswer["checklist"],
  literals: readonly Literal[],
): Checklist {
  const clean = drafts
    .map((item) => ({ ...item, text: item.text.replace(/\s+/g, " ").trim().slice(0, MAX_ITEM_LENGTH) }))
    .filter((item, at, all) => item.text !== "" && all.findIndex((other) => sameText(other, item)) === at)
    .map((item) => {
      // A quote of a word too short to carry meaning ("I'm") is asked for all the same.
      const isAsked =
        restsOn(goal, item) || literals.some((literal) => literal.kind === "quote" && covers(item.text, literal));
      return item.level === "must" && !isAsked ? { ...item, level: "should" as const } : item;
    });
  const artefact = clean.find((item) => item.kind === "artefact") ?? ARTEFACT;
  const content = clean.filter((item) => item.kind === "content");
  const missing = literals.filter((literal) => !content.some((item) => covers(item.text, literal))).map(itemForLiteral);
  return numbered([...content, ...missing], artefact);
}

/** A checklist made without a model: the goal's literals and phrases. */
export function checklistByRule(goal: string, literals: readonly Literal[] = literalsOf(goal)): Checklist {
  const phrases = goal
    .replace(/["“”„«»「」『』][^"“”„«»「」『』]*["“”„«»「」『』]/gu, " ")
    .split(/[,;.!?\n，。；、！？]+|\s(?:and|with|in|on|under|at|near|beside|behind|и|с|на|под|в)\s/iu)
    .map((phrase) => phrase.replace(/\s+/g, " ").trim())
    .filter((phrase) => contentWords(phrase).length > 0 && !/^(?:no|not|without)\s/i.test(phrase))
    .slice(0, CHECKLIST_MAX);
  const shown = phrases.map(
    (phrase, at): Draft => ({
      text: phrase.slice(0, MAX_ITEM_LENGTH),
      weight: at === 0 ? 3 : 2,
      level: at === 0 ? "must" : "should",
      kind: "content",
    }),
  );
  const missing = literals.filter((l) => l.kind !== "colour" || !shown.some((item) => covers(item.text, l)));
  return numbered([...shown.slice(0, 1), ...missing.map(itemForLiteral), ...shown.slice(1)], ARTEFACT);
}

function numbered(content: readonly Draft[], artefact: Draft): Checklist {
  const room = CHECKLIST_MAX - 1;
  const byWeight = content
    .map((item, at) => ({ item, at }))
    .sort((a, b) => Number(b.item.level === "must") - Number(a.item.level === "must") || b.item.weight - a.item.weight)
    .slice(0, room)
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
  const filled = [...byWeight, ...GENERAL.slice(0, Math.max(0, CHECKLIST_MIN - 1 - byWeight.length))];
  const items = [...filled, { ...artefact, level: "should" as const, kind: "artefact" as const }];
  return Checklist.parse({ version: 1, items: items.map((item, at) => ({ id: `i${at + 1}`, ...item })) });
}

function sameText(a: Draft, b: Draft): boolean {
  return a.text.toLowerCase() === b.text.toLowerCase();
}

function covers(text: string, literal: Literal): boolean {
  if (literal.kind === "quote") return text.includes(literal.text);
  const words = contentWords(text);
  return contentWords(literal.text).every((word) => words.some((other) => sameWord(word, other)));
}

function itemForLiteral(literal: Literal): Draft {
  const text = {
    quote: `the text "${literal.text}" is there, spelled exactly so`,
    count: `exactly ${literal.text}`,
    colour: `${literal.text} where the goal asks for it`,
    exclusion: `no ${literal.text}`,
  }[literal.kind];
  return { text, weight: literal.kind === "colour" ? 2 : 3, level: "must", kind: "content" };
}

/**
 * Adds the person's words as a locked item, a must of weight 3: version + 1. What the words overrule (another colour,
 * count or text for the same thing) becomes a wish. Words that are there already change nothing.
 */
export function withFeedbackItem(checklist: Checklist, text: string): Checklist {
  const words = text.replace(/\s+/g, " ").trim().slice(0, MAX_ITEM_LENGTH);
  if (words === "" || checklist.items.some((item) => item.kind === "feedback" && item.text === words)) return checklist;
  const asked = literalsOf(words);
  const overruled = (item: ChecklistItem) =>
    item.kind === "content" &&
    sharesContent(item.text, words) &&
    literalsOf(item.text).some((old) => asked.some((now) => now.kind === old.kind && now.text !== old.text));
  const kept = checklist.items.map((item) =>
    overruled(item) ? { ...item, level: "should" as const, weight: 1 } : item,
  );
  const id = `f${checklist.items.filter((item) => item.kind === "feedback").length + 1}`;
  const added: ChecklistItem = { id, text: words, weight: 3, level: "must", kind: "feedback" };
  return { version: checklist.version + 1, items: [...kept, added] };
}

/** The list with what every result of a tool must show; ids of their own, so that they are never taken for the goal's. */
export function withChecks(checklist: Checklist, checks: readonly string[]): Checklist {
  const added = checks.map(
    (text, at): ChecklistItem => ({ id: `k${at + 1}`, text, weight: 3, level: "must", kind: "content" }),
  );
  return { ...checklist, items: [...checklist.items, ...added] };
}
