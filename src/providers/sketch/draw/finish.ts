import { cornerMark } from "./lettering.ts";
import type { Pen } from "./pen.ts";
import { box, path } from "./pen.ts";
import type { Stage } from "./stage.ts";
import { bristles, grain, hatching, tooth, vignette } from "./textures.ts";

/** What a scene consists of, from far to near. */
export interface Layers {
  readonly behind: readonly string[];
  readonly front: readonly string[];
  readonly glows: string;
  readonly lettering: string;
}

/**
 * How a style is painted: `under` first, as a picture of its own of `side` px (the longer one; soft things need no more
 * and filters cost by the pixel), then `over` on top of it at full size. Without `under`, all in one go.
 */
export interface Finish {
  readonly under?: { readonly body: string; readonly side: number; readonly pixelated?: boolean };
  readonly over: string;
}

/** px of the longer side of the coarse picture behind pixel art. */
const PIXEL_GRID = 120;

/** Puts layers together in the manner of a style; `side` is the longer side of the picture (px). */
export function finish(pen: Pen, stage: Stage, style: string, layers: Layers, side: number): Finish {
  const light = layers.glows === "" ? "" : `<g style="mix-blend-mode:screen">${layers.glows}</g>`;
  const front = layers.front.join("");
  const behind = layers.behind.join("");
  const manner = MANNERS[style] ?? (MANNERS.painterly as Manner);
  const { under, over, share = 0.44, px } = manner(pen, stage, { ...layers, light, scene: behind + front + light });
  const whole = over + cornerMark(stage);
  if (under === undefined) return { over: whole };
  return { under: { body: under, side: px ?? Math.max(290, side * share), pixelated: px !== undefined }, over: whole };
}

type Manner = (
  pen: Pen,
  stage: Stage,
  layers: Layers & { readonly light: string; readonly scene: string },
) => {
  readonly under?: string;
  readonly over: string;
  /** Size of `under` as a share of the picture, or in px with hard edges. */
  readonly share?: number;
  readonly px?: number;
};

const MANNERS: Readonly<Record<string, Manner>> = {
  painterly: (pen, stage, { behind, front, light, lettering }) => ({
    under: behind.join(""),
    over: front.join("") + light + lettering + grain(pen, stage, 0.24) + vignette(pen, stage, 0.42),
  }),
  photo: (pen, stage, { behind, front, light, lettering }) => ({
    under: filtered(pen, CONTRAST, behind.join("")),
    over: front.join("") + light + lettering + grain(pen, stage, 0.16) + vignette(pen, stage, 0.75),
  }),
  watercolour: (pen, stage, { scene, lettering }) => ({
    under: sheet(stage, "#f6f1e4") + margin(pen, stage, filtered(pen, WASH, scene)),
    over: lettering + tooth(pen, stage, 0.26),
  }),
  ink: (pen, stage, { scene, lettering }) => ({
    under: sheet(stage, "#f2e8d6") + margin(pen, stage, filtered(pen, INK, scene)),
    over: lettering + tooth(pen, stage, 0.22),
  }),
  oil: (pen, stage, { scene, lettering }) => ({
    under: filtered(pen, OIL, scene),
    over: lettering + bristles(pen, stage, 0.32) + vignette(pen, stage, 0.4),
  }),
  pencil: (pen, stage, { scene, lettering }) => ({
    under: filtered(pen, PENCIL, scene),
    over: lettering + hatching(pen, stage, 0.42) + tooth(pen, stage, 0.3),
    share: 0.5,
  }),
  papercut: (pen, stage, { behind, front, light, lettering }) => ({
    under: cut(pen, behind),
    over: cut(pen, front) + light + lettering + tooth(pen, stage, 0.16),
  }),
  pixel: (pen, _stage, { scene, lettering }) => ({
    under: filtered(pen, FEW_TONES, scene + lettering),
    over: "",
    px: PIXEL_GRID,
  }),
  flat: (pen, stage, { scene, lettering }) => ({ over: filtered(pen, POSTER, scene + lettering) + posterFrame(stage) }),
};

const CHANNELS = ["R", "G", "B"];
const discrete = (values: string) =>
  CHANNELS.map((name) => `<feFunc${name} type="discrete" tableValues="${values}"/>`).join("");
const linear = (slope: number, intercept: number) =>
  CHANNELS.map((name) => `<feFunc${name} type="linear" slope="${slope}" intercept="${intercept}"/>`).join("");
const toned = (tones: readonly string[]) =>
  CHANNELS.map((name, at) => `<feFunc${name} type="table" tableValues="${tones[at]}"/>`).join("");
