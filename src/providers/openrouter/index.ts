import type { TextCall, TextModel } from "../../ports/models.ts";
import type { ProviderDeps } from "../provider.ts";
import { priceOf } from "./prices.ts";
import { createOpenRouterTextModel } from "./text-model.ts";

export { openrouter } from "./image-provider.ts";
export { probeOpenRouter } from "./probe.ts";

/** A current Grok with vision. */
export const DEFAULT_TEXT_MODEL = "x-ai/grok-4.3";
/** Outlines what is named, where the server is OpenRouter itself and no model in use does. */
const DEFAULT_MASK_MODEL = "google/gemini-3.6-flash";
const OPENROUTER_URL = "https://openrouter.ai/api/v1";

/**
 * Models that are trained to say where things are, as their makers document (2026-11): Gemini for detection and segmentation
 * (boxes and points in thousandths), Qwen-VL for grounding. Any other model of this kind is named by the operator.
 */
const OUTLINERS: readonly RegExp[] = [/^~?google\/gemini-(?!.*-image)/, /^qwen\/qwen[\d.]*-vl-/];

export interface OpenRouterOptions extends ProviderDeps {
  /** Unset: no authorization is sent (one's own server). */
  readonly apiKey: string | undefined;
  readonly baseUrl: string;
  /** Default: a current Grok with vision. */
  readonly textModel?: string;
  /** Default: the text model. */
  readonly judgeModel?: string;
  /** Outlines what is named in pictures; whoever is named here is taken to be able to. */
  readonly maskModel?: string;
  /** USD per million tokens; both together stand above the price data. */
  readonly priceIn?: number;
  readonly priceOut?: number;
}

/** The text model of each call: the judge may be another than the writer. */
export function createOpenRouter(options: OpenRouterOptions): (call: TextCall) => TextModel {
  const { textModel = DEFAULT_TEXT_MODEL, judgeModel, maskModel, priceIn, priceOut, ...server } = options;
  const model = (modelId: string) =>
    createOpenRouterTextModel({
      ...server,
      modelId,
      supports_segmentation: modelId === maskModel || OUTLINERS.some((known) => known.test(modelId)),
      price: priceOf(modelId, { inUsd: priceIn, outUsd: priceOut }, server.prices),
    });
  const writer = model(textModel);
  const judge = judgeModel === undefined || judgeModel === textModel ? writer : model(judgeModel);
  const outliner = maskModel === undefined ? outlinerAmong([judge, writer], server.baseUrl, model) : model(maskModel);
  return (call) => (call === "judge" ? judge : call === "locate" ? outliner : writer);
}

/** One of the models in use when it can; at OpenRouter, where every model is at hand, one that can. */
function outlinerAmong(used: readonly TextModel[], baseUrl: string, model: (id: string) => TextModel): TextModel {
  const able = used.find((one) => one.supports_segmentation);
  if (able) return able;
  return baseUrl === OPENROUTER_URL ? model(DEFAULT_MASK_MODEL) : (used[0] as TextModel);
}
