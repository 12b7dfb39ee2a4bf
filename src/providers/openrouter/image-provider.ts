import type { z } from "zod";
import { httpCall } from "../http.ts";
import type { ImageProvider } from "../provider.ts";
import { addressVariable, modelIdsOf, optionalModelVariable, secretVariable } from "../variables.ts";
import { listImageModels } from "./image-list.ts";
import { createOpenRouterImageModel } from "./image-model.ts";
import { probeOpenRouter } from "./probe.ts";

const DEFAULT_URL = "https://openrouter.ai/api/v1";
/** The key and the address are the text models' as well; a fault in them is told there. */
const variables = {
  OPENROUTER_API_KEY: secretVariable().catch(undefined),
  OPENROUTER_BASE_URL: addressVariable(DEFAULT_URL).catch(DEFAULT_URL),
  OPENROUTER_IMAGE_MODEL: optionalModelVariable(),
};
type Values = z.output<z.ZodObject<typeof variables>>;

/** Image models behind OpenRouter; there when a model is named. */
export const openrouter: ImageProvider<typeof variables> = {
  id: "openrouter",
  title: "OpenRouter",
  variables,
  create(values, deps) {
    return modelIds(values).map((modelId) => createOpenRouterImageModel({ ...deps, ...serverOf(values), modelId }));
  },
  async list(values, deps, signal) {
    const wanted = modelIds(values);
    if (wanted.length === 0) return [];
    return listImageModels(
      httpCall(deps, "openrouter", values.OPENROUTER_API_KEY, { signal }),
      serverOf(values),
      wanted,
    );
  },
  async probe(values, deps, signal) {
    if (modelIds(values).length > 0) await probeOpenRouter(serverOf(values), deps, signal);
  },
};

function modelIds(values: Values): string[] {
  return modelIdsOf(values.OPENROUTER_IMAGE_MODEL ?? "");
}

function serverOf(values: Values) {
  return { apiKey: values.OPENROUTER_API_KEY, baseUrl: values.OPENROUTER_BASE_URL };
}
