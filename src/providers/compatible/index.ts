import { authorization, httpCall, probeServer } from "../http.ts";
import type { ImageProvider } from "../provider.ts";
import {
  modelIdsOf,
  optionalAddressVariable,
  optionalModelVariable,
  secretVariable,
  usdVariable,
} from "../variables.ts";
import { createCompatibleImageModel } from "./image-model.ts";

const variables = {
  COMPATIBLE_API_KEY: secretVariable(),
  COMPATIBLE_BASE_URL: optionalAddressVariable(),
  COMPATIBLE_MODEL: optionalModelVariable(),
  COMPATIBLE_PRICE_USD: usdVariable(),
};

/** Any server with OpenAI's image routes: a proxy, LocalAI, vLLM-Omni, SGLang. */
export const compatible: ImageProvider<typeof variables> = {
  id: "compatible",
  title: "OpenAI-compatible server",
  variables,
  faults(values) {
    if (values.COMPATIBLE_BASE_URL === undefined || values.COMPATIBLE_MODEL !== undefined) return [];
    const problem = "is missing: COMPATIBLE_BASE_URL is set, so the model there must be named";
    return [{ variable: "COMPATIBLE_MODEL", problem, example: "flux.1-dev" }];
  },
  create(values, deps) {
    const { COMPATIBLE_BASE_URL: baseUrl, COMPATIBLE_MODEL: modelId } = values;
    if (baseUrl === undefined || modelId === undefined) return [];
    const { COMPATIBLE_API_KEY: apiKey, COMPATIBLE_PRICE_USD: priceUsd } = values;
    return modelIdsOf(modelId).map((id) =>
      createCompatibleImageModel({ ...deps, apiKey, baseUrl, modelId: id, priceUsd }),
    );
  },
  async probe(values, deps, signal) {
    const { COMPATIBLE_BASE_URL: baseUrl, COMPATIBLE_API_KEY: apiKey } = values;
    if (baseUrl === undefined) return;
    const call = httpCall(deps, "compatible", apiKey, { signal });
    await probeServer(call, `${baseUrl}/models`, authorization(apiKey));
  },
};
