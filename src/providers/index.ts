import { compatible } from "./compatible/index.ts";
import { openai } from "./openai/index.ts";
import type { ImageProvider } from "./provider.ts";

export { createOpenRouter, DEFAULT_TEXT_MODEL, probeOpenRouter } from "./openrouter/index.ts";

/**
 * Who makes pictures here, in the order of preference. A new provider is a folder and a line of this list.
 * `sketch` is not in it: it needs a painter from images/, so compose puts it last.
 */
export const imageProviders: readonly ImageProvider[] = [openai, compatible];
