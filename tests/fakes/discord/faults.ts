/** What shall go wrong. */
export interface Fault {
  /** Beginning of `METHOD /path`, with ids as they are. */
  readonly route: RegExp;
  /**
   * A status: Discord answers so, without doing anything. `reset`: nothing is done and the connection breaks. `lost`:
   * it is done, then the connection breaks.
   */
  readonly kind: number | "reset" | "lost";
  /** Discord's own code. */
  readonly code?: number;
  /** For 429 (s). */
  readonly retryAfter?: number;
  /** How often; 1 by default. */
  readonly times?: number;
}

/** The faults that wait to happen. */
export function createFaults() {
  let waiting: { fault: Fault; left: number }[] = [];
  return {
    add: (fault: Fault) => void waiting.push({ fault, left: fault.times ?? 1 }),
    clear() {
      waiting = [];
    },
    /** The fault for a call, which is used up by this. */
    take(call: string): Fault | undefined {
      const found = waiting.find(({ fault, left }) => left > 0 && fault.route.test(call));
      if (found) found.left--;
      return found?.fault;
    },
  };
}
export type Faults = ReturnType<typeof createFaults>;
