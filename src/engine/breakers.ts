import { type CircuitBreakerPolicy, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from "cockatiel";
import { SfumatoError } from "../domain/errors.ts";
import type { ImageModel } from "../ports/models.ts";
import { labelOf } from "./choose-model.ts";
import type { Logger } from "./logger.ts";
import { nearRetryMs } from "./paid-call.ts";

/** So many failures in a row make a model a last resort. */
const OPENS_AFTER = 3;
/** After this (ms) one call tries whether it is back. */
const COOL_DOWN_MS = 60_000;

/** A request that this model does not take, or a price that nobody knows, says nothing about its health. */
const NO_OUTAGE = new Set(["unknown_price", "request_refused", "incapable"]);
const OUTAGES = new Set(["E_AI_MODEL_UNAVAILABLE", "E_AI_TIMEOUT", "E_AI_BAD_ANSWER"]);

/** Whether an error speaks of a model that is down, not of what it was asked for. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof SfumatoError) || !OUTAGES.has(error.code)) return false;
  return !NO_OUTAGE.has(String(error.details.reason)) && nearRetryMs(error) === null;
}

/** A circuit breaker per model. The state is this process's own: each worker finds out for itself, within three calls. */
export interface Breakers {
  /** Whether the model is a last resort now: it failed in a row, or one call is just finding out whether it is back. */
  isOpen(model: ImageModel): boolean;
  /** Makes a call and learns from its end. It is never held back: choosing another model is the caller's. */
  run<T>(model: ImageModel, call: () => Promise<T>): Promise<T>;
}

interface Entry {
  policy: CircuitBreakerPolicy;
  openedAt: number;
}

export function createBreakers({ log }: { log: Logger }): Breakers {
  const entries = new Map<string, Entry>();
  const entryOf = (model: ImageModel): Entry => {
    const name = labelOf(model);
    const known = entries.get(name);
    if (known) return known;
    const policy = circuitBreaker(handleWhen(isOutage), {
      halfOpenAfter: COOL_DOWN_MS,
      breaker: new ConsecutiveBreaker(OPENS_AFTER),
    });
    const entry = { policy, openedAt: 0 };
    policy.onBreak(() => {
      entry.openedAt = Date.now();
      log.warn({ model: name, coolDownMs: COOL_DOWN_MS }, "a model failed in a row; others are tried before it");
    });
    policy.onReset(() => log.info({ model: name }, "a model is back"));
    entries.set(name, entry);
    return entry;
  };
  const isOpen = ({ policy, openedAt }: Entry) =>
    policy.state === CircuitState.HalfOpen ||
    (policy.state === CircuitState.Open && Date.now() - openedAt < COOL_DOWN_MS);
  return {
    isOpen: (model) => isOpen(entryOf(model)),
    async run(model, call) {
      const entry = entryOf(model);
      if (!isOpen(entry)) return entry.policy.execute(call);
      // The last resort. An answer proves that it is back, before the cool-down ends.
      const answer = await call();
      if (entries.get(labelOf(model)) === entry) entries.delete(labelOf(model));
      log.info({ model: labelOf(model) }, "a model is back");
      return answer;
    },
  };
}
