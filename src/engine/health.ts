import type { Clock } from "../ports/clock.ts";
import type { CallRecord } from "../ports/model-records.ts";
import type { Models } from "../ports/models.ts";
import type { Stores } from "../ports/stores.ts";
import { labelOf } from "./choose-model.ts";

/** So many failures since the last answer mean that a model is down; fewer are bad luck. */
export const DOWN_AFTER = 3;
/** Latencies are looked at over this time (hours), so that a quiet hour does not forget them … */
const LATENCY_HOURS = 24;
/** … and read again after this (ms). */
const LATENCY_FRESH_MS = 60_000;

/** How a model does, from the calls that were paid or refused anyway: nothing is spent to find out. */
export interface ModelHealth {
  provider: string;
  model: string;
  kind: "image" | "text";
  /** `unknown`: nobody called it in this time. */
  state: "up" | "down" | "unknown";
  /** Time of an answered call (ms). */
  medianMs: number | null;
  calls: number;
  /** Part of the calls that failed by its fault, 0 to 1; null without calls. */
  errorShare: number | null;
  lastAt: Date | null;
}

/** A model's health by the records of some time. Down: every call failed, or the latest three did. */
export function healthOf(records: readonly CallRecord[], named: Named): ModelHealth {
  const record = records.find((one) => isSame(one, named));
  if (!record) return { ...named, state: "unknown", medianMs: null, calls: 0, errorShare: null, lastAt: null };
  const { provider, model, kind, calls, failures, failuresInARow, medianMs, lastAt } = record;
  const state = failures === calls || failuresInARow >= DOWN_AFTER ? "down" : "up";
  return { provider, model, kind, state, medianMs, calls, errorShare: failures / calls, lastAt };
}

/** A model as far as its health is asked for. */
export type Named = Pick<ModelHealth, "provider" | "model" | "kind">;

/** Every real model that may be called here. */
export function callable(models: Models): Named[] {
  const images = models.images.filter((model) => !model.simulated);
  const words = images.flatMap((image) => {
    const outliner = models.text("locate", image);
    const writers = (["refine", "judge"] as const).map((call) => models.text(call, image));
    return outliner.supports_segmentation ? [...writers, outliner] : writers;
  });
  const named = [
    ...images.map(({ provider, modelId }) => ({ provider, model: modelId, kind: "image" as const })),
    ...words.map(({ provider, modelId }) => ({ provider, model: modelId, kind: "text" as const })),
  ];
  return named.filter((one, at) => named.findIndex((other) => isSame(one, other)) === at);
}

const isSame = (one: Named, other: Named) =>
  one.kind === other.kind && one.provider === other.provider && one.model === other.model;

/** Health of the models named, in their order, from the recorded calls of the last hours (default: one). */
export async function readHealth(
  stores: Pick<Stores, "money">,
  models: readonly Named[],
  hours = 1,
): Promise<ModelHealth[]> {
  const records = await stores.money.recordOf(hours);
  return models.map((named) => healthOf(records, named));
}

/** Measured time of a picture (ms) by model label, read at most once a minute. */
export function createLatencies(
  stores: Pick<Stores, "money">,
  clock: Pick<Clock, "now">,
): () => Promise<ReadonlyMap<string, number>> {
  let read: { at: number; latencies: Promise<Map<string, number>> } | undefined;
  const fresh = async () => {
    const records = (await stores.money.recordOf(LATENCY_HOURS)).filter((record) => record.kind === "image");
    return new Map(
      records.flatMap(({ provider, model, medianMs }) =>
        medianMs === null ? [] : [[labelOf({ provider, modelId: model }), medianMs]],
      ),
    );
  };
  return () => {
    const now = clock.now().getTime();
    if (read && now - read.at < LATENCY_FRESH_MS) return read.latencies;
    read = { at: now, latencies: fresh() };
    read.latencies.catch(() => {
      read = undefined;
    });
    return read.latencies;
  };
}
