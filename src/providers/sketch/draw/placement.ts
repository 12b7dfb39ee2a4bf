import type { Drawn } from "../facts.ts";
import { COLOURS, NOUNS } from "../vocabulary.ts";
import { LANDFORMS } from "./landforms.ts";
import type { Pen } from "./pen.ts";
import type { Stage } from "./stage.ts";

/** One figure in the picture: foot (x, y) and height in units, depth 0 (front) to 1 (horizon). */
export interface Placed {
  readonly noun: string;
  readonly hex: string;
  readonly x: number;
  readonly y: number;
  readonly tall: number;
  readonly depth: number;
  readonly sky: boolean;
  readonly mirrored: boolean;
}

/** Where a thing stands: shares (0–1) of the picture's sides. */
export interface NounBox {
  readonly noun: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Group {
  readonly noun: string;
  readonly count: number;
  readonly hex: string;
  readonly place: string;
  readonly size: number;
}

const NO_FIGURE = new Set(["sea", "room", ...Object.keys(LANDFORMS)]);
const IDEA_COLOURS = ["#4f6d7a", "#8a5a68", "#5f7358", "#7a6a8f"];
/** Half the width of a figure (share of its height), where it is wider than most. */
const HALF_WIDTH: Readonly<Record<string, number>> = {
  sign: 0.58,
  bridge: 1.12,
  dragon: 0.9,
  car: 0.84,
  train: 0.9,
  bicycle: 0.8,
  table: 0.96,
  book: 1.04,
  bench: 0.74,
  shoe: 0.88,
  hat: 0.9,
  teapot: 0.9,
  whale: 0.95,
  cake: 0.7,
  crown: 0.72,
  rainbow: 0.3,
};
/** Things that look better behind the others. */
const TALL = 1.4;

/** Puts what is drawn in its places, the farthest first. */
export function place(drawn: Drawn, stage: Stage, pen: Pen): Placed[] {
  const groups = groupsOf(drawn);
  const hero =
    groups.find((group) => group.size < TALL && group.place !== "sky") ??
    groups.find((group) => group.noun !== "star") ??
    groups[0];
  const placed: Placed[] = [];
  let ground = 0;
  let air = 0;
  for (const group of groups) {
    if (group === hero) placed.push(...heroes(group, stage, pen, drawn));
    else if (group.place === "sky") placed.push(...flying(group, stage, pen, air++));
    else placed.push(...standing(group, stage, pen, ground++));
  }
  return placed.sort((a, b) => Number(b.sky) - Number(a.sky) || a.y - b.y);
}

function groupsOf(drawn: Drawn): Group[] {
  const known = drawn.things
    .filter((thing) => !NO_FIGURE.has(thing.noun))
    .map(({ noun, count, colour }) => ({
      noun,
      // Stars come in numbers unless they were counted.
      count: Math.min(24, noun === "star" && count === 1 ? 5 : count),
      hex: COLOURS[colour ?? ""]?.hex ?? NOUNS[noun]?.hex ?? "#6b7280",
      place: NOUNS[noun]?.place ?? "ground",
      size: NOUNS[noun]?.size ?? 1,
    }));
  const ideas = drawn.ideas
    .slice(0, known.length === 0 ? 3 : 1)
    .map((noun, at) => ({ noun, count: 1, hex: IDEA_COLOURS[at % 4] as string, place: "ground", size: 1.05 }));
  return [...known, ...ideas];
}

/** Height of a figure of size 1 in front (units). */
function measure(stage: Stage): number {
  return Math.min(stage.width * 0.5, stage.height * 0.5);
}

function heroes(group: Group, stage: Stage, pen: Pen, drawn: Drawn): Placed[] {
  const closeness = drawn.compositions.includes("close") ? 1.5 : drawn.compositions.includes("wide") ? 0.55 : 1;
  const limit = Math.min(stage.height * 0.66 * closeness, stage.width * 0.5 * closeness);
  const size =
    group.size < 0.7 && (stage.kind === "table" || stage.kind === "room")
      ? group.size ** 0.5 * 0.95
      : Math.max(group.size, 0.68);
  const one = Math.min(limit, measure(stage) * size * closeness);
  const tall = one / Math.max(1, group.count ** 0.42);
  const sky = group.place === "sky";
  const step = Math.min(tall * (sky ? 0.95 : 0.86), (stage.width * 0.86) / group.count);
  const middle = group.count > 2 ? (stage.hero.x + stage.width) / 3 : stage.hero.x;
  return Array.from({ length: group.count }, (_, at) => {
    const shift = (at - (group.count - 1) / 2) * step;
    const lift = sky
      ? stage.horizon * (0.52 + 0.22 * Math.sin(at * 2.4)) + tall * 0.5
      : stage.hero.y - (at % 2) * tall * 0.1;
    const water = group.place === "water" ? stage.height * 0.03 : 0;
    const half = tall * halfWidth(group);
    const x = clamp(middle + shift, half, stage.width - half);
    return {
      ...figure(group),
      x,
      y: lift - water,
      tall: tall * (1 - (at % 3) * 0.05),
      depth: 0.02 + (at % 2) * 0.05,
      sky,
      mirrored: pen.random() < 0.5 && group.noun !== "sign",
    };
  });
}

const SIDES = [0.78, 0.14, 0.94, 0.52, 0.3, 0.66];

function standing(group: Group, stage: Stage, pen: Pen, turn: number): Placed[] {
  const opposite = stage.hero.x < stage.width / 2;
  const flat = stage.kind === "table" || stage.kind === "room";
  const tallThing = group.size >= TALL;
  const depth = flat ? 0.06 : tallThing ? 0.42 : group.place === "table" ? 0.03 : 0.14;
  const room = stage.height - stage.horizon;
  const foot = flat
    ? stage.hero.y - room * (0.12 - (turn % 2) * 0.16)
    : tallThing
      ? stage.horizon + room * 0.26
      : group.place === "table"
        ? stage.hero.y + room * 0.12
        : stage.hero.y - room * 0.14;
  const base = measure(stage) * group.size * (flat ? 0.72 : tallThing ? 0.62 : group.place === "table" ? 0.5 : 0.68);
  const tall = Math.min(base, tallThing ? foot * 0.86 : stage.height * 0.5) / Math.max(1, group.count ** 0.4);
  return Array.from({ length: group.count }, (_, at) => {
    const slot = SIDES[(turn + at * 2) % SIDES.length] as number;
    const jitter = (pen.random() - 0.5) * 0.06;
    const beside = group.count > 2 ? (at + 0.5) / group.count : slot + jitter;
    const x = stage.width * (opposite ? beside : 1 - beside);
    const away = Math.abs(x - stage.hero.x) < tall * 0.4 && depth < 0.2 ? (opposite ? 1 : -1) * tall * 0.6 : 0;
    return {
      ...figure(group),
      x: clamp(x + away, tall * halfWidth(group), stage.width - tall * halfWidth(group)),
      y: foot - (at % 2) * room * 0.05,
      tall: tall * (1 - pen.random() * 0.12),
      depth,
      sky: false,
      mirrored: pen.random() < 0.5 && group.noun !== "sign",
    };
  });
}

function flying(group: Group, stage: Stage, pen: Pen, turn: number): Placed[] {
  const celestial = ["sun", "moon", "planet"].includes(group.noun);
  const small = group.noun === "star" ? 0.14 : celestial ? 0.34 : group.noun === "rainbow" ? 0.8 : group.size * 0.5;
  const tall = (measure(stage) * small) / Math.max(1, group.count ** 0.3);
  return Array.from({ length: group.count }, (_, at) => {
    const share =
      group.count === 1 ? (turn % 2 === 0 ? 0.5 : 0.2) : (at + 0.5 + (pen.random() - 0.5) * 0.4) / group.count;
    const lightward = celestial && at === 0;
    return {
      ...figure(group),
      x: clamp(lightward ? stage.light.x : stage.width * share, tall * 0.5, stage.width - tall * 0.5),
      y: lightward
        ? Math.min(stage.light.y, stage.horizon * 0.6) + tall / 2
        : stage.horizon * (0.2 + pen.random() * 0.34) + tall * 0.5,
      tall: tall * (1 - pen.random() * 0.3),
      depth: celestial || group.noun === "star" ? 0 : 0.25,
      sky: true,
      mirrored: pen.random() < 0.5,
    };
  });
}

/** The rectangle that a figure stands in, as shares of the picture's sides. */
export function boxOf({ noun, x, y, tall }: Placed, { width, height }: Pick<Stage, "width" | "height">): NounBox {
  const half = tall * (HALF_WIDTH[noun] ?? 0.46);
  const share = (value: number, side: number) => clamp(value / side, 0, 1);
  return {
    noun,
    left: share(x - half, width),
    top: share(y - tall, height),
    right: share(x + half, width),
    bottom: share(y, height),
  };
}

function figure(group: Group): Pick<Placed, "noun" | "hex"> {
  return { noun: group.noun, hex: group.hex };
}

/** With a little air beside it. */
function halfWidth(group: Group): number {
  return (HALF_WIDTH[group.noun] ?? 0.46) + 0.05;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
