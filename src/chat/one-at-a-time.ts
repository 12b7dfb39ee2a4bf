/** Work on things by their id: one thing at a time each, and once more when it was asked for meanwhile. */
export interface OneAtATime {
  begin(id: string): void;
  /** Begins nothing again; resolves when all that runs has ended. */
  stop(): Promise<void>;
}

/** `settleMs`: what is asked for within this time of the first is done together with it. `work` sees to its own errors. */
export function oneAtATime(work: (id: string) => Promise<void>, settleMs = 0): OneAtATime {
  const busy = new Map<string, { again: boolean; done: Promise<void> }>();
  let stopped = false;
  const run = async (id: string, entry: { again: boolean }) => {
    do {
      if (settleMs > 0) await new Promise((settled) => setTimeout(settled, settleMs));
      entry.again = false;
      await work(id);
    } while (entry.again && !stopped);
    busy.delete(id);
  };
  return {
    begin(id) {
      const known = busy.get(id);
      if (known) {
        // What is being looked at may be its state before this.
        known.again = true;
        return;
      }
      const entry = { again: false, done: Promise.resolve() };
      busy.set(id, entry);
      entry.done = run(id, entry);
    },
    async stop() {
      stopped = true;
      await Promise.all([...busy.values()].map(({ done }) => done));
    },
  };
}
