import type { Paragraph, Span } from "../views.ts";

/** A quote begins every line so; Discord has no folded quotes. */
const QUOTE = "> ";

/** Puts a view's paragraphs together, a line each, in Discord's Markdown. */
export function toMarkdown(paragraphs: readonly Paragraph[]): string {
  return paragraphs.map(paragraphMarkdown).join("\n").trimEnd();
}

/** The same without any styles, for a file. */
export function toPlain(paragraphs: readonly Paragraph[]): string {
  const plain = (paragraph: Paragraph) =>
    Array.isArray(paragraph)
      ? paragraph.map((span) => (typeof span === "string" ? span : span.text)).join("")
      : paragraph.quote;
  return paragraphs.map(plain).join("\n");
}

function paragraphMarkdown(paragraph: Paragraph): string {
  if (Array.isArray(paragraph)) return paragraph.map(spanMarkdown).join("");
  return quoted(escapeMarkdown(paragraph.quote));
}

/** A quote over all its lines. */
export function quoted(markdown: string): string {
  return markdown
    .split("\n")
    .map((line) => QUOTE + line)
    .join("\n");
}

function spanMarkdown(span: Span): string {
  if (typeof span === "string") return escapeMarkdown(span);
  const { text, style } = span;
  if (text.trim() === "") return text;
  if (style === "code") return code(text);
  const mark = style === "bold" ? "**" : "*";
  // Marks must touch the words; and a style does not reach over lines.
  return text
    .split("\n")
    .map((line) =>
      line.replace(/^(\s*)(.*?)(\s*)$/, (_all, before, words, after) =>
        words === "" ? line : `${before}${mark}${escapeMarkdown(words)}${mark}${after}`,
      ),
    )
    .join("\n");
}

/** Nothing inside is markup; a mark that would end it is taken apart. */
function code(text: string): string {
  if (text.includes("\n") || text.length > 80) return `\`\`\`\n${text.replaceAll("```", "`\u200b`\u200b`")}\n\`\`\``;
  return text.includes("`") ? `\`\` ${text.replaceAll("``", "`\u200b`")} \`\`` : `\`${text}\``;
}

/** Shows people's text as it was typed: no style, no mention, no link that unfolds. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\*_`|<]|~(?=~)|(?<=\])\(/g, "\\$&")
    .replace(/@(?=everyone|here)/g, "@\u200b")
    .replace(/\b(https?):\/\//gi, "$1\\://")
    .replace(/^(\s*)(>|#{1,3}(?= )|-#|-(?= )|\+(?= ))/gm, "$1\\$2")
    .replace(/^(\s*\d+)\.(?= )/gm, "$1\\.");
}

/** Text in parts of at most these lengths, each ended at a line or a word; `whole` is false when some did not fit. */
export function intoParts(text: string, limits: readonly number[]): { parts: string[]; whole: boolean } {
  const parts: string[] = [];
  let rest = text;
  for (const [at, limit] of limits.entries()) {
    if (rest.length <= limit) return { parts: rest === "" ? parts : [...parts, rest], whole: true };
    const last = at === limits.length - 1;
    const end = boundary(rest, last ? limit - 1 : limit);
    const part = rest.slice(0, end).trimEnd();
    const inQuote = part.slice(part.lastIndexOf("\n") + 1).startsWith(QUOTE);
    const follows = rest.slice(end).replace(/^\s+/, "");
    // A quote that goes on is a quote in the next part, too.
    rest = inQuote && !follows.startsWith(QUOTE) && !/^\n/.test(rest.slice(end)) ? QUOTE + follows : follows;
    parts.push(last ? `${part}…` : part);
  }
  return { parts, whole: false };
}

/** Where to end: after a line, else after a word, in the last third of what fits; else between two characters. */
function boundary(text: string, limit: number): number {
  const fitting = text.slice(0, limit + 1);
  for (const ending of ["\n", " "]) {
    const end = fitting.lastIndexOf(ending);
    if (end > (limit * 2) / 3) return end;
  }
  // A surrogate pair stays together, and so does an escaped mark.
  return /[\ud800-\udbff\\]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
}
