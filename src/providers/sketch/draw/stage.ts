import type { Drawn } from "../facts.ts";
import { NOUNS } from "../vocabulary.ts";
import type { Pen } from "./pen.ts";

/** Where a picture plays. */
export interface Stage {
  readonly kind: "land" | "sea" | "table" | "room";
  /** In units: the longer side of the picture is 1000. */
  readonly width: number;
  readonly height: number;
  readonly horizon: number;
  /** Where the light comes from. */
  readonly light: { readonly x: number; readonly y: number };
  /** The hero's middle and foot. */
  readonly hero: { readonly x: number; readonly y: number };
  has(noun: string): boolean;
}

/** Chooses the stage for what is to be drawn: things of the table get a table, boats the sea, the rest a landscape. */
export function stageFor(drawn: Drawn, size: { width: number; height: number }, pen: Pen): Stage {
  const unit = 1000 / Math.max(size.width, size.height);
  const width = size.width * unit;
  const height = size.height * unit;
  const has = (noun: string) => drawn.things.some((thing) => thing.noun === noun);
  const kind = kindFor(drawn, has);
  const left = pen.random() < 0.5;
  const centred = drawn.compositions.includes("centred") || drawn.compositions.includes("close");
  const x = centred ? width / 2 : width * (left ? 0.382 : 0.618);
  const low = drawn.compositions.includes("low");
  const horizon = height * (kind === "table" || kind === "room" ? 0.66 : low ? 0.74 : kind === "sea" ? 0.58 : 0.62);
  return {
    kind,
    width,
    height,
    horizon,
    light: {
      x: width * (left ? 0.7 : 0.3),
      y: horizon * (["day", "moonlight", "night"].includes(drawn.light) ? 0.32 : 0.82),
    },
    hero: { x, y: height * (kind === "table" || kind === "room" ? 0.86 : 0.9) },
    has,
  };
}

function kindFor(drawn: Drawn, has: (noun: string) => boolean): Stage["kind"] {
  const places = drawn.things.map((thing) => NOUNS[thing.noun]?.place ?? "ground");
  const backdrop = places.includes("backdrop");
  const water = places.includes("water");
  // A table, a chair or a window with nothing of the land around it is indoors.
  const furnished = has("table") || has("chair") || has("window");
  if (has("room") || (furnished && !backdrop && !water && !has("house") && !has("castle"))) return "room";
  const first = places.find((place) => place !== "backdrop");
  if (!backdrop && first === "table" && !places.includes("ground")) return "table";
  if (drawn.light === "studio" && !backdrop) return "table";
  return has("sea") || has("island") || water ? "sea" : "land";
}
