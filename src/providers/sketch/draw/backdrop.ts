import type { Random } from "../chance.ts";
import type { Drawn } from "../facts.ts";
import { mix, multiply } from "./colour-math.ts";
import { interior } from "./interior.ts";
import { LANDFORMS } from "./landforms.ts";
import type { Pen } from "./pen.ts";
import { blur, box, oval, radial, vertical } from "./pen.ts";
import type { Stage } from "./stage.ts";

/** Everything behind the figures, in layers from far to near. */
export function backdrop(pen: Pen, stage: Stage, drawn: Drawn): string[] {
  if (stage.kind === "room" || stage.kind === "table") return interior(pen, stage, drawn.light === "studio");
  const forms = Object.entries(LANDFORMS).filter(([noun]) => stage.has(noun));
  const far = forms.filter(([, form]) => form.far).flatMap(([, form]) => form.draw(pen, stage));
  const near = forms.filter(([, form]) => !form.far).flatMap(([, form]) => form.draw(pen, stage));
  const ground = stage.kind === "sea" ? sea(pen, stage) : land(pen, stage, drawn.weather);
  const hills = stage.kind === "sea" || stage.has("city") || stage.has("desert") ? [] : softHills(pen, stage);
  return [sky(pen, stage, drawn), ...far, ...hills, haze(pen, stage), ground, ...near];
}

function sky(pen: Pen, stage: Stage, drawn: Drawn): string {
  const { palette } = pen;
  const [top, middle, low] = palette.sky;
  const { width, height, horizon, light } = stage;
  const air = box(
    0,
    0,
    width,
    height,
    0,
    vertical(pen, [
      [0, top],
      [0.36, middle],
      [0.64, low],
      [1, low],
    ]),
  );
  const glow = radial(pen, [
    [0, palette.glow, palette.dark ? 0.42 : 0.85],
    [0.25, palette.glow, palette.dark ? 0.16 : 0.4],
    [1, palette.glow, 0],
  ]);
  const reach = Math.max(width, horizon) * 0.62;
  const disc = drawn.light === "sunset" || drawn.light === "golden" || drawn.light === "dawn";
  return [
    air,
    palette.dark && drawn.light !== "candlelight" ? stars(pen.random, width, horizon) : "",
    oval(light.x, light.y, reach, reach * 0.8, glow),
    disc && !stage.has("sun") ? oval(light.x, light.y, 34, 34, mix(palette.glow, "#fff8e6", 0.6), 'opacity=".9"') : "",
    drawn.weather === "clear" || drawn.weather === "snow" ? wisps(pen, stage, 7, 0.42) : wisps(pen, stage, 15, 0.62),
  ].join("");
}

function stars(random: Random, width: number, horizon: number): string {
  return Array.from({ length: 70 }, () => {
    const bright = random();
    return oval(
      random() * width,
      random() ** 1.4 * horizon * 0.85,
      0.7 + bright * 1.3,
      0.7 + bright * 1.3,
      "#fff6de",
      `opacity="${(0.25 + bright * 0.6).toFixed(2)}"`,
    );
  }).join("");
}

/** Long, blurred clouds, lit from the horizon. */
function wisps(pen: Pen, stage: Stage, count: number, opacity: number): string {
  const { random, palette } = pen;
  const parts = Array.from({ length: count }, () => {
    const y = stage.horizon * (0.08 + random() * 0.72);
    const paint = mix(palette.sky[1], random() < 0.5 ? palette.glow : palette.sky[2], 0.45);
    return oval(
      random() * stage.width,
      y,
      90 + random() * 190,
      7 + random() * 15,
      paint,
      `opacity="${(opacity * (0.5 + random() * 0.5)).toFixed(2)}"`,
    );
  });
  return `<g filter="${pen.flat ? blur(pen, 2) : blur(pen, 9)}">${parts.join("")}</g>`;
}

