import { z } from "zod";
import { BlockName, literalsOf, missingLiterals, type Prompt, plainText, providerTexts } from "./prompt-blocks.ts";

/** How a kind of model wants a prompt's blocks put into words; stands as front matter in its guide. */
export const PromptStyle = z.strictObject({
  /** The order of the blocks, for prompts without a frame of their own. Blocks not named follow in the usual order. */
  order: z.array(BlockName.exclude(["negative_constraints"])).default([]),
  /** The sentence for what must not be seen, where there is no negative prompt; `{list}` stands for the things. */
  exclusions: z.string().includes("{list}").default("Leave out of the picture: {list}."),
});
export type PromptStyle = z.infer<typeof PromptStyle>;

/** For whom a prompt is put into words. */
interface Reader {
  supportsNegative: boolean;
  style: PromptStyle;
  /** Longest text (characters); null to leave nothing out, however long it is. */
  maxLength: number | null;
}

/** Blocks that a shorter text can do without, the first one first: decoration before facts. */
const DECORATION = ["camera", "lighting", "composition", "style"] as const;

/**
 * The two texts for one model, in its own style. Too long a text loses blocks of decoration, named in `leftOut`: never
 * the subject, the constraints, a locked block, or one that holds what the goal asks for to the letter.
 */
export function textsFor(
  prompt: Prompt,
  goal: string,
  reader: Reader,
): { prompt: string; negativePrompt: string; leftOut: BlockName[] } {
  const literals = literalsOf(goal);
  const leftOut: BlockName[] = [];
  let shown = prompt;
  const texts = () => providerTexts(shown, reader.supportsNegative, reader.style);
  const isTooLong = () => reader.maxLength !== null && texts().prompt.length > reader.maxLength;
  const missing = missingLiterals(prompt, literals).length;
  for (const name of DECORATION) {
    if (!isTooLong()) break;
    const without = { ...shown, blocks: { ...shown.blocks, [name]: "" } };
    if (prompt.locked.includes(name) || plainText(without) === plainText(shown)) continue;
    if (missingLiterals(without, literals).length > missing) continue;
    shown = without;
    leftOut.push(name);
  }
  return { ...texts(), leftOut };
}
