import type { Drawn } from "../facts.ts";
import type { Pen } from "./pen.ts";
import { box, kitFor, line } from "./pen.ts";
import type { Placed } from "./placement.ts";
import type { Stage } from "./stage.ts";

const SERIF = "font-family=\"'DejaVu Serif',Georgia,'Noto Serif CJK SC',serif\"";

/** All lettering: on the drawn sign, or on a hanging board of its own, further lines below each other. */
export function lettering(pen: Pen, stage: Stage, drawn: Drawn, placed: readonly Placed[]): string {
  const sign = placed.find((one) => one.noun === "sign");
  const [first, ...more] = drawn.texts.slice(0, 4);
  if (first === undefined) return "";
  const head = sign === undefined ? board(pen, stage, first) : onSign(pen, sign, first);
  const rest = more.map((text, at) =>
    words(
      text,
      stage.width / 2,
      stage.height * 0.93 - at * 34,
      22,
      stage.width * 0.8,
      pen.palette.dark ? "#f4ead2" : "#2b221c",
    ),
  );
  return head + rest.join("");
}

/** "sketch · simulation" in the corner: nobody shall take the picture for a model's work. */
export function cornerMark(stage: { readonly width: number; readonly height: number }): string {
  const x = stage.width - 14;
  const y = stage.height - 13;
  const letters = (paint: string) =>
    `<text x="${x}" y="${y}" text-anchor="end" ${SERIF} font-style="italic" font-size="15" letter-spacing=".8" ${paint}>sketch · simulation</text>`;
  // Light letters on a dark rim can be read on any ground.
  return (
    letters('fill="none" stroke="#15151c" stroke-opacity=".42" stroke-width="3" stroke-linejoin="round"') +
    letters('fill="#ffffff" fill-opacity=".92"')
  );
}

function onSign(pen: Pen, sign: Placed, text: string): string {
  const ink = pen.palette.dark ? "#fff0cc" : "#2a1b12";
  const scale = sign.tall / 100;
  return words(text, sign.x, sign.y - 66 * scale, 24 * scale, 92 * scale, ink);
}

function board(pen: Pen, stage: Stage, text: string): string {
  const kit = kitFor(pen, "#7a5232", 0);
  const size = Math.min(54, (stage.width * 0.66) / Math.max(3, text.length * 0.62));
  const wide = Math.min(stage.width * 0.8, text.length * size * 0.72 + 70);
  const tall = size * 1.75;
  const left = stage.width / 2 - wide / 2;
  const top = 46;
  return (
    line(`M${left + 34} 0V${top}M${left + wide - 34} 0V${top}`, kit.tone("#2b211b"), 3) +
    box(left + 4, top + 6, wide, tall, 8, pen.palette.shadow, 'opacity=".35"') +
    box(left, top, wide, tall, 8, kit.main) +
    box(
      left + 7,
      top + 7,
      wide - 14,
      tall - 14,
      5,
      "none",
      `stroke="${kit.tone("#e9d3a4")}" stroke-width="1.6" opacity=".7"`,
    ) +
    words(
      text,
      stage.width / 2,
      top + tall / 2 + size * 0.35,
      size,
      wide - 40,
      pen.palette.dark ? "#ffe9bd" : "#f8ecd2",
    )
  );
}

function words(text: string, x: number, y: number, size: number, room: number, fill: string): string {
  const fits = Math.min(size, room / Math.max(1, text.length * 0.72));
  return `<text x="${x}" y="${y}" text-anchor="middle" ${SERIF} font-weight="bold" font-size="${fits.toFixed(1)}" letter-spacing="${(fits * 0.06).toFixed(1)}" fill="${fill}">${escaped(text)}</text>`;
}

function escaped(text: string): string {
  // Control characters would make the SVG unreadable.
  const plain = text.replace(/\p{Cc}/gu, " ").toWellFormed();
  return plain.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
