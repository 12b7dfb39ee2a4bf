import type { Clock } from "../ports/clock.ts";
import type { Stores } from "../ports/stores.ts";
import type { Logger } from "./logger.ts";

/** Looks this often whether the day's work is done (ms). */
const LOOK_MS = 10 * 60_000;
/** Hour of the day (UTC) after which the nightly work is done. */
const NIGHT_HOUR = 3;

export interface NightlyDeps {
  stores: Stores;
  clock: Clock;
  log: Logger;
  /** Done at every look: what is gone after hours, not days. */
  tidy?(): Promise<void>;
  /** Done every night: pictures beyond their age and room. */
  expire?(): Promise<void>;
  /** Told what the audit found. */
  onDifferences(differences: readonly string[]): Promise<void>;
}

/** Once a night: holds the counters against ledger and calls, and removes what nobody needs any more. */
export function createNightly(deps: NightlyDeps): { start(): void; stop(): Promise<void> } {
  const rest = new AbortController();
  let done = "";
  let running = Promise.resolve();
  const loop = async () => {
    while (!rest.signal.aborted) {
      const now = deps.clock.now();
      const day = now.toISOString().slice(0, 10);
      if (day !== done && now.getUTCHours() >= NIGHT_HOUR) {
        done = day;
        await runNightly(deps).catch((error) =>
          deps.log.warn({ err: error }, "the nightly work failed; tomorrow again"),
        );
      }
      await deps.tidy?.().catch((error) => deps.log.warn({ err: error }, "tidying failed; in ten minutes again"));
      await deps.clock.sleep(LOOK_MS, rest.signal).catch(() => {});
    }
  };
  return {
    start() {
      running = loop();
    },
    async stop() {
      rest.abort();
      await running;
    },
  };
}

/** The night's work, once. Several processes may do it: none of it harms twice. */
export async function runNightly(
  deps: Pick<NightlyDeps, "stores" | "log" | "onDifferences" | "expire">,
): Promise<void> {
  const differences = await deps.stores.money.audit();
  for (const difference of differences) deps.log.error({ difference }, "audit: the books disagree");
  if (differences.length > 0) await deps.onDifferences(differences);
  await deps.stores.money.loosenForgotten();
  await deps.stores.updates.prune();
  await deps.stores.outbox.prune();
  await deps.expire?.();
}
