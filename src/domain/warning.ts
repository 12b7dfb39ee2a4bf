/**
 * What could not be done as asked, as the picture's maker or the prompt's writer says. A warning is kept as plain English,
 * for files and logs, and read back by its template for the chat's languages. A new kind is a line here and a
 * `warning-<code>` in each language; a template that is worded anew leaves its old words to {@link FORMER}.
 */
const TEMPLATES = {
  no_seed: "This model takes no seed: the same seed will not give the same picture.",
  other_aspect: "This model does not make {wanted}; {taken} was taken.",
  no_transparency: "This model makes no transparent background.",
  no_references: "This model takes no reference pictures: they were left out.",
  some_references: "This model takes at most {count} of the pictures: the others were left out.",
  no_mask: "This model takes no mask: the whole picture may change.",
  mask_put_back:
    "This model takes no mask: it was shown the whole picture, and what lies outside of the mask was put back to the pixel.",
  hardly_changed: "Hardly anything changed inside of the mask.",
  light_moved: "Measured against the photo, it is {tone}, {level} and lit from {side} side.",
  left_out: "Left out, since this model takes shorter prompts: {blocks}.",
  simulated_aspect: "The simulation paints {taken}, the nearest to {wanted}.",
  own_words: "The prompt writer gave no usable answer: your own words are the prompt.",
  no_revision: "The prompt writer gave no usable answer in this round.",
} as const;
/** Words of earlier versions, which databases hold: they are read, and written no more. */
const FORMER: readonly (readonly [WarningCode, string])[] = [
  [
    "mask_put_back",
    "This model takes no masks: it was shown the whole picture, and what lies outside of the mask was put back to the pixel.",
  ],
  ["some_references", "This model takes {count} pictures; the first {all} were taken."],
];
export type WarningCode = keyof typeof TEMPLATES;
export const WARNING_CODES = Object.keys(TEMPLATES) as readonly WarningCode[];

/** A warning in English. */
export function warning(code: WarningCode, args: Readonly<Record<string, string>> = {}): string {
  return TEMPLATES[code].replace(/\{(\w+)\}/g, (_all, name: string) => args[name] ?? "");
}

const PATTERNS = [...WARNING_CODES.map((code) => [code, TEMPLATES[code]] as const), ...FORMER].map(
  ([code, template]) => {
    const escaped = template.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    return { code, pattern: new RegExp(`^${escaped.replace(/\{(\w+)\}/g, "(?<$1>.{1,80}?)")}$`, "u") };
  },
);

/** Code and facts of a warning; undefined for one that is of no kind known here. */
export function readWarning(text: string): { code: WarningCode; args: Record<string, string> } | undefined {
  for (const { code, pattern } of PATTERNS) {
    const match = pattern.exec(text);
    if (match) return { code, args: { ...match.groups } };
  }
  return undefined;
}
