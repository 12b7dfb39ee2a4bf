import type { BlockName } from "../../domain/prompt-blocks.ts";
import type { Need } from "./facts.ts";
import { COMPOSITION_SUPPORT, LIGHTING_SUPPORT, POSITIONS, STYLE_SUPPORT, WEATHER_SUPPORT } from "./phrases.ts";
import { surfaceOf } from "./read-prompt.ts";

/** One way to say a need more firmly: where, in which words, and a few words that name the change. */
export interface Clause {
  readonly block: BlockName;
  readonly text: string;
  readonly diff: string;
}

/** Ways of saying a need on its own, in the order in which a reviser tries them. `before` is what is said of it already. */
export function clausesFor(goal: string, need: Need, siblings: readonly Need[]): Clause[] {
  const word = need.noun === "" ? need.value : surfaceOf(goal, need.noun);
  if (need.kind === "thing" || need.kind === "colour" || need.kind === "count")
    return POSITIONS.map((position, at) => thingClause(word, position, at, need, siblings));
  if (need.kind === "text") return textClauses(need.value);
  if (need.kind === "idea")
    return POSITIONS.map((position) => ({
      block: "subject" as const,
      text: `‘${need.value}’ appears as a recognisable form ${position}`,
      diff: `${need.value}: recognisable form, ${shortOf(position)}`,
    }));
  if (need.kind === "exclusion")
    return ["", "strictly ", "whole picture: "].map((prefix) => ({
      block: "negative_constraints" as const,
      text: `${prefix}${need.value}`,
      diff: `${need.value}: ${prefix === "" ? "excluded" : "excluded once more"}`,
    }));
  return settingClauses(need);
}

function thingClause(word: string, position: string, at: number, need: Need, siblings: readonly Need[]): Clause {
  const colour = siblings.find((other) => other.kind === "colour" && other.noun === need.noun)?.value;
  const count = siblings.find((other) => other.kind === "count" && other.noun === need.noun)?.value;
  const name = word === "reading" ? "book, open for reading," : word;
  const lead = count === undefined ? `The ${name} is` : `There are exactly ${count} ${name}, separately countable,`;
  const paint = colour === undefined ? "" : `, unmistakably ${colour}`;
  const aspect =
    need.kind === "thing" ? "own clause" : need.kind === "colour" ? `${colour} said again` : `exactly ${count}`;
  const manner = at % 2 === 0 ? "clearly visible " : "plainly visible ";
  return {
    block: "subject",
    text: `${lead} ${manner}${position}${paint}`,
    diff: `${word}: ${aspect}, ${shortOf(position)}`,
  };
}

function textClauses(text: string): Clause[] {
  return [
    ["in large readable letters, spelled exactly so", "large readable letters"],
    ["clearly legible in the foreground, letter by letter", "legible, foreground"],
    ["as the only lettering, centred and exactly spelled", "only lettering, centred"],
    ["in prominent letters at the top, readable at once", "prominent, at the top"],
  ].map(([how, short]) => ({
    block: "subject" as const,
    text: `The text reads "${text}" ${how}`,
    diff: `text "${text}": ${short}`,
  }));
}

function settingClauses(need: Need): Clause[] {
  const tables: Partial<Record<Need["kind"], [BlockName, Readonly<Record<string, string>>]>> = {
    light: ["lighting", LIGHTING_SUPPORT],
    weather: ["lighting", WEATHER_SUPPORT],
    style: ["style", STYLE_SUPPORT],
    composition: ["composition", COMPOSITION_SUPPORT],
  };
  const [block, table] = tables[need.kind] ?? (["constraints", undefined] as const);
  const base = table?.[need.value] ?? need.value;
  const word = base.split(/[,.]| is | with | on | in /)[0] ?? need.value;
  return [
    { block, text: `${base}, clearly visible throughout`, diff: `${need.kind}: ${word.toLowerCase()} throughout` },
    {
      block,
      text: `${word} dominates the whole picture, unmistakable`,
      diff: `${need.kind}: ${word.toLowerCase()} dominates`,
    },
    {
      block,
      text: `The whole effect must be that of ${word.toLowerCase()}`,
      diff: `${need.kind}: ${word.toLowerCase()} as a must`,
    },
  ];
}

function shortOf(position: string): string {
  return position.replace(/^(in|at|beside) (the )?/, "").split(",")[0] as string;
}
