import type { Pen } from "./pen.ts";
import { blur, box, oval, path, radial, vertical } from "./pen.ts";
import type { Stage } from "./stage.ts";

/** What falls or drifts before everything else. */
export function weather(pen: Pen, stage: Stage, kind: string): string {
  if (stage.kind === "table" || stage.kind === "room") return "";
  if (kind === "snow") return snow(pen, stage);
  if (kind === "rain") return rain(pen, stage, 150, 0.34);
  if (kind === "storm") return rain(pen, stage, 190, 0.4) + lightning(pen, stage);
  if (kind === "fog") return fog(pen, stage);
  return "";
}

function snow(pen: Pen, stage: Stage): string {
  const { random } = pen;
  const flakes = (count: number, size: number, opacity: number, paint = "#ffffff") =>
    Array.from({ length: count }, () => {
      const radius = size * (0.5 + random() * 0.8);
      return oval(
        random() * stage.width,
        random() * stage.height,
        radius,
        radius,
        paint,
        `opacity="${(opacity * (0.5 + random() * 0.5)).toFixed(2)}"`,
      );
    }).join("");
  return `${flakes(120, 1.9, 0.85)}${flakes(44, 3.4, 0.85)}${flakes(
    14,
    11,
    0.9,
    radial(pen, [
      [0, "#ffffff", 0.75],
      [0.5, "#ffffff", 0.4],
      [1, "#ffffff", 0],
    ]),
  )}`;
}

function rain(pen: Pen, stage: Stage, count: number, opacity: number): string {
  const drops = Array.from({ length: count }, () => {
    const long = 22 + pen.random() * 40;
    return `M${(pen.random() * stage.width).toFixed(0)} ${(pen.random() * stage.height).toFixed(0)}l${(-long * 0.22).toFixed(1)} ${long.toFixed(1)}`;
  });
  return `<path d="${drops.join("")}" stroke="#e6eef4" stroke-width="1.3" opacity="${opacity}" fill="none"/>`;
}

function lightning(pen: Pen, stage: Stage): string {
  let x = stage.light.x;
  let y = 0;
  let d = `M${x} 0`;
  while (y < stage.horizon) {
    x += (pen.random() - 0.5) * 60;
    y += 26 + pen.random() * 34;
    d += `L${x.toFixed(0)} ${y.toFixed(0)}`;
  }
  const bolt = (width: number, more: string) =>
    path(d, "none", `stroke="#f3f0ff" stroke-width="${width}" stroke-linejoin="round" ${more}`);
  return bolt(12, `opacity=".4" filter="${blur(pen, 8)}"`) + bolt(2.6, "");
}

function fog(pen: Pen, stage: Stage): string {
  const veil = pen.palette.haze;
  const bank = radial(pen, [
    [0, veil, 0.5],
    [0.5, veil, 0.25],
    [1, veil, 0],
  ]);
  const banks = Array.from({ length: 7 }, () =>
    oval(pen.random() * stage.width, stage.horizon + (pen.random() - 0.35) * 220, 320, 50 + pen.random() * 40, bank),
  );
  const rise = vertical(pen, [
    [0, veil, 0],
    [0.6, veil, 0.4],
    [1, veil, 0.05],
  ]);
  return `${banks.join("")}${box(0, 0, stage.width, stage.height, 0, rise)}`;
}
