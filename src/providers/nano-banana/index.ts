import { httpCall, probeServer } from "../http.ts";
import type { ImageProvider } from "../provider.ts";
import { addressVariable, modelIdsOf, modelVariable, secretVariable } from "../variables.ts";
import { createNanoBananaImageModel, keyHeader } from "./image-model.ts";

const variables = {
  NANO_BANANA_API_KEY: secretVariable(),
  NANO_BANANA_BASE_URL: addressVariable("https://generativelanguage.googleapis.com/v1beta"),
  NANO_BANANA_MODEL: modelVariable("gemini-nano-banana-2.1"),
};

/** Google's Gemini image models. */
export const nanoBanana: ImageProvider<typeof variables> = {
  id: "nano-banana",
  title: "Google Nano Banana",
  variables,
  create(values, deps) {
    const { NANO_BANANA_API_KEY: apiKey, NANO_BANANA_BASE_URL: baseUrl, NANO_BANANA_MODEL: models } = values;
    if (apiKey === undefined) return [];
    return modelIdsOf(models).map((modelId) => createNanoBananaImageModel({ ...deps, apiKey, baseUrl, modelId }));
  },
  async probe(values, deps, signal) {
    const apiKey = values.NANO_BANANA_API_KEY;
    if (apiKey === undefined) return;
    const call = httpCall(deps, "nano-banana", apiKey, { signal });
    await probeServer(call, `${values.NANO_BANANA_BASE_URL}/models`, keyHeader(apiKey));
  },
};
