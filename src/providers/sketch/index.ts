import { randomInt } from "node:crypto";
import type { ImageFiles } from "../../ports/images.ts";
import type { ImageModel, TextModel } from "../../ports/models.ts";
import { createPainter } from "./painter.ts";
import { World } from "./world.ts";
import { createWriter } from "./writer.ts";

export { drawLots, readPrompt } from "./draw-lots.ts";
export { drawnIn } from "./judge.ts";
export { expectedQuality, trueQuality } from "./quality.ts";
export { needsOf } from "./read-prompt.ts";
export { World } from "./world.ts";

export interface SketchOptions {
  /** Turns our SVG into PNG. Null where only the true quality is wanted: pictures are blank and cost no time. */
  readonly drawSvg: ImageFiles["drawSvg"] | null;
  /** Time that each call seems to take (ms). Default 0. */
  readonly delayMs?: number;
  /** How imperfect the simulated world is; defaults in {@link World}. */
  readonly world?: Partial<World>;
  /** From 0 up to 1; makes seeds that nobody gave. Default: from the system's entropy. */
  readonly random?: () => number;
}

/** The offline provider: a painter and a writer that need no key, no network and no money, and say so. */
export function createSketch(options: SketchOptions): { image: ImageModel; text: TextModel } {
  const { drawSvg, delayMs = 0, random = () => randomInt(2 ** 31) / 2 ** 31 } = options;
  const world = World.parse(options.world ?? {});
  return { image: createPainter({ drawSvg, delayMs, world, random }), text: createWriter({ delayMs, world }) };
}
