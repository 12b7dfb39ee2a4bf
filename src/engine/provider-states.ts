import type { ProviderState } from "../domain/provider-state.ts";
import type { CallRecord } from "../ports/model-records.ts";
import type { Models } from "../ports/models.ts";
import type { Stores } from "../ports/stores.ts";
import { DOWN_AFTER } from "./health.ts";
import { deploymentRules } from "./standing.ts";

/** Calls are looked back on for this long (hours). */
const HOURS = 1;

/** Every image provider that is configured, in the order of preference. */
export async function providerStates(stores: Stores, models: Pick<Models, "images">): Promise<ProviderState[]> {
  const [records, { disabledProviders }] = await Promise.all([stores.money.recordOf(HOURS), deploymentRules(stores)]);
  return [...new Set(models.images.map((model) => model.provider))].map((provider) => {
    const state = stateOf(
      provider,
      records.filter((record) => record.provider === provider),
    );
    return disabledProviders.includes(provider) ? { ...state, state: "disabled", since: null } : state;
  });
}

/** Down: none of its models answered last, and together they failed a few times in a row. */
function stateOf(provider: string, records: readonly CallRecord[]): ProviderState {
  const sum = (of: (record: CallRecord) => number) => records.reduce((total, record) => total + of(record), 0);
  const calls = sum((record) => record.calls);
  const began = records
    .flatMap(({ failingSince }) => (failingSince === null ? [] : [failingSince.toISOString()]))
    .sort();
  const down = began.length === records.length && sum((record) => record.failuresInARow) >= DOWN_AFTER;
  const timed = records.filter((record) => record.medianMs !== null);
  return {
    provider,
    state: down ? "down" : "up",
    since: down ? (began[0] ?? null) : null,
    calls,
    errorShare: calls === 0 ? null : sum((record) => record.failures) / calls,
    medianMs: (timed.find((record) => record.kind === "image") ?? timed[0])?.medianMs ?? null,
  };
}
