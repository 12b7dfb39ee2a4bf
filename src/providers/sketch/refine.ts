import type { RefineAnswer, RefineData } from "../../domain/calls.ts";
import type { PromptBlocks } from "../../domain/prompt-blocks.ts";
import { emptyBlocks, literalsOf, PLAIN_FRAME, restoreLiterals } from "../../domain/prompt-blocks.ts";
import { pick, seeded } from "./chance.ts";
import { checklistFor } from "./checklist.ts";
import type { Need } from "./facts.ts";
import {
  CAMERA_PHRASES,
  COMPOSITION_PHRASES,
  COMPOSITION_SUPPORT,
  CONSTRAINT_PHRASE,
  LIGHTING_PHRASES,
  LIGHTING_SUPPORT,
  NEGATIVE_PHRASE,
  NEGATIVE_PHRASE_WITH_TEXT,
  STYLE_PHRASES,
  STYLE_SUPPORT,
  WEATHER_SUPPORT,
} from "./phrases.ts";
import { needsOf } from "./read-prompt.ts";

/**
 * Turns a goal into blocks and a checklist by rules; equal goals give equal answers. The subject keeps the goal's words
 * to the letter, exclusions move to the negative block, and what is added is named as an assumption.
 */
export function refine(data: RefineData): RefineAnswer {
  const goal = data.goal.trim();
  const needs = needsOf(goal);
  // An edit says the change alone; the rest of the photo stays.
  if (data.edit) {
    const blocks = { ...emptyBlocks(), subject: withoutExclusions(goal), negative_constraints: data.negative };
    return { blocks, checklist: checklistFor(goal, needs), assumptions: [] };
  }
  const { blocks, assumptions } = blocksFor(goal, needs, data.negative);
  const restored = restoreLiterals({ frame: PLAIN_FRAME, blocks, locked: [] }, literalsOf(goal));
  return { blocks: restored.blocks, checklist: checklistFor(goal, needs), assumptions };
}

function blocksFor(
  goal: string,
  needs: readonly Need[],
  negative: string,
): { blocks: PromptBlocks; assumptions: string[] } {
  const random = seeded(`refine ${goal}`);
  const assumptions: string[] = [];
  const value = (kind: Need["kind"]) => needs.find((need) => need.kind === kind)?.value;
  const assume = (what: string, phrase: string) => {
    assumptions.push(`${what}: ${phrase.charAt(0).toLowerCase()}${phrase.slice(1)}`);
    return phrase;
  };
  const supported = (kind: Need["kind"], table: Readonly<Record<string, string>>, choices: readonly string[]) =>
    table[value(kind) ?? ""] ?? assume(kind, pick(random, choices));
  const lighting = supported("light", LIGHTING_SUPPORT, LIGHTING_PHRASES);
  const weather = WEATHER_SUPPORT[value("weather") ?? ""];
  const hasText = needs.some((need) => need.kind === "text");
  const blocks: PromptBlocks = {
    ...emptyBlocks(),
    subject: withoutExclusions(goal),
    style: supported("style", STYLE_SUPPORT, STYLE_PHRASES),
    composition: supported("composition", COMPOSITION_SUPPORT, COMPOSITION_PHRASES),
    lighting: weather === undefined ? lighting : `${lighting}. ${weather}`,
    camera: assume("camera", pick(random, CAMERA_PHRASES)),
    constraints: CONSTRAINT_PHRASE,
    negative_constraints: [
      ...exclusionsOf(goal),
      negative.trim(),
      hasText ? NEGATIVE_PHRASE_WITH_TEXT : NEGATIVE_PHRASE,
    ]
      .filter(Boolean)
      .join(", "),
  };
  return { blocks, assumptions };
}

const EXCLUSION =
  /[,;]?\s*(?:\b(?:and|but|with)\s+)?\b(?:no|without|not any|except|excluding|exclude)\s+((?:(?:any|an?|the)\s+)?[\p{L}][\p{L}-]*(?:\s+or\s+(?:any\s+|an?\s+)?[\p{L}-]+)*)/giu;
const QUOTED_PART = /(["“«„「][^"”»“」]{1,200}["”»“」]|(?<![\p{L}\p{N}])'[^'\n]{1,200}'(?![\p{L}\p{N}]))/u;

/** The goal without its "no X", "without X": painters tend to paint what they are told to leave out. */
function withoutExclusions(goal: string): string {
  const parts = goal.split(QUOTED_PART).map((part, at) => (at % 2 === 1 ? part : part.replace(EXCLUSION, "")));
  const left = parts
    .join("")
    .replace(/^[\s,;.]+/, "")
    .trim();
  return left === "" ? "An open, quiet composition" : left;
}

function exclusionsOf(goal: string): string[] {
  const unquoted = goal.split(QUOTED_PART).filter((_part, at) => at % 2 === 0);
  return unquoted.flatMap((part) => [...part.matchAll(EXCLUSION)].map((match) => (match[1] as string).trim()));
}
