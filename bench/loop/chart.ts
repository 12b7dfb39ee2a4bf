/** A mean with half of its 95 % interval. */
export interface Estimate {
  readonly mean: number;
  readonly half: number;
}

/** One panel: a world and what every strategy came to in it. */
export interface Panel {
  readonly title: string;
  /** At most two lines, divided by a line break. */
  readonly about: string;
  readonly strategies: Readonly<Record<string, Estimate>>;
}

const WIDTH = 960;
const LEFT = 196;
const TOP = 112;
const ROW = 34;
const GAP = 22;
/** Room behind the last tick for the largest figure (px). */
const FIGURE = 34;
const INK = "#3b352b";
const SOFT = "#857b6a";
const LINE = "#e6dfd0";
const GREY = "#8d8576";
const OURS = "#b9781a";
const TICK = 10;
/** The axis begins and ends at a multiple of this. */
const EDGE = 5;

/**
 * True quality by strategy, one panel for each world, as SVG without any library: points with whiskers, since bars that do
 * not begin at 0 would exaggerate. `ours` stands out.
 */
export function qualityChart(panels: readonly Panel[], ours: string, note: string): string {
  const names = Object.keys(panels[0]?.strategies ?? {});
  const ends = panels.flatMap(({ strategies }) =>
    Object.values(strategies).flatMap(({ mean, half }) => [mean - half, mean + half]),
  );
  const low = Math.floor(Math.min(...ends) / EDGE) * EDGE;
  const high = Math.min(100, Math.ceil(Math.max(...ends) / EDGE) * EDGE);
  const width = (WIDTH - LEFT - 20) / panels.length - GAP;
  const bottom = TOP + names.length * ROW;
  const rows = names.map((name, at) => {
    const y = TOP + at * ROW + ROW / 2;
    const band =
      name === ours
        ? `<rect x="12" y="${y - ROW / 2}" width="${WIDTH - 24}" height="${ROW}" rx="6" fill="#f6e8cf"/>`
        : "";
    return band + text(LEFT - 12, y + 5, name, { anchor: "end", bold: name === ours, size: 14 });
  });
  const drawn = panels.map((panel, at) => {
    const x = LEFT + at * (width + GAP);
    const scale = (value: number) => x + ((value - low) / (high - low)) * (width - FIGURE);
    return [head(panel, x), ...ticks(low, high, scale, bottom), ...points(panel, ours, scale)].join("\n");
  });
  const height = bottom + 64;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" font-family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif">`,
    "<title>True quality of the returned picture by strategy, in four simulated worlds</title>",
    `<rect width="${WIDTH}" height="${height}" rx="10" fill="#fbf8f2"/>`,
    text(20, 34, "True quality of the picture that is returned (0–100): mean and 95 % interval", {
      bold: true,
      size: 17,
    }),
    ...rows,
    ...drawn,
    text(20, height - 14, note, { colour: SOFT, size: 12 }),
    "</svg>\n",
  ].join("\n");
}

function head({ title, about }: Panel, x: number): string {
  const lines = about.split("\n").map((line, at) => text(x, 84 + at * 15, line, { colour: SOFT, size: 12 }));
  return [text(x, 66, title, { bold: true, size: 14 }), ...lines].join("");
}

function ticks(low: number, high: number, scale: (value: number) => number, bottom: number): string[] {
  const values: number[] = [];
  for (let value = Math.ceil(low / TICK) * TICK; value <= high; value += TICK) values.push(value);
  return values.map((value) => {
    const x = scale(value).toFixed(1);
    const line = `<path d="M${x} ${TOP}V${bottom}" stroke="${LINE}"/>`;
    return line + text(Number(x), bottom + 17, String(value), { anchor: "middle", colour: SOFT, size: 11 });
  });
}

function points({ strategies }: Panel, ours: string, scale: (value: number) => number): string[] {
  return Object.entries(strategies).map(([name, { mean, half }], at) => {
    const y = TOP + at * ROW + ROW / 2;
    const colour = name === ours ? OURS : GREY;
    const [from, x, to] = [mean - half, mean, mean + half].map((value) => scale(value).toFixed(1));
    const whisker = `<path d="M${from} ${y}H${to}" stroke="${colour}" stroke-width="2.5" stroke-linecap="round"/>`;
    const figure = text(Number(to) + 6, y + 4.5, mean.toFixed(1), { size: 12.5, bold: name === ours });
    return `${whisker}<circle cx="${x}" cy="${y}" r="5.5" fill="${colour}"/>${figure}`;
  });
}

interface Style {
  readonly anchor?: "middle" | "end";
  readonly bold?: boolean;
  readonly colour?: string;
  readonly size: number;
}

function text(x: number, y: number, words: string, { anchor, bold, colour = INK, size }: Style): string {
  const place = anchor === undefined ? "" : ` text-anchor="${anchor}"`;
  const weight = bold ? ' font-weight="600"' : "";
  const safe = words.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${colour}"${place}${weight}>${safe}</text>`;
}
