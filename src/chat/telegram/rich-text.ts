import type { MessageEntity } from "grammy/types";
import type { Paragraph } from "../views.ts";

/** Text with styles by place (UTF-16 code units), so that nobody's text is ever parsed as markup. */
export interface RichText {
  readonly text: string;
  readonly entities: MessageEntity[];
}

/** Puts a view's paragraphs together, a line each. */
export function toRichText(paragraphs: readonly Paragraph[]): RichText {
  let text = "";
  const entities: MessageEntity[] = [];
  const add = (part: string, type?: "bold" | "italic" | "code" | "blockquote" | "expandable_blockquote") => {
    // Telegram refuses or drops styles of nothing.
    if (type && part.trim() !== "") entities.push({ type, offset: text.length, length: part.length });
    text += part;
  };
  for (const [index, paragraph] of paragraphs.entries()) {
    if (index > 0) text += "\n";
    if (Array.isArray(paragraph)) {
      for (const span of paragraph) typeof span === "string" ? add(span) : add(span.text, span.style);
    } else {
      add(paragraph.quote, paragraph.fold ? "expandable_blockquote" : "blockquote");
    }
  }
  return cut({ text, entities }, text.trimEnd().length);
}

/** The text within the limit: ended at a line or a word, with "…" for what is missing. */
export function shorten(rich: RichText, limit: number): { shown: RichText; whole: boolean } {
  if (rich.text.length <= limit) return { shown: rich, whole: true };
  const cutOff = cut(rich, boundary(rich.text, limit - 1));
  return { shown: { text: `${cutOff.text}…`, entities: cutOff.entities }, whole: false };
}

/** Where to end: after a line, else after a word, in the last third of what fits; else between two characters. */
function boundary(text: string, limit: number): number {
  const fitting = text.slice(0, limit + 1);
  for (const ending of ["\n", " "]) {
    const end = fitting.lastIndexOf(ending);
    if (end > (limit * 2) / 3) return fitting.slice(0, end).trimEnd().length;
  }
  // A surrogate pair stays together.
  return /[\ud800-\udbff]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
}

function cut(rich: RichText, end: number): RichText {
  const entities = rich.entities
    .filter((entity) => entity.offset < end)
    .map((entity) => ({ ...entity, length: Math.min(entity.length, end - entity.offset) }));
  return { text: rich.text.slice(0, end), entities };
}
