import { SfumatoError } from "../../domain/errors.ts";
import { authorization, httpCall, postJson } from "../http.ts";
import type { ImageProvider } from "../provider.ts";
import { addressVariable, modelIdsOf, modelVariable, secretVariable } from "../variables.ts";
import { createRunwareCaptions } from "./captions.ts";
import { createRunwareImageModel } from "./image-model.ts";

const variables = {
  RUNWARE_API_KEY: secretVariable(),
  RUNWARE_BASE_URL: addressVariable("https://api.runware.ai/v1"),
  RUNWARE_MODEL: modelVariable("runware:101@1"),
};

/** Diffusion models at Runware. */
export const runware: ImageProvider<typeof variables> = {
  id: "runware",
  title: "Runware",
  variables,
  create(values, deps) {
    const { RUNWARE_API_KEY: apiKey, RUNWARE_BASE_URL: baseUrl, RUNWARE_MODEL: models } = values;
    if (apiKey === undefined) return [];
    return modelIdsOf(models).map((modelId) => createRunwareImageModel({ ...deps, apiKey, baseUrl, modelId }));
  },
  captions(values, deps) {
    const { RUNWARE_API_KEY: apiKey, RUNWARE_BASE_URL: baseUrl, RUNWARE_MODEL: models } = values;
    const [modelId] = modelIdsOf(models);
    return apiKey === undefined || modelId === undefined
      ? []
      : [createRunwareCaptions({ ...deps, apiKey, baseUrl, modelId })];
  },
  async probe(values, deps, signal) {
    const { RUNWARE_API_KEY: apiKey, RUNWARE_BASE_URL: baseUrl } = values;
    if (apiKey === undefined) return;
    const call = httpCall(deps, "runware", apiKey, { signal });
    try {
      // There is no route to look at: the task that only says who one is costs nothing.
      await postJson(call, baseUrl, authorization(apiKey), [{ taskType: "authentication", apiKey }]);
    } catch (thrown) {
      // A server that refuses the task for what it is has taken the key.
      if (thrown instanceof SfumatoError && thrown.details.reason === "request_refused") return;
      throw thrown;
    }
  },
};
