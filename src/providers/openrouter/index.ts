import type { TextCall, TextModel } from "../../ports/models.ts";
import type { ProviderDeps } from "../provider.ts";
import { priceOf } from "./prices.ts";
import { createOpenRouterTextModel } from "./text-model.ts";

export { openrouter } from "./image-provider.ts";
export { probeOpenRouter } from "./probe.ts";

/** A current Grok with vision. */
export const DEFAULT_TEXT_MODEL = "x-ai/grok-4.3";

export interface OpenRouterOptions extends ProviderDeps {
  /** Unset: no authorization is sent (one's own server). */
  readonly apiKey: string | undefined;
  readonly baseUrl: string;
  /** Default: a current Grok with vision. */
  readonly textModel?: string;
  /** Default: the text model. */
  readonly judgeModel?: string;
  /** USD per million tokens; both together stand above the price data. */
  readonly priceIn?: number;
  readonly priceOut?: number;
}

/** The text model of each call: the judge may be another than the writer. */
export function createOpenRouter(options: OpenRouterOptions): (call: TextCall) => TextModel {
  const { textModel = DEFAULT_TEXT_MODEL, judgeModel, priceIn, priceOut, ...server } = options;
  const model = (modelId: string) =>
    createOpenRouterTextModel({
      ...server,
      modelId,
      price: priceOf(modelId, { inUsd: priceIn, outUsd: priceOut }, server.prices),
    });
  const writer = model(textModel);
  const judge = judgeModel === undefined || judgeModel === textModel ? writer : model(judgeModel);
  return (call) => (call === "judge" ? judge : writer);
}
