/** Whether a provider answers, as its calls of the last hour tell. */
export interface ProviderState {
  provider: string;
  state: "up" | "down" | "disabled";
  /** Names the outage, so that it is told once. */
  since: string | null;
  /** Those that say something of the provider: answered, or failed by its fault. */
  calls: number;
  /** Part of them that failed, 0 to 1; null without calls. */
  errorShare: number | null;
  /** Median time of a picture, or of a text call where it made no picture (ms). */
  medianMs: number | null;
}
