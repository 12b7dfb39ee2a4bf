import { authorization, httpCall, probeServer } from "../http.ts";
import type { ImageProvider } from "../provider.ts";
import { addressVariable, modelIdsOf, modelVariable, secretVariable } from "../variables.ts";
import { createOpenAiImageModel } from "./image-model.ts";

const variables = {
  OPENAI_IMAGE_API_KEY: secretVariable(),
  OPENAI_BASE_URL: addressVariable("https://api.openai.com/v1"),
  OPENAI_IMAGE_MODEL: modelVariable("gpt-image-2"),
};

/** OpenAI's gpt-image models. */
export const openai: ImageProvider<typeof variables> = {
  id: "openai",
  title: "OpenAI",
  variables,
  create(values, deps) {
    const apiKey = values.OPENAI_IMAGE_API_KEY;
    if (apiKey === undefined) return [];
    const { OPENAI_BASE_URL: baseUrl, OPENAI_IMAGE_MODEL: models } = values;
    return modelIdsOf(models).map((modelId) => createOpenAiImageModel({ ...deps, apiKey, baseUrl, modelId }));
  },
  async probe(values, deps, signal) {
    const apiKey = values.OPENAI_IMAGE_API_KEY;
    if (apiKey === undefined) return;
    const call = httpCall(deps, "openai", apiKey, { signal });
    await probeServer(call, `${values.OPENAI_BASE_URL}/models`, authorization(apiKey));
  },
};
