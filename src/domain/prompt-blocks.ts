import { z } from "zod";
import { SfumatoError } from "./errors.ts";
import { holdsLiteral, Literal, literalsAfter, literalsOf } from "./literals.ts";
import type { PromptStyle } from "./prompt-style.ts";

export { Literal, literalsAfter, literalsOf };

/** Names of the parts of a prompt, in the order in which they are written out. */
export const BlockName = z.enum([
  "subject",
  "style",
  "composition",
  "lighting",
  "camera",
  "constraints",
  "negative_constraints",
]);
export type BlockName = z.infer<typeof BlockName>;

/** A prompt's changeable parts. An empty block is left out of the plain text. */
export const PromptBlocks = z.object({
  subject: z.string(),
  style: z.string(),
  composition: z.string(),
  lighting: z.string(),
  camera: z.string(),
  constraints: z.string(),
  negative_constraints: z.string(),
});
export type PromptBlocks = z.infer<typeof PromptBlocks>;

/** A prompt: a frame that never changes, blocks that may, and the names of those that must not. */
export const Prompt = z.object({
  /** Text with `{{ flex.<name> }}` where a block goes. */
  frame: z.string(),
  blocks: PromptBlocks,
  locked: z.array(BlockName),
});
export type Prompt = z.infer<typeof Prompt>;

/** The frame of a prompt that has no template: every block but the negative one, a sentence each. */
export const PLAIN_FRAME = BlockName.options
  .filter((name) => name !== "negative_constraints")
  .map((name) => `{{ flex.${name} }}`)
  .join(" ");

export function emptyBlocks(): PromptBlocks {
  return PromptBlocks.parse(Object.fromEntries(BlockName.options.map((name) => [name, ""])));
}

const SLOT = /\{\{\s*flex\.([a-z_]+)\s*\}\}/g;
const MARKED = /^## FLEX_BEGIN:([a-z_]+)[ \t]*\n([\s\S]*?)\n?^## FLEX_END:\1[ \t]*$/gm;
const MARKER_LINE = /^\s*##\s*FLEX_(?:BEGIN|END):.*$/gm;

