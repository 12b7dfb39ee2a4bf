import { type Aspect, ratioOf } from "../domain/picture.ts";

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** Rules of a model that takes sizes of one's own choice (px). */
export interface FreeSizes {
  /** Width and height are multiples of this. */
  readonly step: number;
  readonly minPixels: number;
  readonly maxPixels: number;
  readonly maxEdge: number;
  /** Longest side divided by the shortest, at most. */
  readonly maxRatio: number;
}

/** How far a picture's ratio may be from the wanted one, when an exact one would have to be larger. */
const RATIO_TOLERANCE = 0.02;

/** The smallest allowed size of at least `pixels` whose ratio is within 2 % of the wanted one; else the closest ratio. */
export function smallestSize(aspect: Aspect, pixels: number, rules: FreeSizes): PixelSize {
  const wanted = Math.min(rules.maxRatio, Math.max(1 / rules.maxRatio, ratioOf(aspect)));
  const least = Math.max(pixels, rules.minPixels);
  const candidates: (PixelSize & { off: number })[] = [];
  for (let width = rules.step; width <= rules.maxEdge; width += rules.step) {
    const below = Math.floor(width / wanted / rules.step) * rules.step;
    for (const height of [below, below + rules.step]) {
      const area = width * height;
      const allowed = height > 0 && height <= rules.maxEdge && area >= least && area <= rules.maxPixels;
      if (!allowed || Math.max(width / height, height / width) > rules.maxRatio) continue;
      candidates.push({ width, height, off: Math.abs(Math.log(width / height / wanted)) });
    }
  }
  const close = candidates.filter((size) => size.off <= RATIO_TOLERANCE);
  const pool = close.length > 0 ? close : candidates;
  const { width, height } = pool.reduce((best, size) => {
    if (close.length === 0) return size.off < best.off ? size : best;
    return size.width * size.height < best.width * best.height ? size : best;
  });
  return { width, height };
}

/** Whether a ratio lies within what the model takes. */
export function fitsRatio(aspect: Aspect, rules: FreeSizes): boolean {
  const ratio = ratioOf(aspect);
  return ratio <= rules.maxRatio && ratio >= 1 / rules.maxRatio;
}
