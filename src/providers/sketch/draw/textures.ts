import { noiseTile } from "./noise-tile.ts";
import type { Pen } from "./pen.ts";
import { box, radial } from "./pen.ts";
import type { Stage } from "./stage.ts";

/** Noise laid over the picture: grains of `cell` px, stretched and turned by `transform`. */
function texture(pen: Pen, stage: Stage, cell: number, transform: string, opacity: number): string {
  const fill = pen.define(
    (id) =>
      `<pattern id="${id}" width="192" height="192" patternUnits="userSpaceOnUse" patternTransform="${transform}"><image width="192" height="192" xlink:href="${noiseTile(cell)}"/></pattern>`,
  );
  return `<g style="mix-blend-mode:soft-light" opacity="${opacity}">${box(0, 0, stage.width, stage.height, 0, fill)}</g>`;
}

/** Film grain. */
export const grain = (pen: Pen, stage: Stage, opacity: number) => texture(pen, stage, 1.5, "rotate(7)", opacity);
/** The tooth of paper. */
export const tooth = (pen: Pen, stage: Stage, opacity: number) =>
  texture(pen, stage, 4, "rotate(11)", opacity) + texture(pen, stage, 16, "rotate(40) scale(1.6)", opacity * 0.8);
/** Bristle marks. */
export const bristles = (pen: Pen, stage: Stage, opacity: number) =>
  texture(pen, stage, 4, "rotate(-24) scale(6 1.2)", opacity) +
  texture(pen, stage, 6, "rotate(18) scale(5 1)", opacity * 0.6);
/** Slanting pencil strokes. */
export const hatching = (pen: Pen, stage: Stage, opacity: number) =>
  texture(pen, stage, 2, "rotate(-42) scale(8 1)", opacity) +
  texture(pen, stage, 3, "rotate(-38) scale(5 1.2)", opacity);

/** Darker corners, in the colour of the shadows. */
export function vignette(pen: Pen, stage: Stage, strength: number): string {
  const { shadow } = pen.palette;
  const paint = radial(pen, [
    [0, shadow, 0],
    [0.62, shadow, 0],
    [1, shadow, strength],
  ]);
  return box(-stage.width * 0.2, -stage.height * 0.2, stage.width * 1.4, stage.height * 1.4, 0, paint);
}
