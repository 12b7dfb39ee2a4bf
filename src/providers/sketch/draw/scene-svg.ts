import { seeded } from "../chance.ts";
import type { Drawn } from "../facts.ts";
import { backdrop } from "./backdrop.ts";
import { mix } from "./colour-math.ts";
import { figureFor } from "./figures.ts";
import { finish } from "./finish.ts";
import { lettering } from "./lettering.ts";
import { paletteFor } from "./palette.ts";
import type { Pen } from "./pen.ts";
import { blur, createPen, kitFor, oval, path, radial } from "./pen.ts";
import type { NounBox, Placed } from "./placement.ts";
import { boxOf, place } from "./placement.ts";
import type { Stage } from "./stage.ts";
import { stageFor } from "./stage.ts";
import { weather } from "./weather.ts";

const FLAT_STYLES = new Set(["flat", "papercut"]);
const CELESTIAL = new Set(["sun", "moon", "rainbow", "cloud"]);
/** Things that give light, with the height of their flame (share of their own height). */
const LAMPS: Readonly<Record<string, number>> = {
  lantern: 0.42,
  candle: 0.88,
  lamp: 0.6,
  lighthouse: 0.86,
  sun: 0.5,
  moon: 0.5,
  window: 0.5,
};

/** A picture in one or two steps: `under` is drawn first (width in px) and handed to `over`. */
export interface ScenePlan {
  readonly under?: { readonly svg: string; readonly width: number };
  /** Where its things stand. */
  readonly boxes: readonly NounBox[];
  /** The SVG of the whole picture. */
  over(under?: Uint8Array): string;
}

/**
 * Plans the picture of what was drawn, at this size (px). Equal drawings with an equal key give equal pictures. `bare`: the
 * things and the weather alone, on transparency.
 */
