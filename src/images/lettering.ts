/** Letters in our own drawings: without a browser one can only guess how wide they are. */

/** The typeface that comes along (fonts.conf), with every alphabet of our languages. */
export const FONT = "'Noto Sans SC', sans-serif";

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u;
const columnsOf = (letter: string) => (WIDE.test(letter) ? 2 : 1);
/** Few fonts hold emoji, and XML holds no control characters. */
const drawable = (text: string) =>
  text
    .toWellFormed()
    .replace(/\p{Extended_Pictographic}|\u200d|\ufe0f|[\ufffe\uffff]/gu, "")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();

/** A text in at most `columns`, a Chinese letter taking two; what is left out becomes an ellipsis. */
export function fitText(text: string, columns: number): string {
  return wrapText(text, columns, 1)[0] ?? "";
}

/** A text in at most `lines` of at most `columns` each, broken at spaces where there are any. */
export function wrapText(text: string, columns: number, lines: number): string[] {
  const made: string[] = [];
  let rest = [...drawable(text)];
  while (rest.length > 0 && made.length < lines) {
    let used = 0;
    let end = 0;
    while (end < rest.length && used + columnsOf(rest[end] as string) <= columns)
      used += columnsOf(rest[end++] as string);
    if (end === rest.length) return [...made, rest.join("")];
    if (made.length === lines - 1) return [...made, `${rest.slice(0, end).join("").trimEnd()}…`];
    const space = rest.slice(0, end + 1).lastIndexOf(" ");
    const at = space > 0 ? space : end;
    made.push(rest.slice(0, at).join(""));
    rest = [...rest.slice(at).join("").trimStart()];
  }
  return made;
}

/** A text inside of SVG. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