/** The prompt as providers get it: blocks put into the frame, without markers, each ending like a sentence. */
export function plainText(prompt: Prompt): string {
  const filled = prompt.frame.replace(SLOT, (_slot, name: string) => {
    const parsed = BlockName.safeParse(name);
    return parsed.success ? asSentence(prompt.blocks[parsed.data]) : "";
  });
  return filled
    .replace(/[ \t]{2,}/g, " ")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** What must not be in the picture, as the negative block says it. */
export function negativeText(prompt: Prompt): string {
  return prompt.blocks.negative_constraints.trim();
}

function asSentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === "" || /[.!?…:;。！？"”»]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** Blocks as text with `## FLEX_BEGIN:<name>` … `## FLEX_END:<name>` lines, for editing by a person. */
export function markedText(blocks: PromptBlocks): string {
  return BlockName.options
    .filter((name) => blocks[name] !== "")
    .map((name) => `## FLEX_BEGIN:${name}\n${blocks[name]}\n## FLEX_END:${name}`)
    .join("\n");
}

/**
 * Reads a prompt that a person wrote: with markers, block by block; without, all of it is the subject.
 * @throws SfumatoError `E_PROMPT_INVALID` on an unknown, doubled or unclosed block, or an empty text.
 */
export function parseMarked(text: string): PromptBlocks {
  const normalized = text.replace(/\r\n?/g, "\n").trim();
  if (normalized === "")
    throw new SfumatoError("E_PROMPT_INVALID", "The prompt is empty. Write what the picture should show.", {
      details: { reason: "empty_prompt" },
    });
  const blocks = emptyBlocks();
  if (!/^## FLEX_(BEGIN|END):/m.test(normalized)) return { ...blocks, subject: normalized };
  const seen = new Set<string>();
  const rest = normalized.replace(MARKED, (_all, name: string, body: string) => {
    const parsed = BlockName.safeParse(name);
    if (!parsed.success || seen.has(name))
      throw new SfumatoError(
        "E_PROMPT_INVALID",
        `The block "${name}" is ${parsed.success ? "there twice" : "unknown"}.`,
        {
          details: {
            reason: parsed.success ? "block_twice" : "block_unknown",
            block: name.slice(0, 40),
            known: BlockName.options,
          },
        },
      );
    seen.add(name);
    blocks[parsed.data] = body.trim();
    return "";
  });
  if (rest.trim() !== "")
    throw new SfumatoError(
      "E_PROMPT_INVALID",
      "Every block needs a FLEX_BEGIN line and its FLEX_END line, and no text beside them.",
      {
        details: { reason: "block_open", unread: rest.trim().slice(0, 80) },
      },
    );
  return blocks;
}

/** A change of one block, as a reviser proposes it. */
export const BlockChange = z.object({ block: BlockName, text: z.string().max(4000) });
export type BlockChange = z.infer<typeof BlockChange>;

/** A block's text without marker lines and slots, which would break the next reading of the prompt. */
export function cleanBlock(text: string): string {
  let clean = text.replace(/\r\n?/g, "\n");
  // Taking one out can join the halves of another.
  for (let before = ""; before !== clean; ) {
    before = clean;
    clean = clean.replace(MARKER_LINE, "").replace(SLOT, "").trim();
  }
  return clean;
}

/**
 * Applies changes to blocks; the frame and locked blocks stay to the letter. A change of a locked block, or one that
 * loses a literal, is left out and named. Changes that together keep every literal (one moves from block to block) stand.
 */
export function applyChanges(
  prompt: Prompt,
  changes: readonly BlockChange[],
  literals: readonly Literal[],
): { prompt: Prompt; applied: BlockChange[]; rejected: { change: BlockChange; reason: string }[] } {
  const clean = changes.map((change) => ({ block: change.block, text: cleanBlock(change.text) }));
  const open = clean.filter((change) => !prompt.locked.includes(change.block));
  const rejected = clean
    .filter((change) => prompt.locked.includes(change.block))
    .map((change) => ({ change, reason: "locked" }));
  const held = literals.filter((literal) => missingLiterals(prompt, [literal]).length === 0);
  const changed = withChanges(prompt, open);
  // What a change merely dropped is put back, so that a careless reviser costs no round. A lost colour was most likely
  // replaced by another one, and both together would contradict each other: such a change is left out below.
  const dropped = missingLiterals(changed, held).filter((literal) => literal.kind !== "colour");
  const together = restoreLiterals(changed, dropped);
  if (missingLiterals(together, held).length === 0)
    return { prompt: together, applied: changesBetween(prompt, together), rejected };
  let result = prompt;
  const applied: BlockChange[] = [];
  for (const change of open) {
    const next = withChanges(result, [change]);
    const lost = missingLiterals(next, held);
    if (lost.length > 0) rejected.push({ change, reason: `loses ${lost.map((l) => l.text).join(", ")}` });
    else if (change.text !== result.blocks[change.block]) {
      result = next;
      applied.push(change);
    }
  }
  return { prompt: result, applied, rejected };
}

function changesBetween(before: Prompt, after: Prompt): BlockChange[] {
  return BlockName.options
    .filter((block) => before.blocks[block] !== after.blocks[block])
    .map((block) => ({ block, text: after.blocks[block] }));
}

function withChanges(prompt: Prompt, changes: readonly BlockChange[]): Prompt {
  const blocks = { ...prompt.blocks };
  for (const change of changes) blocks[change.block] = change.text;
  return { ...prompt, blocks };
}

/** The plain frame with its blocks in another order, and what stands after them; any other frame is never touched. */
function reordered(prompt: Prompt, order: readonly BlockName[]): Prompt {
  if (order.length === 0 || !prompt.frame.startsWith(PLAIN_FRAME)) return prompt;
  const rest = BlockName.options.filter((name) => name !== "negative_constraints" && !order.includes(name));
  return {
    ...prompt,
    frame: [...order, ...rest].map((name) => `{{ flex.${name} }}`).join(" ") + prompt.frame.slice(PLAIN_FRAME.length),
  };
}

/**
 * The two texts that a provider gets, in its own style. One without negative prompts gets the negative block as plain
 * words at the end; then a fallback to another model loses nothing either.
 */
export function providerTexts(
  prompt: Prompt,
  supportsNegative: boolean,
  style: PromptStyle = { order: [], exclusions: "Leave out of the picture: {list}." },
): { prompt: string; negativePrompt: string } {
  const positive = plainText(reordered(prompt, style.order));
  const negative = negativeText(prompt);
  if (supportsNegative || negative === "") return { prompt: positive, negativePrompt: negative };
  const avoided = negative
    .split(/[,;\n]+/)
    .map((part) =>
      part
        .trim()
        .replace(/^(?:no|without|avoid|not)\s+/i, "")
        .replace(/\.$/, ""),
    )
    .filter(Boolean);
  const plain = avoided.length === 0 ? "" : style.exclusions.replaceAll("{list}", () => avoided.join(", "));
  return { prompt: [positive, plain].filter(Boolean).join(" "), negativePrompt: "" };
}

/** Whether the plain text shows this block at all. */
function isShown(prompt: Prompt, name: BlockName): boolean {
  return [...prompt.frame.matchAll(SLOT)].some((slot) => slot[1] === name);
}

/** The literals that a prompt no longer holds: an exclusion may stand in the negative block, the rest in the plain text. */
export function missingLiterals(prompt: Prompt, literals: readonly Literal[]): Literal[] {
  const positive = plainText(prompt);
  const everything = `${positive}\n${prompt.blocks.negative_constraints}`;
  return literals.filter((literal) => !holdsLiteral(literal.kind === "exclusion" ? everything : positive, literal));
}

/**
 * Puts lost literals back in plain words, so that no revision and no refiner can drop what the person asked for.
 * Goes to the subject (exclusions: to the negative block), or to the first block that is shown and not locked.
 */
export function restoreLiterals(prompt: Prompt, literals: readonly Literal[]): Prompt {
  const blocks = { ...prompt.blocks };
  for (const literal of missingLiterals(prompt, literals)) {
    const isExclusion = literal.kind === "exclusion";
    const open = BlockName.options.filter(
      (name) => !prompt.locked.includes(name) && name !== "negative_constraints" && isShown(prompt, name),
    );
    const target = isExclusion && !prompt.locked.includes("negative_constraints") ? "negative_constraints" : open[0];
    if (target === undefined) continue;
    const phrase = literal.kind === "quote" ? `the text "${literal.text}"` : literal.text;
    const wanted = isExclusion && target !== "negative_constraints" ? `no ${phrase}` : phrase;
    blocks[target] = [blocks[target].replace(/[.,;\s]+$/, ""), wanted].filter(Boolean).join(", ");
  }
  return { ...prompt, blocks };
}