/** Edges that run, by a distance in units. */
const ragged = (frequency: string, distance: number) =>
  `<feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="2" seed="7" result="n"/><feDisplacementMap in="SourceGraphic" in2="n" scale="${distance}" xChannelSelector="R" yChannelSelector="G"/>`;

const WASH = `${ragged(".018", 17)}<feComponentTransfer>${linear(0.86, 0.16)}</feComponentTransfer><feColorMatrix type="saturate" values="1.18"/>`;
const INK_TONES = [".06 .1 .24 .5 .76 .91 .95", ".06 .1 .24 .48 .73 .87 .91", ".09 .13 .26 .47 .68 .8 .84"];
/** Grey values become ink on old paper. */
const INK = `${ragged(".03", 9)}<feColorMatrix type="saturate" values="0"/><feComponentTransfer>${toned(INK_TONES)}</feComponentTransfer>`;
const OIL = `${ragged(".03 .045", 15)}<feColorMatrix type="saturate" values="1.4"/>`;
/** Outlines by the difference to the neighbours, on a pale copy. */
const PENCIL = `<feColorMatrix type="saturate" values="0" result="g"/><feConvolveMatrix order="3" kernelMatrix="1 1 1 1 -8 1 1 1 1" divisor=".5" preserveAlpha="true" in="g"/><feComponentTransfer result="e">${linear(-2.6, 1)}</feComponentTransfer><feComponentTransfer in="g" result="t">${linear(0.62, 0.4)}</feComponentTransfer><feBlend in="e" in2="t" mode="multiply"/>`;
const POSTER = `<feColorMatrix type="saturate" values="1.35"/><feComponentTransfer>${discrete(".04 .18 .32 .46 .6 .74 .88 .98")}</feComponentTransfer>`;
const FEW_TONES = `<feColorMatrix type="saturate" values="1.05"/><feComponentTransfer>${discrete(".04 .13 .22 .32 .43 .55 .67 .79 .9 1")}</feComponentTransfer>`;
const CONTRAST = `<feComponentTransfer>${linear(1.14, -0.07)}</feComponentTransfer><feColorMatrix type="saturate" values="1.08"/>`;
const CUT = '<feDropShadow dx="0" dy="-5" stdDeviation="6" flood-color="#1a1420" flood-opacity=".5"/>';

function filtered(pen: Pen, primitives: string, body: string): string {
  const filter = pen.define(
    (id) =>
      `<filter id="${id}" x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB">${primitives}</filter>`,
  );
  return `<g filter="${filter}">${body}</g>`;
}

/** Every layer as a sheet of its own that throws a shadow on the one behind. */
function cut(pen: Pen, sheets: readonly string[]): string {
  const filter = pen.define(
    (id) =>
      `<filter id="${id}" x="-8%" y="-8%" width="116%" height="116%" color-interpolation-filters="sRGB">${CUT}</filter>`,
  );
  return sheets
    .filter(Boolean)
    .map((one) => `<g filter="${filter}">${one}</g>`)
    .join("");
}

function sheet(stage: Stage, hex: string): string {
  return box(0, 0, stage.width, stage.height, 0, hex);
}

/** The scene with an uneven, soft edge on its paper. */
function margin(pen: Pen, stage: Stage, scene: string): string {
  const edge = 46;
  const { width, height } = stage;
  const wobble = () => (pen.random() - 0.5) * 26;
  const along = (length: number) => Array.from({ length: 26 }, (_, at) => edge + ((length - 2 * edge) * at) / 26);
  const points = [
    ...along(width).map((x) => [x, edge + wobble()]),
    ...along(height).map((y) => [width - edge + wobble(), y]),
    ...along(width)
      .reverse()
      .map((x) => [x, height - edge + wobble()]),
    ...along(height)
      .reverse()
      .map((y) => [edge + wobble(), y]),
  ];
  const soft = pen.define((id) => `<filter id="${id}"><feGaussianBlur stdDeviation="4"/></filter>`);
  const outline = path(
    `M${points.map((point) => point.map((part) => (part as number).toFixed(0)).join(" ")).join("L")}Z`,
    "#ffffff",
    `filter="${soft}"`,
  );
  const mask = pen.define(
    (id) =>
      `<mask id="${id}" maskUnits="userSpaceOnUse" x="0" y="0" width="${width}" height="${height}">${outline}</mask>`,
  );
  return `<g mask="${mask}">${scene}</g>`;
}

function posterFrame(stage: Stage): string {
  return box(9, 9, stage.width - 18, stage.height - 18, 0, "none", 'stroke="#f5ecd9" stroke-width="18"');
}
