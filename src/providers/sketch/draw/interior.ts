import { mix, multiply } from "./colour-math.ts";
import type { Pen } from "./pen.ts";
import { blur, box, oval, path, radial, vertical } from "./pen.ts";
import type { Stage } from "./stage.ts";

/** A wall and a table top, or a seamless studio sweep. */
export function interior(pen: Pen, stage: Stage, studio: boolean): string[] {
  const { palette, random } = pen;
  const { width, height, horizon } = stage;
  const wallTone = studio
    ? palette.sky[0]
    : multiply(["#8d9a8a", "#a98a74", "#7f8c9c", "#9c8f7c"][Math.floor(random() * 4)] as string, palette.ambient);
  const wall = box(
    0,
    0,
    width,
    height,
    0,
    vertical(pen, [
      [0, mix(wallTone, palette.shadow, 0.5)],
      [0.62, mix(wallTone, palette.glow, 0.18)],
      [1, wallTone],
    ]),
  );
  const pool = oval(
    stage.hero.x,
    horizon * 0.72,
    width * 0.52,
    horizon * 0.72,
    radial(pen, [
      [0, palette.glow, 0.5],
      [0.5, palette.glow, 0.16],
      [1, palette.glow, 0],
    ]),
  );
  if (studio) return [wall + pool, sweep(pen, stage)];
  return [wall + pool + windowLight(pen, stage), tableTop(pen, stage)];
}

/** The bright floor of a studio, without an edge to the wall. */
function sweep(pen: Pen, { width, height }: Stage): string {
  const { sky } = pen.palette;
  const paint = radial(pen, [
    [0, sky[2]],
    [0.7, sky[2], 0.6],
    [1, sky[1], 0],
  ]);
  return oval(width / 2, height * 1.05, width * 0.9, height * 0.34, paint);
}

/** Slanting light of a window that is out of the picture. */
function windowLight(pen: Pen, stage: Stage): string {
  const { width, horizon, light } = stage;
  const x = light.x - 90;
  const panes = [0, 1].flatMap((column) =>
    [0, 1].map((row) => {
      const left = x + column * width * 0.13;
      const top = horizon * (0.16 + row * 0.3);
      return path(
        `M${left} ${top}l${width * 0.11} ${-horizon * 0.05}v${horizon * 0.25}l${-width * 0.11} ${horizon * 0.05}Z`,
        pen.palette.glow,
      );
    }),
  );
  return `<g filter="${blur(pen, 7)}" opacity="${pen.palette.dark ? 0.12 : 0.4}">${panes.join("")}</g>`;
}

function tableTop(pen: Pen, stage: Stage): string {
  const { palette, random } = pen;
  const { width, height, horizon } = stage;
  const wood = multiply("#86593a", palette.ambient);
  const top = box(
    0,
    horizon,
    width,
    height - horizon,
    0,
    vertical(pen, [
      [0, mix(wood, palette.glow, 0.3)],
      [0.25, wood],
      [1, mix(wood, palette.shadow, 0.7)],
    ]),
  );
  const grain = Array.from({ length: 22 }, () => {
    const y = horizon + 6 + random() ** 1.3 * (height - horizon);
    return path(
      `M0 ${y}C${width * 0.3} ${y + random() * 10 - 5} ${width * 0.6} ${y + random() * 10 - 5} ${width} ${y + random() * 6 - 3}v2C${width * 0.6} ${y + 5} ${width * 0.3} ${y} 0 ${y + 2}Z`,
      palette.shadow,
      'opacity=".16"',
    );
  });
  const edge = box(0, horizon - 2, width, 5, 0, mix(wood, palette.glow, 0.5), 'opacity=".6"');
  return top + grain.join("") + edge;
}
