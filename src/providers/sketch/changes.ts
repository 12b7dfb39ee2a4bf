import type { ReviseAnswer, ReviseData } from "../../domain/calls.ts";
import type { BlockName, PromptBlocks } from "../../domain/prompt-blocks.ts";
import { literalsOf, missingLiterals, PLAIN_FRAME } from "../../domain/prompt-blocks.ts";

/** Longest diff in words, by the answer's contract. */
const DIFF_WORDS = 20;

/** The changed blocks, without any that is locked or that would lose something the goal says to the letter. */
export function changesBetween(data: ReviseData, blocks: PromptBlocks): ReviseAnswer["changes"] {
  const literals = literalsOf(data.goal);
  const missing = (some: PromptBlocks) =>
    missingLiterals({ frame: PLAIN_FRAME, blocks: some, locked: [] }, literals).length;
  const before = missing(data.blocks);
  return (Object.keys(blocks) as BlockName[])
    .filter((block) => blocks[block] !== data.blocks[block] && !data.locked.includes(block))
    .filter((block) => missing({ ...data.blocks, [block]: blocks[block] }) <= before)
    .map((block) => ({ block, text: blocks[block] }));
}

/** A diff of at most 20 words that stands in no earlier one, so that the loop's memory can tell them apart. */
export function unlike(diff: string, tried: ReadonlySet<string>): string {
  const short = diff
    .split(/\s+/)
    .slice(0, DIFF_WORDS - 2)
    .join(" ");
  if (!tried.has(short)) return short;
  let turn = 2;
  while (tried.has(`${short} (${turn})`)) turn++;
  return `${short} (${turn})`;
}
