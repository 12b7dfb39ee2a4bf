import { authorization, httpCall, probeServer } from "../http.ts";
import type { ImageProvider } from "../provider.ts";
import { addressVariable, modelIdsOf, modelVariable, secretVariable } from "../variables.ts";
import { createGrokImageModel } from "./image-model.ts";

const variables = {
  GROK_API_KEY: secretVariable(),
  GROK_BASE_URL: addressVariable("https://api.x.ai/v1"),
  GROK_IMAGE_MODEL: modelVariable("grok-imagine-image-2.0"),
};

/** xAI's Grok Imagine. */
export const grok: ImageProvider<typeof variables> = {
  id: "grok",
  title: "xAI Grok",
  variables,
  create(values, deps) {
    const { GROK_API_KEY: apiKey, GROK_BASE_URL: baseUrl, GROK_IMAGE_MODEL: models } = values;
    if (apiKey === undefined) return [];
    return modelIdsOf(models).map((modelId) => createGrokImageModel({ ...deps, apiKey, baseUrl, modelId }));
  },
  async probe(values, deps, signal) {
    const apiKey = values.GROK_API_KEY;
    if (apiKey === undefined) return;
    const call = httpCall(deps, "grok", apiKey, { signal });
    await probeServer(call, `${values.GROK_BASE_URL}/models`, authorization(apiKey));
  },
};
