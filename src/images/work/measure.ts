import type { LightMeasured } from "../../domain/session-memory.ts";
import { rgbOf } from "./load.ts";

export interface MeasureCall {
  do: "measure";
  bytes: Uint8Array;
}

/** Side of the grid on which a picture's light is measured (cells). */
const GRID = 48;

/** Measures on a small copy: noise and detail do not count. */
export async function measure({ bytes }: MeasureCall): Promise<LightMeasured> {
  const { data } = await rgbOf(bytes, { width: GRID, height: GRID });
  const sums = { r: 0, b: 0, light: 0, x: 0, y: 0, spread: 0 };
  const light = (at: number) =>
    (0.2126 * (data[at * 3] as number) +
      0.7152 * (data[at * 3 + 1] as number) +
      0.0722 * (data[at * 3 + 2] as number)) /
    255;
  const count = GRID * GRID;
  for (let at = 0; at < count; at++) {
    sums.r += data[at * 3] as number;
    sums.b += data[at * 3 + 2] as number;
    sums.light += light(at);
  }
  const mean = sums.light / count;
  for (let at = 0; at < count; at++) {
    const x = (at % GRID) / (GRID - 1) - 0.5;
    const y = Math.floor(at / GRID) / (GRID - 1) - 0.5;
    const more = light(at) - mean;
    sums.x += more * x;
    sums.y += more * y;
    sums.spread += Math.abs(more) * Math.hypot(x, y);
  }
  const degrees = Math.round((Math.atan2(sums.x, -sums.y) * 180) / Math.PI + 360) % 360;
  return {
    brightness: mean,
    warmth: (sums.r - sums.b) / Math.max(1, sums.r + sums.b),
    lightFrom: degrees,
    lightClear: sums.spread === 0 ? 0 : Math.min(1, Math.hypot(sums.x, sums.y) / sums.spread),
  };
}
