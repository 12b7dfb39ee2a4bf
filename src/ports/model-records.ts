import type { ListedModel } from "./models.ts";

/** How the recorded calls of one model ended lately. */
export interface CallRecord {
  provider: string;
  model: string;
  kind: "image" | "text";
  /** Those that say something of the provider: answered, or failed by its fault. */
  calls: number;
  failures: number;
  /** Failures since the last answer. */
  failuresInARow: number;
  /** When the first of them ended; null without any. */
  failingSince: Date | null;
  /** Of the answered ones (ms). */
  medianMs: number | null;
  lastAt: Date;
}

/** What vendors list of their models, kept for when they are away. */
export interface ModelListStore {
  all(): Promise<{ provider: string; fetchedAt: Date; list: readonly ListedModel[] }[]>;
  put(provider: string, list: readonly ListedModel[]): Promise<void>;
}
