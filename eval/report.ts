import { html, raw } from "hono/html";

/** What one goal of the golden set came to. */
export interface GoldenRow {
  readonly id: string;
  readonly kind: string;
  readonly goal: string;
  readonly ok: boolean;
  readonly error: string | null;
  /** Judge's score of the first picture and of the returned one. */
  readonly first: number | null;
  readonly best: number | null;
  /** The first picture met the target: nothing had to be improved. */
  readonly acceptedAtFirst: boolean;
  readonly pictures: number;
  readonly model: string;
  readonly usd: number;
  readonly ms: number;
  /** Paths below the run's folder; `photo`: what was worked on, null (in older runs missing) for a wish in words. */
  readonly photo?: string | null;
  readonly firstPicture: string | null;
  readonly bestPicture: string | null;
  readonly notes: string;
}

/** Another run to hold this one against; `folder` as seen from this run's. */
export interface OtherRun {
  readonly rows: readonly GoldenRow[];
  readonly folder: string;
}

const COLUMNS = {
  id: (row: GoldenRow) => row.id,
  kind: (row: GoldenRow) => row.kind,
  goal: (row: GoldenRow) => row.goal,
  success: (row: GoldenRow) => row.ok,
  latency_ms: (row: GoldenRow) => row.ms,
  first_score: (row: GoldenRow) => row.first,
  best_score: (row: GoldenRow) => row.best,
  accepted_at_first: (row: GoldenRow) => row.acceptedAtFirst,
  pictures: (row: GoldenRow) => row.pictures,
  model_used: (row: GoldenRow) => row.model,
  cost_usd: (row: GoldenRow) => row.usd,
  error: (row: GoldenRow) => row.error,
} as const;

/** RFC 4180, with a head; a cell that a spreadsheet would run as a formula begins with an apostrophe. */
export function csvOf(rows: readonly GoldenRow[]): string {
  const cell = (value: string | number | boolean | null) => {
    const text = value === null ? "" : String(value);
    const safe = /^[=+\-@\t\r]/.test(text) && typeof value === "string" ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = rows.map((row) =>
    Object.values(COLUMNS)
      .map((of) => cell(of(row)))
      .join(","),
  );
  return `${[Object.keys(COLUMNS).join(","), ...lines].join("\r\n")}\r\n`;
}

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
const known = (values: readonly (number | null)[]) => values.filter((value): value is number => value !== null);

/** One page: the figures of the run, and for each goal its first and best picture, beside those of another run. */
export async function goldenHtml(name: string, rows: readonly GoldenRow[], other: OtherRun | null): Promise<string> {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Golden set · ${name}</title><style>${raw(STYLE)}</style></head>
<body><main>
<h1>Golden set <span>${name}</span></h1>
${summary(name, rows, other)}
${rows.map((row) => section(row, other))}
</main></body></html>
`;
  return String(await page);
}

function summary(name: string, rows: readonly GoldenRow[], other: OtherRun | null) {
  const line = (title: string, of: readonly GoldenRow[]) =>
    html`<tr><th>${title}</th><td>${of.filter((row) => row.ok).length} of ${of.length}</td><td>${mean(known(of.map((row) => row.first))).toFixed(1)}</td><td>${mean(known(of.map((row) => row.best))).toFixed(1)}</td><td>${of.filter((row) => row.acceptedAtFirst).length}</td><td>${mean(of.map((row) => row.pictures)).toFixed(2)}</td><td>${(mean(of.map((row) => row.ms)) / 1000).toFixed(1)} s</td><td>$${of.reduce((sum, row) => sum + row.usd, 0).toFixed(4)}</td></tr>`;
  return html`<table><thead><tr><th>run</th><th>done</th><th>first score</th><th>best score</th><th>met at first</th><th>pictures</th><th>latency</th><th>cost</th></tr></thead><tbody>${line(name, rows)}${other ? line(other.folder.split("/").at(-1) ?? "before", other.rows) : ""}</tbody></table>`;
}

function section(row: GoldenRow, other: OtherRun | null) {
  const before = other?.rows.find(({ id }) => id === row.id);
  const change = before?.best != null && row.best !== null ? row.best - before.best : null;
  const sign =
    change === null
      ? ""
      : html` <b class="${change < 0 ? "down" : "up"}">${change > 0 ? "+" : ""}${change.toFixed(1)}</b>`;
  return html`<section><h2>${row.id} <small>${row.kind}</small>${sign}</h2><p class="goal">${row.goal}</p>
<div class="pictures">${row.photo ? figure(row, row.photo, "the photo") : ""}${pictures(row, "", "")}${before && other ? pictures(before, `${other.folder}/`, "before: ") : ""}</div>
<p class="notes">${row.error ?? ""} ${row.notes}</p></section>`;
}

function pictures(row: GoldenRow, folder: string, title: string) {
  const shown = (path: string | null, caption: string) => figure(row, path && folder + path, title + caption);
  const one = row.firstPicture === row.bestPicture;
  return html`${shown(row.firstPicture, `first ${row.first ?? "–"}${one ? ", returned" : ""}`)}${one ? "" : shown(row.bestPicture, `returned ${row.best ?? "–"}`)}`;
}

function figure({ id }: GoldenRow, path: string | null, caption: string) {
  return path === null
    ? html`<figure class="none"><figcaption>${caption}: no picture</figcaption></figure>`
    : html`<figure><img src="${path}" alt="${id}, ${caption}" loading="lazy"><figcaption>${caption}</figcaption></figure>`;
}

const STYLE = `
:root{color-scheme:light dark;--ink:#2d2923;--soft:#7d7566;--ground:#fbf8f2;--line:#e4dccd;--up:#3f7d4e;--down:#b0432f}
@media(prefers-color-scheme:dark){:root{--ink:#e9e4da;--soft:#a39b8d;--ground:#15130f;--line:#322d25;--up:#7fc28f;--down:#e58a76}}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,sans-serif}main{max-width:1180px;margin:0 auto;padding:28px 18px 60px}
h1{font:600 30px Georgia,serif}h1 span,small{color:var(--soft);font-weight:400}h2{font:600 19px Georgia,serif;margin:34px 0 2px}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}th,td{text-align:left;padding:5px 16px 5px 0;border-bottom:1px solid var(--line)}thead th{color:var(--soft);font-weight:500}
.goal{margin:0 0 8px;font-style:italic;overflow-wrap:anywhere}.pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:12px}
figure{margin:0}img{width:100%;height:auto;display:block;border-radius:8px;border:1px solid var(--line)}figcaption,.notes{color:var(--soft);font-size:13.5px;overflow-wrap:anywhere}
.up{color:var(--up);font-size:15px}.down{color:var(--down);font-size:15px}.none{border:1px dashed var(--line);border-radius:8px;padding:20px}
`;
