import type { MaskOutline } from "../ports/pictures.ts";

/** Outlines are filled at this size: their points are not finer (px). */
const FILL_SIDE = 1000;
/** How far a mask reaches beyond an outline, as a share of the long side: a drawn edge is never exact. */
const AROUND = 1 / 160;

/** A black picture with holes where the outlines lie, a little larger than they are: numbers alone, nothing that anybody wrote. */
export function outlineSvg(size: { width: number; height: number }, outlines: readonly MaskOutline[]) {
  const scale = Math.min(1, FILL_SIDE / Math.max(size.width, size.height));
  const [width, height] = [size.width * scale, size.height * scale].map((side) => Math.max(1, Math.round(side))) as [
    number,
    number,
  ];
  const around = Math.max(1, Math.round(Math.max(width, height) * AROUND));
  const shapes = outlines.map((outline) => {
    const points = outline.map(({ x, y }) => `${(x * width).toFixed(1)},${(y * height).toFixed(1)}`).join(" ");
    return `<polygon points="${points}" stroke-width="${2 * around}"/>`;
  });
  const holes = `<mask id="m"><rect width="${width}" height="${height}" fill="#fff"/><g fill="#000" stroke="#000" stroke-linejoin="round">${shapes.join("")}</g></mask>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>${holes}</defs><rect width="${width}" height="${height}" mask="url(#m)"/></svg>`;
  return { svg, width };
}
