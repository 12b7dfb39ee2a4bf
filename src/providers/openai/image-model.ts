import type { MicroUsd } from "../../domain/money.ts";
import { ratioOf } from "../../domain/picture.ts";
import type { ImagePrice } from "../../domain/prices.ts";
import type { CallOptions, ImageAnswer, ImageModel, ImageRequest } from "../../ports/models.ts";
import { decodePicture, unusablePicture } from "../answer-picture.ts";
import { httpCall } from "../http.ts";
import { costOfTokens, imagePriceOf, quoteImage } from "../image-price.ts";
import { checkPrompt, NO_SEED, otherAspect, promptWithExclusions } from "../image-prompt.ts";
import { inputCount, inputsOf } from "../input-pictures.ts";
import { type ImageFields, type ImageServer, ImageUsage, postEdit, postGeneration } from "../openai-images.ts";
import type { ProviderDeps } from "../provider.ts";
import { capabilitiesOf, INPUT_LIMITS, qualityRankOf, sizeFor } from "./models.ts";
import { PRICES } from "./prices.ts";

const PROVIDER = "openai";
const SQUARE_PIXELS = 1024 * 1024;

export interface OpenAiOptions extends ImageServer, ProviderDeps {
  readonly apiKey: string;
  readonly modelId: string;
}

/** Pictures by OpenAI's gpt-image models. */
export function createOpenAiImageModel(options: OpenAiOptions): ImageModel {
  const { modelId, apiKey } = options;
  const capabilities = capabilitiesOf(modelId);
  const price = imagePriceOf(options, PROVIDER, modelId, PRICES);

  async function generate(request: ImageRequest, how: CallOptions): Promise<ImageAnswer> {
    const { fields, warnings } = planOf(modelId, request);
    const inputs = inputsOf(PROVIDER, request, capabilities, INPUT_LIMITS);
    checkPrompt(PROVIDER, String(fields.prompt), capabilities);
    const call = httpCall(options, PROVIDER, apiKey, how);
    const { base64, usage } =
      inputs.task === "edit"
        ? await postEdit(options, call, fields, inputs)
        : await postGeneration(options, call, fields);
    const costMicros = costOf(price, usage);
    const bill = { usage, costMicros };
    if (base64 === undefined) throw unusablePicture(PROVIDER, "there is no picture in it", bill);
    const image = decodePicture(PROVIDER, base64, bill, fields.background === "transparent");
    return { image, warnings: [...inputs.warnings, ...warnings], costMicros, usage };
  }

  return {
    provider: PROVIDER,
    modelId,
    guide: "openai",
    simulated: false,
    qualityRank: qualityRankOf(modelId),
    capabilities,
    quote(request) {
      const { fields, size, quality } = planOf(modelId, request);
      return quoteImage(price, {
        variant: quality,
        // Small pictures are not known to take fewer tokens, so the area counts only upwards.
        area: (size.width * size.height) / SQUARE_PIXELS,
        prompt: String(fields.prompt),
        inputs: inputCount(request),
      });
    },
    generate,
  };
}

/** What is sent for a request; quote and call are made from the same plan. */
function planOf(modelId: string, request: ImageRequest) {
  const capabilities = capabilitiesOf(modelId);
  const { size, aspect } = sizeFor(modelId, request.aspect, request.preset);
  const warnings: string[] = [];
  if (ratioOf(aspect) !== ratioOf(request.aspect)) warnings.push(otherAspect(request.aspect, aspect));
  if (request.seed !== null) warnings.push(NO_SEED);
  const quality = request.preset === "draft" ? ("low" as const) : ("high" as const);
  const fields: ImageFields = {
    model: modelId,
    prompt: promptWithExclusions(request),
    n: 1,
    size: `${size.width}x${size.height}`,
    quality,
    output_format: "png",
    ...(request.transparent && capabilities.supports_transparency ? { background: "transparent" } : {}),
  };
  return { fields, size, quality, warnings };
}

/** Cost by the usage in an answer; null when it is not there. Input that is not told apart is priced as pictures. */
function costOf(price: ImagePrice | undefined, received: Record<string, unknown>): MicroUsd | null {
  const usage = ImageUsage.safeParse(received).data;
  if (usage === undefined) return null;
  const textIn = Math.min(usage.input_tokens, usage.input_tokens_details?.text_tokens ?? 0);
  return costOfTokens(price, {
    textIn,
    imageIn: usage.input_tokens - textIn,
    imageOut: usage.output_tokens,
    textOut: 0,
  });
}