function softHills(pen: Pen, stage: Stage): string[] {
  const { palette } = pen;
  return [0.15, 0.55].map((near, at) => {
    const paint = mix(palette.haze, mix(palette.land, palette.shadow, 0.35), 0.35 + near * 0.5);
    const d = ridge(pen.random, stage.width, stage.horizon + at * 16, 64 - at * 18, 3.2 + at);
    return `<path d="${d} V${stage.height} H0Z" fill="${vertical(pen, [
      [0, paint],
      [0.5, mix(paint, palette.haze, 0.6)],
      [1, palette.haze],
    ])}" ${pen.flat ? "" : `filter="${blur(pen, 3.4 - at * 2)}"`}/>`;
  });
}

/** A line of hills from left to right, as the sum of a few waves. */
function ridge(random: Random, width: number, y: number, rise: number, waves: number): string {
  const phases = [random() * 7, random() * 7, random() * 7];
  const points = Array.from({ length: 49 }, (_, at) => {
    const t = at / 48;
    const lift =
      Math.sin(t * waves + (phases[0] as number)) * 0.55 +
      Math.sin(t * waves * 2.3 + (phases[1] as number)) * 0.28 +
      Math.sin(t * waves * 6.1 + (phases[2] as number)) * 0.08;
    return `${(t * width).toFixed(1)} ${(y - rise * (0.45 + lift * 0.6)).toFixed(1)}`;
  });
  return `M0 ${y + 400}L${points.join("L")}`;
}

function haze(pen: Pen, stage: Stage): string {
  const { haze: veil } = pen.palette;
  const paint = vertical(pen, [
    [0, veil, 0],
    [0.55, veil, 0.75],
    [1, veil, 0],
  ]);
  return box(0, stage.horizon - 120, stage.width, 200, 0, paint);
}

function land(pen: Pen, stage: Stage, weather: string): string {
  const { palette } = pen;
  const rim = weather === "snow" ? mix(palette.land, "#ffffff", 0.25) : mix(palette.land, palette.haze, 0.55);
  const near = mix(palette.land, palette.shadow, weather === "snow" ? 0.28 : 0.62);
  const d = ridge(pen.random, stage.width, stage.horizon + 42, 30, 2.2);
  const second = ridge(pen.random, stage.width, stage.horizon + 130, 44, 1.7);
  const mottle = Array.from({ length: 16 }, () =>
    oval(
      pen.random() * stage.width,
      stage.horizon + 60 + pen.random() * (stage.height - stage.horizon),
      70 + pen.random() * 150,
      5 + pen.random() * 12,
      pen.random() < 0.5 ? palette.shadow : palette.glow,
      'opacity=".09"',
    ),
  ).join("");
  return (
    `<path d="${d} V${stage.height} H0Z" fill="${vertical(pen, [
      [0, rim],
      [0.3, palette.land],
      [1, near],
    ])}"/>` +
    `<path d="${second} V${stage.height} H0Z" fill="${vertical(pen, [
      [0, mix(palette.land, palette.glow, 0.16)],
      [0.35, mix(palette.land, palette.shadow, 0.2)],
      [1, near],
    ])}" opacity=".85"/>` +
    `<g filter="${blur(pen, 7)}">${mottle}</g>`
  );
}

function sea(pen: Pen, stage: Stage): string {
  const { palette, random } = pen;
  const { width, height, horizon, light } = stage;
  const water = multiply("#4f86a0", palette.ambient);
  const deep = mix(water, palette.shadow, 0.66);
  const waves = Array.from({ length: 90 }, () => {
    const t = random() ** 1.5;
    const y = horizon + 4 + t * (height - horizon);
    const lit = Math.abs(random() - 0.5) < 0.2;
    const x = lit ? light.x + (random() - 0.5) * (60 + t * 190) : random() * width;
    return oval(
      x,
      y,
      8 + t * 46,
      0.8 + t * 2.6,
      lit ? palette.glow : random() < 0.5 ? mix(water, "#ffffff", 0.45) : deep,
      `opacity="${lit ? 0.62 : 0.3}"`,
    );
  });
  return (
    box(
      0,
      horizon,
      width,
      height - horizon,
      0,
      vertical(pen, [
        [0, mix(palette.sky[2], water, 0.35)],
        [0.18, mix(water, palette.haze, 0.35)],
        [1, deep],
      ]),
    ) + waves.join("")
  );
}
