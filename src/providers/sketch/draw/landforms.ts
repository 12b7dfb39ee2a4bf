import { city } from "./city.ts";
import { mix, multiply } from "./colour-math.ts";
import type { Pen } from "./pen.ts";
import { blur, oval, path, vertical } from "./pen.ts";
import type { Stage } from "./stage.ts";
import { waterfall } from "./waterfall.ts";

/** A part of the land, in layers from far to near; `far` ones lie behind the haze. */
interface Landform {
  readonly far: boolean;
  draw(pen: Pen, stage: Stage): string[];
}

const soft = (pen: Pen, distance: number) => (pen.flat ? "" : `filter="${blur(pen, distance)}"`);

function mountains(pen: Pen, stage: Stage): string[] {
  const { palette, random } = pen;
  return [0, 0.45].map((near) => {
    const rock = mix(mix(multiply("#66758f", palette.ambient), palette.shadow, 0.16), palette.haze, 0.6 - near);
    const count = near === 0 ? 5 : 4;
    const peaks = Array.from({ length: count }, (_, at) => {
      const x = ((at + 0.2 + random() * 0.6) / count) * stage.width * 1.1 - stage.width * 0.05;
      const rise = stage.horizon * (0.46 - near * 0.3) * (0.65 + random() * 0.55);
      return peak(pen, x, stage.horizon + 30, rise, rock);
    });
    return `<g ${soft(pen, near === 0 ? 1.8 : 0.7)}>${peaks.join("")}</g>`;
  });
}

/** One mountain: a lit and a shaded side, and snow that follows the crags. */
function peak(pen: Pen, x: number, foot: number, rise: number, rock: string): string {
  const { palette, random } = pen;
  const half = rise * (0.95 + random() * 0.35);
  const top = foot - rise;
  const crag = (share: number, side: number) =>
    `${x + side * half * share + (random() - 0.5) * half * 0.07} ${top + rise * share + (random() - 0.5) * rise * 0.05}`;
  const left = [0.14, 0.3, 0.5, 0.74].map((share) => crag(share, -1));
  const right = [0.16, 0.34, 0.52, 0.76].map((share) => crag(share, 1));
  // The edge between light and shade, from the foot to below the top.
  const spine = `H${x + half * 0.1}L${x - half * 0.05} ${top + rise * 0.42}L${x + half * 0.06} ${top + rise * 0.2}Z`;
  const fade = vertical(pen, [
    [0, mix(rock, palette.glow, 0.2)],
    [0.55, rock],
    [1, palette.haze],
  ]);
  const shade = vertical(pen, [
    [0, mix(rock, palette.shadow, 0.5)],
    [0.6, mix(rock, palette.shadow, 0.25)],
    [1, palette.haze],
  ]);
  const snow = mix("#ffffff", palette.ambient, 0.6);
  return (
    path(`M${x} ${top}L${left.join("L")}L${x - half} ${foot}${spine}`, fade) +
    path(`M${x} ${top}L${right.join("L")}L${x + half} ${foot}${spine}`, shade) +
    path(
      `M${x} ${top}L${left[0]}L${left[1]}L${x - half * 0.16} ${top + rise * 0.24}L${x - half * 0.08} ${top + rise * 0.36}L${x} ${top + rise * 0.2}L${x + half * 0.1} ${top + rise * 0.3}L${right[0]}Z`,
      snow,
      'opacity=".78"',
    )
  );
}

function forest(pen: Pen, stage: Stage): string[] {
  const { palette, random } = pen;
  return [0, 1, 2].map((row) => {
    const near = row / 2;
    const tone = mix(multiply("#2f4d40", palette.ambient), palette.haze, 0.68 - near * 0.5);
    const foot = stage.horizon + 24 + row * 22;
    const trees: string[] = [];
    for (let x = -20; x < stage.width + 20; x += 15 + near * 19 + random() * 15) {
      const tall = (150 + near * 165) * (0.65 + random() * 0.6) * Math.min(1, stage.horizon / 420);
      // A clearing where the hero stands keeps its silhouette readable.
      const inClearing = row === 2 && Math.abs(x - stage.hero.x) < 120;
      trees.push(firPath(x, foot + random() * 8, inClearing ? tall * 0.45 : tall));
    }
    const paint = vertical(pen, [
      [0, tone],
      [0.6, mix(tone, palette.shadow, 0.18)],
      [1, mix(tone, palette.haze, 0.55)],
    ]);
    return `<g ${soft(pen, 2.6 - row * 1.05)}>${path(trees.join(""), paint)}</g>`;
  });
}

function firPath(x: number, foot: number, tall: number): string {
  const half = tall * 0.2;
  const steps = [0.28, 0.5, 0.72, 0.94].map(
    (share, at) => [half * (0.36 + at * 0.22), foot - tall * (1 - share)] as const,
  );
  const right = steps
    .map(
      ([reach, y]) =>
        `L${(x + reach).toFixed(1)} ${y.toFixed(1)}L${(x + reach * 0.5).toFixed(1)} ${(y - tall * 0.02).toFixed(1)}`,
    )
    .join("");
  const left = [...steps]
    .reverse()
    .map(
      ([reach, y]) =>
        `L${(x - reach * 0.5).toFixed(1)} ${(y - tall * 0.02).toFixed(1)}L${(x - reach).toFixed(1)} ${y.toFixed(1)}`,
    )
    .join("");
  return `M${x} ${(foot - tall).toFixed(1)}${right}L${x + 3} ${foot}H${x - 3}${left}Z`;
}

