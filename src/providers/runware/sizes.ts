import { type Aspect, type Preset, ratioOf } from "../../domain/picture.ts";
import type { PixelSize } from "../sizes.ts";

/** Sides are multiples of this (px), from 256 to 2048 (Runware's documentation, 2026-11). */
const STEP = 64;
const LEAST = 256;
const MOST = 2048;

/** How much is added on each side (px, multiples of 64), and how large the whole becomes. */
export interface Outpaint {
  readonly size: PixelSize;
  readonly outpaint: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
}

/** The original's longer side inside of an extended picture (px). */
const INNER_SIDE: Readonly<Record<Preset, number>> = { draft: 512, final: 1024 };

/**
 * How a picture is extended to a ratio: to the sides or upwards and downwards, evenly; a picture that has the ratio
 * already gets more of everything around it.
 */
export function outpaintFor(original: PixelSize, aspect: Aspect, preset: Preset): Outpaint {
  const ratio = original.width / original.height;
  for (let side = INNER_SIDE[preset]; ; side -= STEP) {
    const inner = {
      width: steps(ratio >= 1 ? side : side * ratio, STEP),
      height: steps(ratio >= 1 ? side / ratio : side, STEP),
    };
    const wanted = wholeOf(inner, ratioOf(aspect));
    const fits = Math.max(wanted.width, wanted.height) <= MOST;
    if (!fits && side > LEAST) continue;
    const size = { width: Math.min(MOST, wanted.width), height: Math.min(MOST, wanted.height) };
    const [left, right] = halves(size.width - inner.width);
    const [top, bottom] = halves(size.height - inner.height);
    return { size, outpaint: { top, right, bottom, left } };
  }
}

function wholeOf(inner: PixelSize, wanted: number): PixelSize {
  const ratio = inner.width / inner.height;
  const width = Math.max(LEAST, steps(inner.height * wanted, STEP));
  const height = Math.max(LEAST, steps(inner.width / wanted, STEP));
  if (wanted > ratio && width > inner.width) return { width, height: Math.max(LEAST, inner.height) };
  if (wanted < ratio && height > inner.height) return { width: Math.max(LEAST, inner.width), height };
  return { width: inner.width + 2 * STEP, height: inner.height + 2 * STEP };
}

function steps(length: number, least: number): number {
  return Math.max(least, Math.round(length / STEP) * STEP);
}

function halves(length: number): [number, number] {
  const first = Math.floor(length / 2 / STEP) * STEP;
  return [first, length - first];
}
