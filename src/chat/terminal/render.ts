import { styleText } from "node:util";
import type { PostableView } from "../platform.ts";
import type { Paragraph, Span } from "../views.ts";

const STYLES = { bold: "bold", italic: "dim", code: "cyan" } as const;

/** How a view's text looks in a terminal; `colour` off for pipes and logs. */
export function renderText(paragraphs: readonly Paragraph[], colour: boolean): string {
  return paragraphs.map((paragraph) => renderParagraph(paragraph, colour)).join("\n");
}

function renderParagraph(paragraph: Paragraph, colour: boolean): string {
  if (Array.isArray(paragraph)) return paragraph.map((span) => renderSpan(span, colour)).join("");
  return clean(paragraph.quote)
    .split("\n")
    .map((line) => `${styled("│", "dim", colour)} ${line}`)
    .join("\n");
}

function renderSpan(span: Span, colour: boolean): string {
  return typeof span === "string" ? clean(span) : styled(clean(span.text), STYLES[span.style], colour);
}

function styled(text: string, style: "bold" | "dim" | "cyan" | "inverse", colour: boolean): string {
  return colour ? styleText(style, text, { validateStream: false }) : text;
}

/** People's text may not move the cursor or colour the screen. */
function clean(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, "");
}

/** Buttons with the numbers that press them. */
export function renderButtons(view: PostableView, numberOf: (token: string) => number, colour: boolean): string {
  return view.buttons
    .map((row) =>
      row
        .filter((button) => button.token !== undefined)
        .map((button) => `${styled(`[${numberOf(button.token as string)}]`, "inverse", colour)} ${button.label}`)
        .join("   "),
    )
    .filter((row) => row !== "")
    .join("\n");
}

/** RGB pixels as half blocks: two pixels a character, the upper one in the foreground. */
export function renderPreview({ width, height, rgb }: { width: number; height: number; rgb: Uint8Array }): string {
  const at = (x: number, y: number) => rgb.subarray((y * width + x) * 3, (y * width + x) * 3 + 3).join(";");
  const rows: string[] = [];
  for (let y = 0; y + 1 < height; y += 2) {
    let row = "";
    for (let x = 0; x < width; x++) row += `\u001b[38;2;${at(x, y)}m\u001b[48;2;${at(x, y + 1)}m▀`;
    rows.push(`${row}\u001b[0m`);
  }
  return rows.join("\n");
}
