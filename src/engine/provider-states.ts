import type { ProviderState } from "../domain/provider-state.ts";
import type { Models } from "../ports/models.ts";
import type { Stores } from "../ports/stores.ts";
import { deploymentRules } from "./standing.ts";

/** Calls that are looked back on (ms), and failures in a row that make an outage of them. */
const LOOK_BACK_MS = 30 * 60_000;
const FAILURES = 3;

/** Every image provider that is configured, in the order of preference. */
export async function providerStates(stores: Stores, models: Pick<Models, "images">): Promise<ProviderState[]> {
  const [calls, { disabledProviders }] = await Promise.all([
    stores.moderation.providerCalls(LOOK_BACK_MS),
    deploymentRules(stores),
  ]);
  return [...new Set(models.images.map((model) => model.provider))].map((provider) => {
    if (disabledProviders.includes(provider)) return { provider, state: "disabled", since: null };
    const found = calls.find((one) => one.provider === provider);
    const down = (found?.failuresInARow ?? 0) >= FAILURES;
    return { provider, state: down ? "down" : "up", since: down ? (found?.since ?? null) : null };
  });
}
