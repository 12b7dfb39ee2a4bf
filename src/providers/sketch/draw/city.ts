import { mix, multiply } from "./colour-math.ts";
import type { Pen } from "./pen.ts";
import { blur, box, vertical } from "./pen.ts";
import type { Stage } from "./stage.ts";

/** A skyline in two rows, the farther one soft; windows are lit in the dark. */
export function city(pen: Pen, stage: Stage): string[] {
  const { palette, random } = pen;
  return [0, 1].map((row) => {
    const tone = mix(multiply("#4c556e", palette.ambient), palette.haze, 0.6 - row * 0.38);
    const parts: string[] = [];
    for (let x = -10; x < stage.width; ) {
      const wide = 34 + random() * 46;
      const tall = stage.horizon * (row === 0 ? 0.3 + random() * 0.42 : 0.16 + random() * 0.3);
      parts.push(block(pen, stage, tone, x, wide, tall));
      x += wide + (random() < 0.2 ? 8 : 0);
    }
    return `<g ${row === 0 && !pen.flat ? `filter="${blur(pen, 1.4)}"` : ""}>${parts.join("")}</g>`;
  });
}

/** One house of the skyline: it fades towards the street; some have a mast. */
function block(pen: Pen, stage: Stage, tone: string, x: number, wide: number, tall: number): string {
  const { palette, random } = pen;
  const top = stage.horizon + 46 - tall;
  const fade = vertical(pen, [
    [0, tone],
    [1, mix(tone, palette.haze, 0.6)],
  ]);
  const parts = [box(x, top, wide, tall, 0, fade)];
  if (random() < 0.3) parts.push(box(x + wide * 0.4, top - 18, 3, 20, 0, tone));
  const pane = palette.dark ? palette.glow : mix(tone, palette.glow, 0.55);
  for (let y = top + 9; y < stage.horizon + 26; y += 13)
    for (let at = x + 6; at < x + wide - 7; at += 10)
      if (random() < (palette.dark ? 0.42 : 0.25))
        parts.push(box(at, y, 4, 6, 0, pane, `opacity="${(0.35 + random() * 0.5).toFixed(2)}"`));
  return parts.join("");
}
