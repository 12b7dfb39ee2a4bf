import type { ChecklistItem, Finding } from "../../domain/verdict.ts";
import { scoreOf } from "../../domain/verdict.ts";
import { drawLots, readPrompt } from "./draw-lots.ts";
import type { Drawn, Need } from "./facts.ts";
import { World } from "./world.ts";

const WEIGHTS: Partial<Record<Need["kind"], number>> = { thing: 3, count: 3, text: 3, composition: 1 };

/** Whether a picture truly has what a need asks for, by what the painter wrote down. */
export function findingFor(need: Need, drawn: Drawn): Finding {
  const thing = drawn.things.find((one) => one.noun === need.noun);
  if (need.kind === "thing") return asFinding(thing !== undefined);
  if (need.kind === "colour") return asFinding(thing?.colour === need.value);
  if (need.kind === "count") return countFinding(thing?.count, Number(need.value));
  if (need.kind === "text") return textFinding(need.value, drawn.texts);
  if (need.kind === "light") return asFinding(isLit(need.value, drawn.light));
  if (need.kind === "weather") return asFinding(drawn.weather === need.value);
  if (need.kind === "style") return asFinding(drawn.style === need.value);
  if (need.kind === "composition") return asFinding(drawn.compositions.includes(need.value));
  if (need.kind === "idea") return asFinding(drawn.ideas.includes(need.value));
  return asFinding(!drawn.things.some((one) => one.noun === need.value) && !lettered(need.value, drawn));
}

/**
 * True quality (0 to 100) of a picture for a goal: the same formula as the judge's score, from what was really drawn.
 * Only what the goal names counts, not what a prompt added.
 */
export function trueQuality(goalNeeds: readonly Need[], drawn: Drawn): number {
  const items: ChecklistItem[] = goalNeeds.map((need, at) => ({
    id: String(at),
    text: need.value,
    weight: WEIGHTS[need.kind] ?? 2,
    level: "must",
    kind: "content",
  }));
  if (items.length === 0) items.push({ id: "any", text: "", weight: 1, level: "should", kind: "content" });
  const found = goalNeeds.map((need, at) => ({ id: String(at), finding: findingFor(need, drawn), evidence: "" }));
  if (goalNeeds.length === 0) found.push({ id: "any", finding: "yes", evidence: "" });
  return scoreOf(
    { version: 1, items },
    {
      description: "",
      visible_text: drawn.texts,
      unasked_text: drawn.stray_texts.length > 0,
      items: found,
      artefacts: drawn.artefacts,
    },
  ).score;
}

/**
 * Expected true quality (0 to 100) of a prompt for a goal: the mean over `draws` pictures that are decided but not
 * painted, seeds 0, 1, 2 …
 */
export function expectedQuality(
  goalNeeds: readonly Need[],
  prompt: { prompt: string; negativePrompt: string },
  settings: Partial<World> = {},
  draws = 200,
): number {
  const world = World.parse(settings);
  const reading = readPrompt(prompt.prompt, prompt.negativePrompt);
  let sum = 0;
  for (let seed = 0; seed < draws; seed++)
    sum += trueQuality(goalNeeds, drawLots(reading, drawKey(prompt, seed), world));
  return sum / draws;
}

/** What a picture's lots are drawn from. */
export function drawKey(prompt: { prompt: string; negativePrompt: string }, seed: number): string {
  return `${prompt.prompt}\n${prompt.negativePrompt}\n${seed}`;
}

function asFinding(met: boolean): Finding {
  return met ? "yes" : "no";
}

function countFinding(count: number | undefined, wanted: number): Finding {
  if (count === undefined) return "no";
  return count === wanted ? "yes" : Math.abs(count - wanted) === 1 ? "partial" : "no";
}

function textFinding(wanted: string, texts: readonly string[]): Finding {
  if (texts.includes(wanted)) return "yes";
  const letters = (text: string) => [...text.toLowerCase()].sort().join("");
  return texts.some((text) => letters(text) === letters(wanted)) ? "partial" : "no";
}

function isLit(wanted: string, light: string): boolean {
  return wanted === light || (wanted === "night" && light === "moonlight");
}

function lettered(value: string, drawn: Drawn): boolean {
  return (value === "text" || value === "lettering" || value === "letters") && drawn.texts.length > 0;
}
