import { setTimeout as after } from "node:timers/promises";

/** What is found, as soon as it is: looked for at every change, and now and then for what changes elsewhere. */
export async function waitFor<T>(listeners: Set<() => void>, find: () => T, ms: number) {
  const timeout = AbortSignal.timeout(ms);
  for (;;) {
    const found = find();
    if (found !== false && found !== null && found !== undefined) return found as Exclude<T, false | null | undefined>;
    if (timeout.aborted) throw new Error(`Not so within ${ms} ms: ${find}`);
    await new Promise<void>((resolve) => {
      const done = () => {
        listeners.delete(done);
        resolve();
      };
      listeners.add(done);
      void after(20).then(done);
    });
  }
}
