import { seeded } from "../../src/providers/sketch/chance.ts";
import { needsOf } from "../../src/providers/sketch/index.ts";
import { COLOURS, NOUNS, type Place } from "../../src/providers/sketch/vocabulary.ts";

/** Fewest and most things asked for by one goal. */
const FEWEST_NEEDS = 3;
const MOST_NEEDS = 10;

const LIGHTS = ["at night", "at sunset", "at dawn", "by moonlight", "at dusk", "in golden hour", "in daylight"];
const WEATHERS = ["in the snow", "in the rain", "in fog", "under an overcast sky"];
const STYLES = ["as a watercolour", "as an oil painting", "as a flat poster", "as a pencil drawing", "as pixel art"];
const SHOTS = ["close-up", "wide shot", "low angle"];
const COUNTS = ["two", "three", "four", "five"];
const SIGNS = ["OPEN", "CAFE 12", "HOME", "NO EXIT", "Luna", "Fresh Bread", "1889", "Good Night"];

/**
 * Wishes of three to ten atomic needs, from plain ("a red boat at sunset") to crowded. Equal seeds give equal lists;
 * every list holds each wish once.
 */
export function goalsFor(seed: string, count: number): string[] {
  const goals = new Set<string>();
  for (let at = 0; goals.size < count; at += 1) {
    const goal = makeGoal(`${seed} ${at}`);
    const needs = needsOf(goal).length;
    if (needs >= FEWEST_NEEDS && needs <= MOST_NEEDS) goals.add(goal);
  }
  return [...goals];
}

function makeGoal(seed: string): string {
  const random = seeded(seed);
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const maybe = (chance: number, make: () => string) => (random() < chance ? make() : "");
  const nounsOf = (...places: Place[]) =>
    Object.keys(NOUNS).filter((noun) => places.includes((NOUNS[noun] as { place: Place }).place));
  const things = nounsOf("ground", "table", "sky", "water");
  const colours = Object.keys(COLOURS);
  const thing = () => {
    const noun = one(things);
    const colour = maybe(0.5, () => one(colours));
    const phrase = [colour, noun].filter(Boolean).join(" ");
    const count = maybe(0.25, () => one(COUNTS));
    return count === "" ? `${/^[aeiou]/.test(phrase) ? "an" : "a"} ${phrase}` : `${count} ${plural(phrase)}`;
  };
  const parts = Array.from({ length: 1 + Math.floor(random() * 3) }, thing);
  const sign = maybe(0.2, () => ` and a sign that says "${one(SIGNS)}"`);
  const place = maybe(0.5, () => ` in a ${one(nounsOf("backdrop"))}`);
  const without = maybe(0.12, () => `, no ${one(["people", "cars", "birds", "text"])}`);
  const setting = [maybe(0.5, () => one(LIGHTS)), maybe(0.25, () => one(WEATHERS)), maybe(0.4, () => one(STYLES))];
  const tail = setting.filter(Boolean).map((words) => ` ${words}`);
  return `${parts.join(", ")}${sign}${place}${tail.join("")}${maybe(0.15, () => `, ${one(SHOTS)}`)}${without}`;
}

function plural(phrase: string): string {
  const words: Readonly<Record<string, string>> = {
    fish: "fish",
    deer: "deer",
    person: "people",
    child: "children",
    wolf: "wolves",
  };
  const noun = phrase.split(" ").at(-1) as string;
  const ending = /(?:sh|ch|x|s)$/.test(noun) ? "es" : "s";
  return (
    phrase.slice(0, phrase.length - noun.length) +
    (words[noun] ?? (/[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : noun + ending))
  );
}
