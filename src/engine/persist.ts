import { SfumatoError } from "../domain/errors.ts";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "./logger.ts";

/** Waits between the tries (ms): together well below a lease. */
const WAITS_MS = [50, 200, 800, 3_000];

/**
 * Saves what must not be forgotten, through a database that is away for a moment. Only for changes that are
 * conditional on state: a try that was saved and not answered changes nothing the second time.
 */
export async function persist<T>(deps: { clock: Clock; log: Logger }, save: () => Promise<T>): Promise<T> {
  for (const ms of WAITS_MS) {
    try {
      return await save();
    } catch (error) {
      if (error instanceof SfumatoError) throw error;
      deps.log.warn({ err: error }, "saving failed; trying again");
      await deps.clock.sleep(ms);
    }
  }
  return save();
}
