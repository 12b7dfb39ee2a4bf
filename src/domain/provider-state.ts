/** Whether a provider answers, as its calls of the last minutes tell. */
export interface ProviderState {
  provider: string;
  state: "up" | "down" | "disabled";
  /** Names the outage, so that it is told once. */
  since: string | null;
}
