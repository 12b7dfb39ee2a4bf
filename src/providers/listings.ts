import type { ListedModel } from "../ports/models.ts";
import type { ImageProvider, ProviderDeps } from "./provider.ts";

/** Lists are fetched anew after this time (ms). */
const REFRESH_MS = 3_600_000;
/** Longest time that a list may take, which is how long a start may wait for it (ms). */
const LIST_LIMIT_MS = 5_000;

/** Lists of models as the vendors gave them last; what fails to be fetched stays as it was. */
export interface Listings {
  /** The newest list of a provider, however old; undefined when there is none. */
  of(provider: string): readonly ListedModel[] | undefined;
  /** Puts a list that was kept in its place, unless a newer one has been fetched. */
  keep(provider: string, models: readonly ListedModel[]): void;
  /** Fetches all lists once. */
  refresh(signal: AbortSignal): Promise<void>;
  /**
   * Fetches all lists, now and every hour; resolves to what ends it. Waits for those alone of which nothing was kept;
   * vendors without a list cost no time.
   */
  start(): Promise<() => Promise<void>>;
}

export interface ListingsOptions {
  readonly providers: readonly ImageProvider[];
  /** Each provider's parsed variables by its id. */
  readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly deps: ProviderDeps;
  /** Told of each list that was fetched, so that it can be kept for when the vendor is away. */
  readonly onListed?: (provider: string, models: readonly ListedModel[]) => void;
  readonly onFailure: (provider: string, error: unknown) => void;
}

/** Keeps the vendors' lists of models in memory. */
export function createListings({ providers, values, deps, onListed, onFailure }: ListingsOptions): Listings {
  const fetched = new Map<string, readonly ListedModel[]>();
  const kept = new Map<string, readonly ListedModel[]>();

  async function fetchOne({ id, list }: ImageProvider, signal: AbortSignal): Promise<void> {
    try {
      const models = await list?.(values[id] ?? {}, deps, signal);
      if (models === undefined || models.length === 0) return;
      fetched.set(id, models);
      onListed?.(id, models);
    } catch (error) {
      onFailure(id, error);
    }
  }

  const fetchAll = (which: readonly ImageProvider[], signal: AbortSignal) =>
    Promise.all(which.map((provider) => fetchOne(provider, signal)));
  const refresh = async (signal: AbortSignal) => void (await fetchAll(providers, signal));

  return {
    of: (provider) => fetched.get(provider) ?? kept.get(provider),
    keep: (provider, models) => void kept.set(provider, models),
    refresh,
    async start() {
      const over = new AbortController();
      const limit = () => AbortSignal.any([over.signal, AbortSignal.timeout(LIST_LIMIT_MS)]);
      const isKept = ({ id }: ImageProvider) => kept.has(id);
      void fetchAll(providers.filter(isKept), limit());
      await fetchAll(
        providers.filter((provider) => !isKept(provider)),
        limit(),
      );
      const timer = setInterval(() => void refresh(limit()), REFRESH_MS);
      timer.unref();
      return async () => {
        clearInterval(timer);
        over.abort();
      };
    },
  };
}
