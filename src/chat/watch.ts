import { providerStates } from "../engine/provider-states.ts";
import { reportDisk, reportProviderDown } from "./alerts.ts";
import type { ChatDeps } from "./chat-deps.ts";

const LOOK_MS = 60_000;
/** Below the first, or below both others, the disk is nearly full; a picture has one or two megabytes. */
const LITTLE = { least: 5e8, bytes: 2e9, part: 0.05 };

/** Looks after what only an operator can mend, and tells them once. */
export function createWatch(deps: ChatDeps): { start(): void; stop(): Promise<void> } {
  const rest = new AbortController();
  let running = Promise.resolve();
  const loop = async () => {
    while (!rest.signal.aborted) {
      await lookAround(deps).catch((error) => deps.log.warn({ err: error }, "looking around failed"));
      await deps.clock.sleep(LOOK_MS, rest.signal).catch(() => {});
    }
  };
  return {
    start() {
      if (deps.operators.length > 0) running = loop();
    },
    async stop() {
      rest.abort();
      await running;
    },
  };
}

/** One look at the providers and at the disk. */
export async function lookAround(deps: ChatDeps): Promise<void> {
  for (const { provider, state, since } of await providerStates(deps.stores, deps.models))
    if (state === "down" && since !== null) await reportProviderDown(deps, provider, since);
  const { freeBytes, totalBytes } = await deps.machine.disk();
  const little = freeBytes < LITTLE.bytes && freeBytes < totalBytes * LITTLE.part;
  if (little || freeBytes < LITTLE.least) await reportDisk(deps, freeBytes);
}
