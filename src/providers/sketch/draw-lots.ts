import type { Random } from "./chance.ts";
import { hashOf, pick, seeded } from "./chance.ts";
import type { Drawn, Fact, FactKind } from "./facts.ts";
import { wordsOf } from "./ideas.ts";
import { factsOf, nounOf } from "./read-prompt.ts";
import { COLOURS, STOP_WORDS } from "./vocabulary.ts";
import type { World } from "./world.ts";

/** Chance that a fact of each kind is missed when it is said once in a crowded list. */
const BASE_MISS: Record<FactKind, number> = {
  thing: 0.36,
  colour: 0.34,
  count: 0.55,
  text: 0.5,
  light: 0.22,
  weather: 0.24,
  style: 0.16,
  composition: 0.34,
  idea: 0.38,
  exclusion: 0.35,
};
/** How fast the chance of a miss falls with the firmness of the words. */
const FIRMNESS = 0.95;
const STRAY_LETTERS = ["LOREM", "SKTCH", "AEIO", "MIRO"];

/** A prompt as the painter understands it: read once, drawn from often. */
export interface Reading {
  readonly facts: readonly Fact[];
  readonly excluded: readonly string[];
  readonly heard: readonly string[];
  readonly careful: boolean;
}

/** Reads a prompt (plain text, no markers) and what must not be in the picture. */
export function readPrompt(prompt: string, negativePrompt: string): Reading {
  const words = wordsOf(prompt).filter((word) => word.length > 2 && !STOP_WORDS.has(word));
  return {
    facts: factsOf(prompt),
    excluded: wordsOf(negativePrompt).map((word) => nounOf(word) ?? word),
    heard: [...new Set(words)].slice(0, 80),
    careful: /clean|deformit|artefact|artifact|flawless/i.test(`${prompt} ${negativePrompt}`),
  };
}

/**
 * Chance (0 … 0.9) that a fact is missed. Falls with the firmness of the words, rises with how much else is asked for;
 * the first thing of a prompt is nearly always there.
 */
function missChance(fact: Fact, all: readonly Fact[], world: World, luck: number): number {
  const crowd = 1 + 0.02 * Math.max(0, all.length - 10);
  const hero = fact.kind === "thing" && all.find((other) => other.kind === "thing") === fact ? 0.35 : 1;
  const chance =
    BASE_MISS[fact.kind] * hero * crowd * Math.exp(-FIRMNESS * world.wording * Math.max(0, fact.strength - 0.4));
  return steadied(Math.min(0.9, chance * world.painterNoise * luck), world.steadiness);
}

/** Decides what comes into the picture. Equal prompt, negative prompt and seed give equal pictures. */
export function drawLots(reading: Reading, key: string, world: World): Drawn {
  const random = seeded(key);
  const { facts, excluded } = reading;
  const luck = luckOf(key, world);
  const missed = (fact: Fact) => random() < missChance(fact, facts, world, luck);
  const drawn = emptyDrawing(reading, hashOf(key));
  for (const fact of facts.filter((one) => one.kind === "thing")) {
    const out = missed(fact) || excluded.includes(fact.noun);
    if (!out) drawn.things.push({ noun: fact.noun, count: 1, colour: null });
  }
  for (const fact of facts) {
    if (fact.kind === "colour" || fact.kind === "count") bind(drawn, fact, missed(fact), random);
    else if (fact.kind === "exclusion") slipIn(drawn, fact, excluded, missed(fact), world);
    else if (fact.kind === "text") drawn.texts.push(...letter(fact.value, missed(fact), random));
    else if (fact.kind !== "thing" && !missed(fact)) settle(drawn, fact);
  }
  const clumsy = (reading.careful ? 0.18 : 0.34) * Math.min(1, world.painterNoise);
  drawn.artefacts = Math.round(random() ** 2 * clumsy * 100) / 100;
  const strayChance = (excluded.includes("text") || excluded.includes("lettering") ? 0.01 : 0.05) * world.painterNoise;
  if (random() < strayChance) addStray(drawn, pick(random, STRAY_LETTERS));
  if (world.injectedText !== null) addStray(drawn, world.injectedText);
  return drawn;
}

/** The steadier, the nearer to never or always: what was badly said is missed every time, not now and then. */
function steadied(chance: number, steadiness: number): number {
  if (steadiness === 1) return chance;
  const [missed, shown] = [chance ** steadiness, (1 - chance) ** steadiness];
  return missed / (missed + shown);
}

/** A good or bad day of the painter: a factor on all misses of one picture, 1 in the middle (Box–Muller). */
function luckOf(key: string, world: World): number {
  if (world.luck === 0) return 1;
  const random = seeded(`luck ${key}`);
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.exp(world.luck * normal);
}

function emptyDrawing(reading: Reading, lot: number): Drawn {
  return {
    version: 1,
    lot,
    things: [],
    ideas: [],
    light: "day",
    weather: "clear",
    style: "painterly",
    compositions: [],
    texts: [],
    stray_texts: [],
    heard: [...reading.heard],
    artefacts: 0,
  };
}

function bind(drawn: Drawn, fact: Fact, missed: boolean, random: Random): void {
  const thing = drawn.things.find((one) => one.noun === fact.noun);
  if (thing === undefined) return;
  if (fact.kind === "count") {
    const wanted = Math.min(24, Number(fact.value));
    thing.count = missed ? Math.max(1, wanted + (random() < 0.6 ? -1 : 1)) : wanted;
  } else {
    const others = Object.keys(COLOURS).filter((name) => name !== fact.value);
    thing.colour = missed ? (random() < 0.5 ? null : pick(random, others)) : fact.value;
  }
}

/** "No people" in the prompt itself calls them up as often as not; in the negative prompt it keeps them out. */
function slipIn(drawn: Drawn, fact: Fact, excluded: readonly string[], missed: boolean, world: World): void {
  if (world.painterNoise === 0 || excluded.includes(fact.value) || !missed) return;
  if (nounOf(fact.value) !== undefined && !drawn.things.some((thing) => thing.noun === fact.value))
    drawn.things.push({ noun: fact.value, count: 1, colour: null });
}

function letter(text: string, missed: boolean, random: Random): string[] {
  if (!missed) return [text];
  if (random() < 0.4 || text.length < 2) return [];
  const at = Math.floor(random() * (text.length - 1));
  const swapped = text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
  return [swapped === text ? text.slice(0, -1) : swapped];
}

function settle(drawn: Drawn, fact: Fact): void {
  if (fact.kind === "light") drawn.light = fact.value;
  else if (fact.kind === "weather") drawn.weather = fact.value;
  else if (fact.kind === "style") drawn.style = fact.value;
  else if (fact.kind === "composition") drawn.compositions.push(fact.value);
  else if (fact.kind === "idea") drawn.ideas.push(fact.value);
}

function addStray(drawn: Drawn, text: string): void {
  drawn.texts.push(text);
  drawn.stray_texts.push(text);
}
