import type { RefineAnswer } from "../../domain/calls.ts";
import { pick, seeded } from "./chance.ts";
import type { Need } from "./facts.ts";
import { keyOf } from "./facts.ts";
import { MOOD_ITEMS } from "./phrases.ts";
import { surfaceOf } from "./read-prompt.ts";

type Item = RefineAnswer["checklist"][number];

/** Fewest and most items, the artefact item included. */
const FEWEST = 6;
const MOST = 12;
const ARTEFACT_ITEM: Item = {
  text: "No deformities, noise or stray lettering",
  weight: 2,
  level: "should",
  kind: "artefact",
};

/**
 * 6 to 12 atomic items: a must for each thing that the goal names (the weightiest first when there are too many),
 * shoulds for the mood, and one artefact item. A must is never invented.
 */
export function checklistFor(goal: string, needs: readonly Need[]): Item[] {
  const musts = mostTelling(needs).map((need, at) => itemFor(goal, need, at === 0));
  const distinct = musts.filter((item, at) => musts.findIndex((other) => other.text === item.text) === at);
  const items = distinct.slice(0, MOST - 2);
  const random = seeded(`checklist ${goal}`);
  const moods = [...MOOD_ITEMS];
  while (items.length < FEWEST - 1 || moods.length === MOOD_ITEMS.length) {
    const text = pick(random, moods);
    moods.splice(moods.indexOf(text), 1);
    items.push({ text, weight: 1, level: "should", kind: "content" });
  }
  return [...items, ARTEFACT_ITEM];
}

const RANK: Record<Need["kind"], number> = {
  text: 0,
  count: 1,
  thing: 2,
  colour: 3,
  exclusion: 4,
  style: 5,
  light: 6,
  weather: 7,
  idea: 8,
  composition: 9,
};

/** Needs in the goal's order; when there are too many, those of lesser kinds give way. */
function mostTelling(needs: readonly Need[]): Need[] {
  const kept = new Set(
    [...needs]
      .sort((a, b) => RANK[a.kind] - RANK[b.kind])
      .slice(0, MOST - 2)
      .map(keyOf),
  );
  return needs.filter((need) => kept.has(keyOf(need)));
}

function itemFor(goal: string, need: Need, first: boolean): Item {
  const heavy = first || need.kind === "text" || need.kind === "count" || need.kind === "thing";
  return { text: itemText(goal, need), weight: heavy ? 3 : 2, level: "must", kind: "content" };
}

/** A need as a sentence that a judge can answer with yes or no. */
function itemText(goal: string, need: Need): string {
  const word = need.noun === "" ? need.value : surfaceOf(goal, need.noun);
  switch (need.kind) {
    case "thing":
      return word === "reading" ? "There is reading going on, with a book" : `The picture shows ${withArticle(word)}`;
    case "colour":
      return `The ${word} is ${need.value}`;
    case "count":
      return `There are exactly ${need.value} ${word}`;
    case "text":
      return `The text "${need.value}" can be read, spelled exactly so`;
    case "exclusion":
      return `There is no ${need.value}`;
    case "light":
      return `The light is that of ${need.value === "golden" ? "golden hour" : need.value}`;
    case "weather":
      return `The weather is ${need.value}`;
    case "style":
      return `The style is ${STYLE_NAMES[need.value] ?? need.value}`;
    case "composition":
      return `The composition is ${COMPOSITION_NAMES[need.value] ?? need.value}`;
    case "idea":
      return `The picture shows ‘${need.value}’`;
  }
}

const STYLE_NAMES: Readonly<Record<string, string>> = { papercut: "paper cut", pixel: "pixel art" };
const COMPOSITION_NAMES: Readonly<Record<string, string>> = {
  close: "a close-up",
  wide: "a wide view",
  thirds: "by the rule of thirds",
  low: "seen from a low angle",
};

function withArticle(word: string): string {
  if (/[^s]s$/.test(word) || /(men|children|people|mice|woods)$/.test(word)) return word;
  return `${/^[aeiou]/.test(word) ? "an" : "a"} ${word}`;
}
