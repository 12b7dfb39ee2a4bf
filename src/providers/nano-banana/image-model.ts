import { nearestAspect, ratioOf } from "../../domain/picture.ts";
import type { CallOptions, ImageAnswer, ImageModel, ImageRequest } from "../../ports/models.ts";
import { decodePicture } from "../answer-picture.ts";
import { httpCall, postJson } from "../http.ts";
import { imagePriceOf, quoteImage } from "../image-price.ts";
import { checkPrompt, NO_SEED, otherAspect, promptWithExclusions } from "../image-prompt.ts";
import { base64Of, inputCount, inputsOf } from "../input-pictures.ts";
import type { ProviderDeps } from "../provider.ts";
import { billOf, pictureOf } from "./answer.ts";
import { capabilitiesOf, INPUT_LIMITS, PRICES, qualityRankOf } from "./models.ts";

const PROVIDER = "nano-banana";
/** The models' smallest class is 1024 as well, so drafts and finals differ in nothing. */
const SIZE = { draft: "1K", final: "1K" } as const;

export interface NanoBananaOptions extends ProviderDeps {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly modelId: string;
}

/** Pictures by Google's Gemini image models, on their native route. */
export function createNanoBananaImageModel(options: NanoBananaOptions): ImageModel {
  const { modelId, apiKey, baseUrl } = options;
  const capabilities = capabilitiesOf(modelId);
  const price = imagePriceOf(options, PROVIDER, modelId, PRICES);

  async function generate(request: ImageRequest, how: CallOptions): Promise<ImageAnswer> {
    const { prompt, aspect, size, warnings } = planOf(modelId, request);
    const inputs = inputsOf(PROVIDER, request, capabilities, INPUT_LIMITS);
    checkPrompt(PROVIDER, prompt, capabilities);
    const call = httpCall(options, PROVIDER, apiKey, how);
    const pictures = inputs.images.map(({ bytes, mediaType }) => ({
      inlineData: { mimeType: mediaType, data: base64Of(bytes) },
    }));
    const route = `${baseUrl}/models/${encodeURIComponent(modelId)}:generateContent`;
    const received = await postJson(call, route, keyHeader(apiKey), {
      contents: [{ role: "user", parts: [{ text: prompt }, ...pictures] }],
      generationConfig: { responseModalities: ["IMAGE"], imageConfig: { aspectRatio: aspect, imageSize: size } },
    });
    const bill = billOf(price, received);
    const image = decodePicture(PROVIDER, pictureOf(PROVIDER, received, bill), bill);
    return { image, warnings: [...inputs.warnings, ...warnings], ...bill };
  }

  return {
    provider: PROVIDER,
    modelId,
    guide: "nano-banana",
    simulated: false,
    qualityRank: qualityRankOf(modelId),
    capabilities,
    quote(request) {
      const { prompt, size } = planOf(modelId, request);
      return quoteImage(price, { variant: size, prompt, inputs: inputCount(request) });
    },
    generate,
  };
}

/** The key goes into a header: in the address it would stand in logs on the way. */
export function keyHeader(apiKey: string): Record<string, string> {
  return { "x-goog-api-key": apiKey };
}

/** What is sent for a request beside its pictures; quote and call are made from the same plan. */
function planOf(modelId: string, request: ImageRequest) {
  const warnings: string[] = [];
  const aspect = nearestAspect(request.aspect, capabilitiesOf(modelId).supported_aspect_ratios);
  if (ratioOf(aspect) !== ratioOf(request.aspect)) warnings.push(otherAspect(request.aspect, aspect));
  if (request.seed !== null) warnings.push(NO_SEED);
  return { prompt: promptWithExclusions(request), aspect, size: SIZE[request.preset], warnings };
}
