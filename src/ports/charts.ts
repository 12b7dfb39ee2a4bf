import type { MicroUsd } from "../domain/money.ts";
import type { ImageData } from "./models.ts";

/** Who spent what: one bar a row, what was spent today set off from the rest of the month. */
export interface SpendingChart {
  title: string;
  subtitle: string;
  /** Names of the two parts of a bar. */
  today: string;
  earlier: string;
  /** Most first. */
  rows: readonly { name: string; todayMicros: MicroUsd; monthMicros: MicroUsd }[];
}

/** Draws figures as a picture. */
export interface Charts {
  spending(chart: SpendingChart): Promise<ImageData>;
}
