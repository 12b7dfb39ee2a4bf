import type { Random } from "../chance.ts";
import type { Hex } from "./colour-math.ts";
import { mix, multiply } from "./colour-math.ts";
import type { Palette } from "./palette.ts";

/** Collects gradients and filters of a picture and hands out their names. */
export interface Pen {
  readonly palette: Palette;
  readonly random: Random;
  /** Shapes get one tone instead of a gradient. */
  readonly flat: boolean;
  define(element: (id: string) => string): string;
  defs(): string;
}

export function createPen(palette: Palette, random: Random, flat: boolean): Pen {
  const known = new Map<string, { id: string; markup: string }>();
  return {
    palette,
    random,
    flat,
    define(element) {
      // Equal gradients share one definition: a forest asks for the same green a hundred times.
      const key = element("");
      const id = known.get(key)?.id ?? `d${known.size}`;
      if (!known.has(key)) known.set(key, { id, markup: element(id) });
      return `url(#${id})`;
    },
    defs: () => [...known.values()].map(({ markup }) => markup).join(""),
  };
}

/** Stops as `[offset 0–1, colour, opacity]`. */
type Stops = readonly (readonly [number, Hex, number?])[];

function stops(list: Stops): string {
  return list
    .map(([at, hex, opacity = 1]) => `<stop offset="${at}" stop-color="${hex}" stop-opacity="${opacity}"/>`)
    .join("");
}

/** A gradient from top to bottom of whatever it fills. */
export function vertical(pen: Pen, list: Stops): string {
  return pen.define((id) => `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${stops(list)}</linearGradient>`);
}

/** A gradient from the middle outward. */
export function radial(pen: Pen, list: Stops, centre: readonly [number, number] = [0.5, 0.5]): string {
  return pen.define(
    (id) => `<radialGradient id="${id}" cx="${centre[0]}" cy="${centre[1]}" r="0.5">${stops(list)}</radialGradient>`,
  );
}

/** A blur by a distance in the picture's units (its longer side is 1000). */
export function blur(pen: Pen, distance: number): string {
  return pen.define(
    (id) =>
      `<filter id="${id}" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="${distance}"/></filter>`,
  );
}

/** Paints of one figure: its own colour and any other, under the picture's light and at its distance. */
export interface Kit {
  /** The figure's own colour, modelled from light to shade; `light` and `dark` are its lit and shaded parts. */
  readonly main: string;
  readonly light: string;
  readonly dark: string;
  readonly pale: string;
  /** Another colour, modelled; and as one tone. */
  of(hex: Hex): string;
  tone(hex: Hex): string;
  /** Paint of lamps and lit windows; of dark glass by day. */
  readonly lamp: string;
  readonly dusky: boolean;
  readonly random: Random;
}

/** `depth`: 0 in front, 1 at the horizon. */
export function kitFor(pen: Pen, hex: Hex, depth: number): Kit {
  const { palette } = pen;
  const tone = (colour: Hex) => mix(multiply(colour, palette.ambient), palette.haze, depth * 0.7);
  const shaded = (colour: Hex) => {
    const base = tone(colour);
    if (pen.flat) return base;
    const lit = mix(base, palette.glow, 0.3);
    const dim = mix(base, palette.shadow, 0.5);
    return pen.define(
      (id) =>
        `<linearGradient id="${id}" x1="0.1" y1="0" x2="0.85" y2="1">${stops([
          [0, lit],
          [0.45, base],
          [1, dim],
        ])}</linearGradient>`,
    );
  };
  return {
    main: shaded(hex),
    light: shaded(mix(hex, "#fff6e6", 0.4)),
    dark: shaded(mix(hex, palette.shadow, 0.45)),
    pale: shaded(mix(hex, "#fffaf0", 0.82)),
    of: shaded,
    tone,
    lamp: palette.dark ? palette.glow : tone("#53606b"),
    dusky: palette.dark,
    random: pen.random,
  };
}

export const path = (d: string, fill: string, more = "") => `<path d="${d}" fill="${fill}" ${more}/>`;
export const oval = (x: number, y: number, rx: number, ry: number, fill: string, more = "") =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`;
export const box = (x: number, y: number, width: number, height: number, corner: number, fill: string, more = "") =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${corner}" fill="${fill}" ${more}/>`;
export const line = (d: string, stroke: string, width: number, more = "") =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;

/** A figure: shapes in a box 100 units high, its foot at y = 0, its middle at x = 0; things of the sky stand on y = 0 too. */
export type Figure = (kit: Kit) => string;
