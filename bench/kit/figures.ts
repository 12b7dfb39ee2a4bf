import { cpus } from "node:os";

/** One row of the table. */
export interface Figure {
  readonly figure: string;
  readonly measured: string;
  readonly limit: string;
  /** Null when there is no limit to meet. */
  readonly met: boolean | null;
  readonly note: string;
}

/** A benchmark: measures and reports; it never fails on a figure. */
export type Benchmark = () => Promise<Figure[]>;

/** A row without a limit, such as a floor to compare with. */
export function plain(figure: string, measured: string, note = ""): Figure {
  return { figure, measured, limit: "", met: null, note };
}

/** The value below which a share of the sample lies; NaN for an empty one. */
export function percentile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (sample: readonly number[]): number => percentile(sample, 0.5);

/** Milliseconds for people. */
export const ms = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`;

/** p50 and p99 for people. */
export const spread = (sample: readonly number[]): string =>
  `p50 ${ms(median(sample))}, p99 ${ms(percentile(sample, 0.99))}`;

/** What the figures were measured on. */
export function machineLine(postgres?: string): string {
  const all = cpus();
  return `${all.length} cores, ${all[0]?.model.trim()}, Node.js ${process.versions.node}${postgres ? `, PostgreSQL ${postgres}` : ""}`;
}

/** Aligned for a terminal. */
export function table(rows: readonly Figure[]): string {
  const mark = (met: boolean | null) => (met === null ? " " : met ? "✓" : "✗");
  const cells = [
    ["", "figure", "measured", "limit", "note"],
    ...rows.map((row) => [mark(row.met), row.figure, row.measured, row.limit, row.note]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
