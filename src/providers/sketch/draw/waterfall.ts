import { mix, multiply } from "./colour-math.ts";
import type { Pen } from "./pen.ts";
import { blur, oval, path, vertical } from "./pen.ts";
import type { Stage } from "./stage.ts";

/** A cliff with falling water beside the hero, in layers from far to near. */
export function waterfall(pen: Pen, stage: Stage): string[] {
  const { palette, random } = pen;
  const { width, horizon } = stage;
  const x = stage.hero.x < width / 2 ? width * 0.72 : width * 0.28;
  const rock = mix(multiply("#54605c", palette.ambient), palette.haze, 0.25);
  const top = horizon * 0.26;
  const cliff = path(
    `M${x - 260} ${horizon + 60}L${x - 200} ${top + 50}L${x - 120} ${top + 10}L${x - 44} ${top}L${x + 50} ${top + 4}L${x + 150} ${top - 20}L${x + 230} ${top + 60}L${x + 280} ${horizon + 60}Z`,
    vertical(pen, [
      [0, mix(rock, palette.glow, 0.2)],
      [0.4, rock],
      [1, mix(rock, palette.haze, 0.7)],
    ]),
  );
  const threads = Array.from({ length: 20 }, () => {
    const at = x - 40 + random() * 80;
    return path(
      `M${at} ${top + 4}C${at - 3} ${horizon * 0.6} ${at + 4} ${horizon * 0.8} ${at + (at - x) * 0.3} ${horizon + 56}h${3 + random() * 4}C${at + 7} ${horizon * 0.8} ${at + 2} ${horizon * 0.6} ${at + 5} ${top + 4}Z`,
      "#ffffff",
      `opacity="${(0.25 + random() * 0.45).toFixed(2)}"`,
    );
  });
  const fall = path(
    `M${x - 42} ${top + 2}H${x + 46}L${x + 58} ${horizon + 60}H${x - 54}Z`,
    vertical(pen, [
      [0, mix("#e8f2f6", palette.ambient, 0.3)],
      [1, mix("#b9d4e0", palette.ambient, 0.4)],
    ]),
    'opacity=".85"',
  );
  const spray = `<g filter="${blur(pen, 13)}">${oval(x, horizon + 52, 130, 34, "#ffffff", 'opacity=".7"')}</g>`;
  return [cliff, fall + threads.join("") + spray];
}