function desert(pen: Pen, stage: Stage): string[] {
  const { palette, random } = pen;
  const sand = multiply("#dfae72", palette.ambient);
  return [0, 1, 2, 3].map((row) => {
    const y = stage.horizon + row * row * 26 - 8;
    const crest = stage.width * (0.2 + random() * 0.6);
    const top = y - 34 - row * 10;
    const tone = mix(sand, palette.haze, 0.5 - row * 0.15);
    return (
      path(
        `M0 ${y}C${crest * 0.5} ${y - 4} ${crest * 0.8} ${top} ${crest} ${top}C${crest + 120} ${top + 12} ${stage.width - 120} ${y - 10} ${stage.width} ${y - 4}V${stage.height}H0Z`,
        vertical(pen, [
          [0, mix(tone, palette.glow, 0.4)],
          [0.3, tone],
          [1, mix(tone, palette.shadow, 0.45)],
        ]),
      ) +
      path(
        `M${crest} ${top}C${crest + 120} ${top + 12} ${stage.width - 120} ${y - 10} ${stage.width} ${y - 4}V${y + 60}C${crest + 200} ${y + 50} ${crest + 20} ${y + 20} ${crest} ${top}Z`,
        palette.shadow,
        'opacity=".26"',
      )
    );
  });
}

/** A band that winds from the horizon to the lower edge: water or road. */
function winding(pen: Pen, stage: Stage, far: string, near: string, shine: boolean): string[] {
  const { width, height, horizon } = stage;
  const side = stage.hero.x < width / 2 ? 1 : -1;
  const at = (share: number) => width / 2 + side * width * share;
  const top = horizon + 34;
  const d = `M${at(0.1) - 5} ${top}C${at(0.3)} ${top + 40} ${at(-0.14)} ${top + 70} ${at(0.02) - 40} ${top + 140}C${at(0.1)} ${height - 60} ${at(0.02) - 190} ${height - 40} ${at(0.05) - 240} ${height}H${at(0.2) + 170}C${at(0.2) + 130} ${height - 60} ${at(0.3)} ${top + 150} ${at(0.16)} ${top + 110}C${at(0.02)} ${top + 74} ${at(0.34)} ${top + 42} ${at(0.1) + 7} ${top}Z`;
  const glints = shine
    ? Array.from({ length: 22 }, () =>
        oval(
          at(0.06) + (pen.random() - 0.5) * 150,
          top + 60 + pen.random() * (height - top),
          14 + pen.random() * 26,
          1.4,
          pen.palette.glow,
          'opacity=".45"',
        ),
      ).join("")
    : "";
  return [
    path(
      d,
      vertical(pen, [
        [0, far],
        [1, near],
      ]),
      pen.flat ? "" : `filter="${blur(pen, 0.8)}"`,
    ) + glints,
  ];
}

function island(pen: Pen, stage: Stage): string[] {
  const { palette } = pen;
  const x = stage.hero.x < stage.width / 2 ? stage.width * 0.7 : stage.width * 0.3;
  const tone = mix(multiply("#4f6f4c", palette.ambient), palette.haze, 0.35);
  const y = stage.horizon + 8;
  return [
    path(
      `M${x - 190} ${y}C${x - 130} ${y - 26} ${x - 90} ${y - 84} ${x - 20} ${y - 92}C${x + 50} ${y - 98} ${x + 80} ${y - 30} ${x + 190} ${y}Z`,
      vertical(pen, [
        [0, mix(tone, palette.glow, 0.25)],
        [0.6, tone],
        [1, mix(tone, palette.shadow, 0.4)],
      ]),
    ) +
      oval(x, y + 3, 205, 6, mix("#e8d4a6", palette.ambient, 0.5)) +
      path(`M${x - 170} ${y + 8}H${x + 170}L${x + 60} ${y + 44}H${x - 60}Z`, tone, 'opacity=".3"'),
  ];
}

function field(pen: Pen, stage: Stage): string[] {
  const { palette, random } = pen;
  const blades = (paint: string) => {
    const strokes = Array.from({ length: 170 }, () => {
      const x = random() * stage.width;
      const y = stage.horizon + 70 + random() * (stage.height - stage.horizon - 60);
      const tall = 10 + ((y - stage.horizon) / (stage.height - stage.horizon)) * 34;
      const lean = (random() - 0.4) * 14;
      return `M${x.toFixed(0)} ${y.toFixed(0)}q${(lean * 0.3).toFixed(1)} ${(-tall * 0.6).toFixed(0)} ${lean.toFixed(1)} ${(-tall).toFixed(0)}`;
    });
    return `<path d="${strokes.join("")}" fill="none" stroke="${paint}" stroke-width="1.6" stroke-linecap="round" opacity=".55"/>`;
  };
  const green = multiply("#7f9a4f", palette.ambient);
  return [blades(mix(green, palette.shadow, 0.3)) + blades(mix(green, palette.glow, 0.4))];
}

const still = (draw: Landform["draw"], far: boolean): Landform => ({ far, draw });

export const LANDFORMS: Readonly<Record<string, Landform>> = {
  mountain: still(mountains, true),
  city: still(city, true),
  forest: still(forest, true),
  waterfall: still(waterfall, true),
  desert: still(desert, false),
  river: still(
    (pen, stage) =>
      winding(
        pen,
        stage,
        pen.palette.sky[2],
        mix(multiply("#4f86a0", pen.palette.ambient), pen.palette.shadow, 0.2),
        true,
      ),
    false,
  ),
  road: still(
    (pen, stage) =>
      winding(pen, stage, mix(pen.palette.haze, "#a89a88", 0.4), multiply("#8a7c6e", pen.palette.ambient), false),
    false,
  ),
  field: still(field, false),
  island: still(island, false),
};
