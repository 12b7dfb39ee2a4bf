import { compatible } from "./compatible/index.ts";
import { grok } from "./grok/index.ts";
import { nanoBanana } from "./nano-banana/index.ts";
import { openai } from "./openai/index.ts";
import { createOpenRouter, DEFAULT_TEXT_MODEL, openrouter, probeOpenRouter } from "./openrouter/index.ts";
import type { ImageProvider } from "./provider.ts";
import { runware } from "./runware/index.ts";

export { createListings } from "./listings.ts";
export { createProviderFetch } from "./provider-fetch.ts";
export { createOpenRouter, DEFAULT_TEXT_MODEL, probeOpenRouter };

/**
 * Who makes pictures here, in the order of preference. A new provider is a folder and a line of this list.
 * `sketch` is not in it: it needs a painter from images/, so compose puts it last.
 */
export const imageProviders: readonly ImageProvider[] = [openai, grok, nanoBanana, runware, openrouter, compatible];
