import type { BlockName } from "../../domain/prompt-blocks.ts";
import type { Clause } from "./clauses.ts";
import { clausesFor } from "./clauses.ts";
import { needsOf } from "./read-prompt.ts";

/** Words that say which block a wish belongs to when it names nothing that the painter knows. */
const TOPICS: readonly [RegExp, BlockName][] = [
  [/dark|bright|light|glow|shadow|contrast|warm|cool|sun|moody/i, "lighting"],
  [/style|texture|brush|paint|palette|colou?r|vivid|muted|saturat|detail/i, "style"],
  [/close|zoom|angle|lens|camera|focus|perspective/i, "camera"],
  [/left|right|cent|bigger|larger|smaller|space|crop|higher|lower|position|background/i, "composition"],
];
const REMOVAL = /\b(?:remove|delete|drop|get rid of|take away|less)\s+(?:the\s+|any\s+|all\s+)?([\p{L}][\p{L}-]*)/iu;

/** Ways of putting the person's words into the block that they are about, in the order in which to try them. */
export function feedbackClauses(goal: string, words: string): Clause[] {
  const removed = words.match(REMOVAL)?.[1];
  if (removed !== undefined) return clausesFor(goal, { kind: "exclusion", noun: "", value: removed.toLowerCase() }, []);
  const needs = needsOf(words);
  const need = needs.find((one) => one.kind === "colour" || one.kind === "count") ?? needs[0];
  // A wish of several parts is kept whole: splitting it would lose what holds it together.
  if (need !== undefined && need.kind !== "idea" && needs.length <= 2)
    return clausesFor(
      goal,
      need,
      needs.filter((one) => one.noun === need.noun),
    ).map((clause) => ({ ...clause, diff: `as you said, ${clause.diff}` }));
  const block = TOPICS.find(([pattern]) => pattern.test(words))?.[1] ?? "constraints";
  const wish = words.trim().replace(/[.\s]+$/, "");
  const short = wish.split(/\s+/).slice(0, 8).join(" ");
  return ["", ", expressly wanted", ", throughout the whole picture"].map((tail) => ({
    block,
    text: `${wish}${tail}`,
    diff: `as you said: ${short}${tail}`,
  }));
}
