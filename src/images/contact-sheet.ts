import type { SheetEntry } from "../ports/pictures.ts";
import { escapeXml, FONT, fitText, wrapText } from "./lettering.ts";

/** Measures in px of the drawing. */
const CELL = 420;
const GAP = 28;
const MARGIN = 56;
const LABELS = 108;
const FOOTER = 40;
const TITLE_LINE = 44;
const INK = "#f5efe6";
const FAINT = "#a49c93";
const PAPER = "#17151b";
const PANEL = "#221f28";
const BEST = "#f2a65a";
const TITLE = 32;
const NOTE = 18;
/** Columns of letters that a width (px) holds: Cyrillic ones, the widest of those that take one, and bold ones are wider still. */
const columnsIn = (width: number, size: number) => Math.floor(width / (size * (size === TITLE ? 0.76 : 0.63)));

export interface SheetDrawing {
  svg: string;
  /** px */
  width: number;
}

/** A thumbnail as a `data:` address, with what stands below it. */
export interface SheetCell extends Omit<SheetEntry, "image"> {
  href: string;
}

/** A session's pictures in a grid, in their order; `ratio`: width by height of a cell. */
export function sheetSvg(title: string, footer: string, cells: readonly SheetCell[], ratio: number): SheetDrawing {
  const columns = cells.length <= 3 ? cells.length : Math.ceil(Math.sqrt(cells.length));
  const rows = Math.ceil(cells.length / columns);
  const height = Math.round(CELL / Math.min(2, Math.max(0.5, ratio)));
  // One picture alone still leaves room for a title.
  const inner = Math.max(columns * (CELL + GAP) - GAP, 2 * CELL);
  const left = MARGIN + (inner - (columns * (CELL + GAP) - GAP)) / 2;
  const lines = wrapText(title, columnsIn(inner, TITLE), 3);
  const top = MARGIN + lines.length * TITLE_LINE + GAP / 2;
  const [width, total] = [inner + 2 * MARGIN, top + rows * (height + LABELS) + FOOTER + MARGIN / 2];
  const drawn = cells.map((cell, at) => {
    const x = left + (at % columns) * (CELL + GAP);
    return cellSvg(cell, { x, y: top + Math.floor(at / columns) * (height + LABELS), height, at });
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" font-family="${FONT}">
<rect width="100%" height="100%" fill="${PAPER}"/>
${lines.map((line, at) => textSvg(line, { x: MARGIN, y: MARGIN + 26 + at * TITLE_LINE, size: TITLE, fill: INK, bold: true })).join("\n")}
${drawn.join("\n")}
${textSvg(fitText(footer, columnsIn(inner, NOTE)), { x: MARGIN, y: total - MARGIN / 2 - 6, size: NOTE, fill: FAINT })}
</svg>`;
  return { svg, width };
}

interface Spot {
  x: number;
  y: number;
  height: number;
  at: number;
}

function cellSvg({ href, label, note, best }: SheetCell, { x, y, height, at }: Spot): string {
  const box = `x="${x}" y="${y}" width="${CELL}" height="${height}" rx="14"`;
  const frame = best
    ? `<rect x="${x - 5}" y="${y - 5}" width="${CELL + 10}" height="${height + 10}" rx="18" fill="none" stroke="${BEST}" stroke-width="5"/>`
    : "";
  const fill = best ? BEST : INK;
  const notes = wrapText(note, columnsIn(CELL, NOTE), 2);
  return `<clipPath id="c${at}"><rect ${box}/></clipPath><rect ${box} fill="${PANEL}"/>
<image href="${href}" x="${x}" y="${y}" width="${CELL}" height="${height}" clip-path="url(#c${at})"/>${frame}
${textSvg(`${best ? "★ " : ""}${label}`, { x: x + 4, y: y + height + 34, size: 26, fill, bold: true })}
${notes.map((line, nth) => textSvg(line, { x: x + 4, y: y + height + 60 + nth * 24, size: NOTE, fill: FAINT })).join("\n")}`;
}

interface Lettering {
  x: number;
  y: number;
  size: number;
  fill: string;
  bold?: true;
}

function textSvg(text: string, { x, y, size, fill, bold }: Lettering): string {
  const weight = bold ? ' font-weight="bold"' : "";
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}"${weight}>${escapeXml(text)}</text>`;
}
