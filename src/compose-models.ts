import type { Logger } from "pino";
import type { Config, ConfigurableProvider } from "./config.ts";
import type { KeptLists } from "./engine/kept-lists.ts";
import type { ImageFiles } from "./ports/images.ts";
import type { ListedModel, Models } from "./ports/models.ts";
import { createListings, createOpenRouter, createProviderFetch, imageProviders } from "./providers/index.ts";
import type { ProviderDeps } from "./providers/provider.ts";
import { createSketch } from "./providers/sketch/index.ts";

/** The offline provider as the configuration sees it: always there, never paid. */
const sketchEntry: ConfigurableProvider = {
  id: "sketch",
  variables: {},
  create: () => [createSketch({ drawSvg: () => Promise.reject(new Error("the configuration draws nothing")) }).image],
};

/** Every image provider whose variables the configuration reads; the simulation is the last choice. */
export const configurableProviders: readonly ConfigurableProvider[] = [...imageProviders, sketchEntry];

/** What providers are built with, and the lists of models that some of them fetch. */
export function createNetwork(config: Config, log: Logger, kept: KeptLists) {
  const timeoutMs = config.providerTimeoutMs;
  const deps = { fetch: createProviderFetch({ timeoutMs }), timeoutMs, prices: config.prices };
  const onFailure = (provider: string, error: unknown) => log.warn({ err: error, provider }, "models were not listed");
  const onListed = (provider: string, list: readonly ListedModel[]) => void kept.save(provider, list);
  const given = { providers: imageProviders, values: config.images.values, deps };
  const listings = createListings({ ...given, onFailure, onListed });
  return {
    deps: { ...deps, listed: listings.of },
    /** Begins with what was kept, then fetches anew; resolves to what ends it. */
    async startListings() {
      for (const [provider, list] of await kept.load()) listings.keep(provider, list);
      return listings.start();
    },
  };
}

export function createModels(config: Config, files: Pick<ImageFiles, "drawSvg">, deps: ProviderDeps): Models {
  const sketch = createSketch({ drawSvg: files.drawSvg });
  const valuesOf = (id: string) => config.images.values[id] ?? {};
  const real = imageProviders.flatMap((provider) => provider.create(valuesOf(provider.id), deps));
  const captions = imageProviders.flatMap((provider) => provider.captions?.(valuesOf(provider.id), deps) ?? []);
  const { model, configured: _, ...server } = config.text;
  const text = createOpenRouter({ ...deps, ...server, textModel: model });
  return {
    images: [...real, sketch.image],
    text: (call, image) => (image.simulated ? sketch.text : text(call)),
    standIns: (call, image) => (call === "describe" && !image.simulated ? captions : []),
  };
}
