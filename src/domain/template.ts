import { z } from "zod";
import { Aspect } from "./picture.ts";
import type { Prompt } from "./prompt-blocks.ts";
import type { Checklist, ChecklistItem } from "./verdict.ts";

/** A text in English, and in other languages by their tags. */
const texts = (longest: number) =>
  z.object({ en: z.string().min(1).max(longest) }).catchall(z.string().min(1).max(longest));

/**
 * One file of prompts/templates: what a picture is for, or how it looks. Of types and platforms a prompt has one at most
 * of each; hints add up.
 */
export const TemplateFile = z.strictObject({
  kind: z.enum(["type", "platform", "hint"]),
  /** Its place among those of its kind. */
  order: z.number().int(),
  /** On the button. */
  title: texts(30),
  /** Goes to the end of the prompt as it is, so in the language that models know best. */
  words: z
    .string()
    .trim()
    .min(1)
    .max(600)
    .regex(/^[^{}#]*$/, "no { } or #: they mark blocks"),
  aspect: Aspect.optional(),
  /** A whole wish, for whoever does not know what to write. */
  example: texts(300).optional(),
});
export type TemplateFile = z.infer<typeof TemplateFile>;

/** A template; its id is its file's name. `note`: words of a person's own, which add up as hints do. */
export interface Template extends Omit<TemplateFile, "kind"> {
  id: string;
  kind: TemplateFile["kind"] | "note";
}

/** Whether a prompt's frame holds the template's words. */
export function isApplied(prompt: Prompt, { words }: Pick<Template, "words">): boolean {
  return prompt.frame.includes(words);
}

/**
 * The prompt with the template's words, or without them when it had them. They stand in the frame, where no revision
 * changes them. Another type or platform makes room for the new one.
 */
export function toggleTemplate(prompt: Prompt, template: Template, all: readonly Template[]): Prompt {
  const others = all.filter(
    (one) => one.kind === template.kind && !["hint", "note"].includes(one.kind) && one.id !== template.id,
  );
  const leaves = isApplied(prompt, template) ? [template] : others;
  const without = leaves.reduce((frame, { words }) => frame.replace(` ${words}`, ""), prompt.frame);
  return { ...prompt, frame: isApplied(prompt, template) ? without : `${without} ${template.words}` };
}

const STYLE_ITEM = "style-";

/**
 * The checklist of an edit with what its prompt's templates ask for, and with no others: what nobody asked to change must
 * stay, so the judge has to know what was asked. A change makes a new version, as scores compare within one only.
 */
export function withStyles(checklist: Checklist, prompt: Prompt, templates: readonly Template[]): Checklist {
  const styles = templates
    .filter((template) => isApplied(prompt, template))
    .map(
      ({ id, words }): ChecklistItem => ({
        ...{ id: `${STYLE_ITEM}${id}`, text: words, weight: 2, level: "should", kind: "feedback" },
      }),
    );
  const before = checklist.items.filter(({ id }) => id.startsWith(STYLE_ITEM));
  if (before.map(({ id }) => id).join() === styles.map(({ id }) => id).join()) return checklist;
  const others = checklist.items.filter(({ id }) => !id.startsWith(STYLE_ITEM));
  return { version: checklist.version + 1, items: [...others, ...styles] };
}
