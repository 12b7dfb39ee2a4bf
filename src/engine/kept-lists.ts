import type { ListedModel } from "../ports/models.ts";
import type { Stores } from "../ports/stores.ts";
import type { Logger } from "./logger.ts";

/** The vendors' lists of models, as they were when the vendors were last there. */
export interface KeptLists {
  /** What was kept, by provider; nothing when the database cannot say. */
  load(): Promise<ReadonlyMap<string, readonly ListedModel[]>>;
  /** Keeps a list that was fetched. Resolves in any case: the list is in hand, and the next one comes soon. */
  save(provider: string, models: readonly ListedModel[]): Promise<void>;
}

/** Keeps lists in the database, for starts at which their vendor is away. */
export function createKeptLists({ stores, log }: { stores: Pick<Stores, "modelLists">; log: Logger }): KeptLists {
  return {
    async load() {
      try {
        return new Map((await stores.modelLists.all()).map(({ provider, list }) => [provider, list]));
      } catch (error) {
        log.warn({ err: error }, "the kept lists of models could not be read");
        return new Map();
      }
    },
    async save(provider, models) {
      await stores.modelLists
        .put(provider, models)
        .catch((error) => log.warn({ err: error, provider }, "a list of models could not be kept"));
    },
  };
}
