import { ratioOf } from "../../domain/picture.ts";
import type { CallOptions, ImageAnswer, ImageModel, ImageRequest } from "../../ports/models.ts";
import type { HttpCall } from "../http.ts";
import { checkPrompt, NO_SEED, otherAspect, promptWithExclusions } from "../image-prompt.ts";
import { decodePicture, type ImageServer, postGeneration, unusablePicture } from "../openai-images.ts";
import type { ProviderDeps } from "../provider.ts";
import { costOf, quoteOf } from "./cost.ts";
import { capabilitiesOf, sizeFor } from "./models.ts";
import { priceOf } from "./prices.ts";

const PROVIDER = "openai";

export interface OpenAiOptions extends ImageServer, ProviderDeps {
  readonly apiKey: string;
  readonly modelId: string;
}

/** Pictures by OpenAI's gpt-image models. */
export function createOpenAiImageModel(options: OpenAiOptions): ImageModel {
  const { modelId, apiKey } = options;
  const capabilities = capabilitiesOf(modelId);
  const price = priceOf(modelId);

  async function generate(request: ImageRequest, { signal }: CallOptions): Promise<ImageAnswer> {
    const plan = planOf(modelId, request);
    checkPrompt(PROVIDER, plan.prompt, capabilities);
    const { fetch, timeoutMs } = options;
    const call: HttpCall = { provider: PROVIDER, secrets: [apiKey], fetch, timeoutMs, signal };
    const { base64, usage } = await postGeneration(options, call, {
      model: modelId,
      prompt: plan.prompt,
      n: 1,
      size: `${plan.size.width}x${plan.size.height}`,
      quality: plan.quality,
      output_format: "png",
    });
    const costMicros = price === undefined ? null : costOf(price, usage);
    const bill = { usage, costMicros };
    if (base64 === undefined) throw unusablePicture(PROVIDER, "there is no picture in it", bill);
    return {
      image: decodePicture(PROVIDER, base64, bill),
      warnings: plan.warnings,
      costMicros,
      usage,
    };
  }

  return {
    provider: PROVIDER,
    modelId,
    guide: "openai",
    simulated: false,
    qualityRank: 80,
    capabilities,
    quote(request) {
      if (price === undefined) return null;
      const { prompt, quality, size } = planOf(modelId, request);
      return quoteOf(price, prompt, quality, size);
    },
    generate,
  };
}

/** What is sent for a request; quote and call are made from the same plan. */
function planOf(modelId: string, request: ImageRequest) {
  const { size, aspect } = sizeFor(modelId, request.aspect, request.preset);
  const warnings: string[] = [];
  if (ratioOf(aspect) !== ratioOf(request.aspect)) warnings.push(otherAspect(request.aspect, aspect));
  if (request.seed !== null) warnings.push(NO_SEED);
  const quality = request.preset === "draft" ? ("low" as const) : ("high" as const);
  return { prompt: promptWithExclusions(request), size, quality, warnings };
}
