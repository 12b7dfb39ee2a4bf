/** Controls, format and direction marks, private and unassigned characters, and letters that look like nothing. */
const UNRULY = /[^\P{C}\u200c\u200d]|[\u115f\u1160\u2028\u2029\u3164\uffa0]/gu;
/** Joiners belong between two characters: in emoji and in some scripts. */
const LOOSE_JOINERS = /(?<=^|\s)[\u200c\u200d]+|[\u200c\u200d]+(?=$|\s)|(?<=[\u200c\u200d])[\u200c\u200d]+/gu;
/** More marks than a script needs pile up over neighbouring lines. */
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;
const MAX_NAME = 64;

/** A name that leaves the text around it alone: one line, nothing invisible, nothing that turns the direction of writing. */
export function plainName(name: string): string {
  const visible = name.replace(/\s+/g, " ").replace(UNRULY, "").replace(LOOSE_JOINERS, "");
  const plain = visible.replace(PILED_MARKS, "$1").trim();
  const letters = [...plain];
  return letters.length <= MAX_NAME ? plain : `${letters.slice(0, MAX_NAME - 1).join("")}…`;
}