export function planScene(
  drawn: Drawn,
  size: { width: number; height: number },
  key: string,
  { bare = false } = {},
): ScenePlan {
  const flat = FLAT_STYLES.has(drawn.style);
  const pen = createPen(paletteFor(drawn.light, drawn.weather), seeded(`brush ${key}`), flat);
  const stage = stageFor(drawn, size, pen);
  const placed = place(drawn, stage, pen);
  const [air = "", ...land] = backdrop(pen, stage, drawn);
  const inSky = placed.filter((one) => one.sky);
  const celestial = inSky.filter((one) => CELESTIAL.has(one.noun)).map((one) => stand(pen, stage, one));
  // What flies is painted crisp, before the soft land.
  const flying = inSky.filter((one) => !CELESTIAL.has(one.noun)).map((one) => stand(pen, stage, one));
  const ground = placed.filter((one) => !one.sky).map((one) => stand(pen, stage, one));
  const boxes = [...placed.map((one) => boxOf(one, stage)), ...skyOf(stage)];
  if (bare) {
    const body = [...celestial, ...flying, ...ground, weather(pen, stage, drawn.weather)].join("");
    const words = lettering(pen, stage, drawn, placed);
    return { boxes, over: () => svgOf(stage, size, pen.defs(), body + words) };
  }
  const layers = {
    behind: [air, ...celestial, ...land],
    front: [...flying, ...ground, foreground(pen, stage), weather(pen, stage, drawn.weather)],
    glows: glows(pen, placed),
    lettering: lettering(pen, stage, drawn, placed),
  };
  const side = Math.max(size.width, size.height);
  const { under, over } = finish(pen, stage, drawn.style, layers, side);
  const defs = pen.defs();
  const scale = (under?.side ?? side) / side;
  const small = { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
  return {
    boxes,
    ...(under && { under: { svg: svgOf(stage, small, defs, under.body), width: small.width } }),
    over: (png) => svgOf(stage, size, defs, (png ? picture(stage, png, under?.pixelated === true) : "") + over),
  };
}

/** Out of doors the sky is what lies above the horizon. */
function skyOf({ kind, horizon, height }: Stage): NounBox[] {
  const outdoors = kind === "land" || kind === "sea";
  return outdoors ? [{ noun: "sky", left: 0, top: 0, right: 1, bottom: horizon / height }] : [];
}

function svgOf(stage: Stage, size: { width: number; height: number }, defs: string, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${size.width}" height="${size.height}" viewBox="0 0 ${stage.width} ${stage.height}" preserveAspectRatio="none"><defs>${defs}</defs>${body}</svg>`;
}

function picture(stage: Stage, png: Uint8Array, pixelated: boolean): string {
  const href = `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
  const manner = pixelated ? 'style="image-rendering:pixelated"' : "";
  return `<image width="${stage.width}" height="${stage.height}" preserveAspectRatio="none" ${manner} xlink:href="${href}"/>`;
}

/** A figure at its place, with the shadow that ties it to the ground. */
function stand(pen: Pen, stage: Stage, one: Placed): string {
  const scale = one.tall / 100;
  const flip = one.mirrored ? -1 : 1;
  const shape = figureFor(one.noun)(kitFor(pen, one.hex, one.depth));
  const veil = one.depth > 0.3 && !pen.flat ? `filter="${blur(pen, one.depth * 1.6)}"` : "";
  const shadow = one.sky || (stage.kind === "sea" && one.depth > 0.3) ? "" : groundShadow(pen, stage, one);
  return `${shadow}<g transform="translate(${one.x.toFixed(1)} ${one.y.toFixed(1)}) scale(${(scale * flip).toFixed(3)} ${scale.toFixed(3)})" ${veil}>${shape}</g>`;
}

function groundShadow(pen: Pen, stage: Stage, one: Placed): string {
  const wide = one.tall * 0.46;
  const away = one.x < stage.light.x ? -1 : 1;
  const paint = radial(pen, [
    [0, pen.palette.shadow, 0.72],
    [0.55, pen.palette.shadow, 0.34],
    [1, pen.palette.shadow, 0],
  ]);
  return (
    oval(one.x + away * wide * 0.28, one.y - 1, wide * 1.25, one.tall * 0.075, paint) +
    oval(one.x, one.y - 1, wide * 0.72, one.tall * 0.035, paint)
  );
}

/** Light around lamps, laid over everything. */
function glows(pen: Pen, placed: readonly Placed[]): string {
  const strength = pen.palette.dark ? 0.75 : 0.26;
  return placed
    .filter((one) => one.noun in LAMPS)
    .map((one) => {
      const y = one.y - one.tall * (LAMPS[one.noun] as number);
      const warm = one.noun === "moon" ? "#cfdcf2" : pen.palette.glow;
      const reach = one.tall * (one.sky ? 1.5 : one.noun === "lighthouse" ? 0.8 : 1.7);
      const paint = radial(pen, [
        [0, mix(warm, "#ffffff", 0.3), strength],
        [0.22, warm, strength * 0.5],
        [0.55, warm, strength * 0.16],
        [1, warm, 0],
      ]);
      const beam =
        one.noun === "lighthouse" && pen.palette.dark
          ? path(`M${one.x} ${y}L${one.x - 520} ${y - 90}V${y + 50}Z`, warm, `opacity=".22" filter="${blur(pen, 9)}"`)
          : "";
      return beam + oval(one.x, y, reach, reach, paint);
    })
    .join("");
}

/** Dark, blurred grasses in the lower corners: they frame the view and give it depth. */
function foreground(pen: Pen, stage: Stage): string {
  if (stage.kind !== "land") return "";
  const { random, palette } = pen;
  const blades = Array.from({ length: 34 }, () => {
    const edge = random() < 0.5 ? random() ** 2 * 0.34 : 1 - random() ** 2 * 0.34;
    const x = edge * stage.width;
    const tall = (24 + random() * 90) * (1 - Math.min(edge, 1 - edge) * 2.2);
    const lean = (random() - 0.5) * 50;
    return `M${x.toFixed(0)} ${stage.height + 8}q${(lean * 0.2).toFixed(0)} ${(-tall * 0.7).toFixed(0)} ${lean.toFixed(0)} ${(-tall).toFixed(0)}q${(-lean * 0.5).toFixed(0)} ${(tall * 0.5).toFixed(0)} ${(6 - lean).toFixed(0)} ${tall.toFixed(0)}Z`;
  });
  const paint = mix(palette.land, palette.shadow, 0.78);
  return path(blades.join(""), paint, pen.flat ? "" : `filter="${blur(pen, 2.4)}" opacity=".9"`);
}
