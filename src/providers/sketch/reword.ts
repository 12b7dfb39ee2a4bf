import type { ReviseAnswer, ReviseData } from "../../domain/calls.ts";
import type { PromptBlocks } from "../../domain/prompt-blocks.ts";
import { changesBetween, unlike } from "./changes.ts";
import { clausesFor } from "./clauses.ts";
import type { Need } from "./facts.ts";
import { CAMERA_PHRASES, COMPOSITION_PHRASES } from "./phrases.ts";
import { needsOf } from "./read-prompt.ts";

const CLAUSES = 4;

/**
 * The same wish built in another way: the goal's weightiest parts as sentences of their own behind the unchanged
 * subject of the goal, with another composition and camera. Each turn puts the parts into another order and place.
 */
export function reword(data: ReviseData, tried: ReadonlySet<string>): ReviseAnswer {
  const turn = data.history.length;
  const needs = needsOf(data.goal);
  const parts = mainParts(needs);
  const from = parts.length === 0 ? 0 : turn % parts.length;
  const ordered = [...parts.slice(from), ...parts.slice(0, from)];
  const clauses = ordered.slice(0, CLAUSES).map((need, at) => {
    const ways = clausesFor(data.goal, need, needs);
    return ways[(turn + at) % ways.length]?.text ?? "";
  });
  const core = (data.blocks.subject.split(/(?<=\.)\s+/)[0] ?? data.blocks.subject).replace(/\.$/, "");
  // The whole subject stays when its first sentence alone would lose a literal of the goal.
  const keepWhole = (subject: string) => changesBetween(data, { ...data.blocks, subject }).length === 0;
  const rebuilt = [core, ...clauses].filter(Boolean).join(". ");
  const subject = keepWhole(rebuilt) ? [data.blocks.subject.replace(/\.$/, ""), ...clauses].join(". ") : rebuilt;
  const blocks: PromptBlocks = {
    ...data.blocks,
    subject,
    composition: varied(data.blocks.composition, COMPOSITION_PHRASES, turn),
    camera: varied(data.blocks.camera, CAMERA_PHRASES, turn),
  };
  const lead = ordered[0]?.noun || ordered[0]?.value || "the wish";
  return {
    changes: changesBetween(data, blocks),
    diff: unlike(`another build: ${lead} first, parts in own sentences`, tried),
  };
}

/** Another phrase of ours in the place of one of ours; what the goal or the person put there stays. */
function varied(block: string, phrases: readonly string[], turn: number): string {
  const known = phrases.find((phrase) => block.startsWith(phrase));
  if (known === undefined) return block;
  const next = phrases[(phrases.indexOf(known) + 1 + (turn % (phrases.length - 1))) % phrases.length] as string;
  return block.replace(known, next);
}

/** One need for each thing, its colour and count said along, and quoted text. */
function mainParts(needs: readonly Need[]): Need[] {
  return needs.filter(
    (need) =>
      need.kind === "text" ||
      need.kind === "idea" ||
      (need.kind === "thing" && !needs.some((other) => other.kind === "count" && other.noun === need.noun)) ||
      need.kind === "count",
  );
}
