import { type MicroUsd, microsFromUsd } from "../../domain/money.ts";
import { nearestAspect, ratioOf } from "../../domain/picture.ts";
import type { CallOptions, ImageAnswer, ImageData, ImageModel, ImageRequest } from "../../ports/models.ts";
import { decodePicture, unusablePicture } from "../answer-picture.ts";
import { downloadPicture } from "../download.ts";
import { authorization, type HttpCall, httpCall } from "../http.ts";
import { checkPrompt, NO_SEED, otherAspect, promptWithExclusions } from "../image-prompt.ts";
import { inputsOf } from "../input-pictures.ts";
import {
  type GeneratedPicture,
  type ImageFields,
  type ImageServer,
  postEdit,
  postGeneration,
} from "../openai-images.ts";
import type { ProviderDeps } from "../provider.ts";
import { fitsRatio, smallestSize } from "../sizes.ts";
import { CAPABILITIES, INPUT_LIMITS, PIXELS, SIZES } from "./sizes.ts";

const PROVIDER = "compatible";

export interface CompatibleOptions extends ImageServer, ProviderDeps {
  readonly modelId: string;
  /** Price of a picture; unset means unknown, and then nothing is called. */
  readonly priceUsd: number | undefined;
}

/** Pictures by any server with OpenAI's routes. */
export function createCompatibleImageModel(options: CompatibleOptions): ImageModel {
  const { modelId, apiKey, priceUsd } = options;
  const price: MicroUsd | null = priceUsd === undefined ? null : microsFromUsd(priceUsd);

  async function generate(request: ImageRequest, how: CallOptions): Promise<ImageAnswer> {
    const { fields, warnings } = planOf(modelId, request);
    const inputs = inputsOf(PROVIDER, request, CAPABILITIES, INPUT_LIMITS);
    checkPrompt(PROVIDER, String(fields.prompt), CAPABILITIES);
    const call = httpCall(options, PROVIDER, apiKey, how);
    const deadline = performance.now() + call.timeoutMs;
    const generated =
      inputs.task === "edit"
        ? await postEdit(options, call, fields, inputs)
        : await postGeneration(options, call, fields);
    const rest = { ...call, timeoutMs: Math.max(1, deadline - performance.now()) };
    return {
      image: await pictureOf(options, rest, generated, price),
      warnings: [...inputs.warnings, ...warnings],
      costMicros: price,
      usage: generated.usage,
    };
  }

  return {
    provider: PROVIDER,
    modelId,
    guide: isGptImage(modelId) ? "openai" : "flux",
    simulated: false,
    qualityRank: 50,
    capabilities: CAPABILITIES,
    quote: () => price,
    generate,
  };
}

async function pictureOf(
  options: CompatibleOptions,
  call: HttpCall,
  { base64, url, usage }: GeneratedPicture,
  costMicros: MicroUsd | null,
): Promise<ImageData> {
  const bill = { usage, costMicros };
  if (base64 !== undefined) return decodePicture(PROVIDER, base64, bill);
  if (url?.startsWith("data:")) return decodePicture(PROVIDER, url, bill);
  if (url !== undefined) {
    // From the server itself: an address elsewhere could point into our own network, and such servers list no hosts.
    const { baseUrl, apiKey } = options;
    return downloadPicture(call, { address: url, hosts: [], baseUrl, headers: authorization(apiKey) }, bill);
  }
  throw unusablePicture(PROVIDER, "there is no picture in it", bill);
}

/** A proxy to OpenAI refuses the key that asks other servers for bytes instead of an address. */
function isGptImage(modelId: string): boolean {
  return modelId.includes("gpt-image");
}

function planOf(modelId: string, request: ImageRequest) {
  const warnings: string[] = [];
  const fits = fitsRatio(request.aspect, SIZES);
  const aspect = fits ? request.aspect : nearestAspect(request.aspect, CAPABILITIES.supported_aspect_ratios);
  if (ratioOf(aspect) !== ratioOf(request.aspect)) warnings.push(otherAspect(request.aspect, aspect));
  if (request.seed !== null) warnings.push(NO_SEED);
  const rules = isGptImage(modelId) ? { ...SIZES, minPixels: 1024 * 1024 } : SIZES;
  const { width, height } = smallestSize(aspect, PIXELS[request.preset], rules);
  const fields: ImageFields = {
    model: modelId,
    prompt: promptWithExclusions(request),
    n: 1,
    size: `${width}x${height}`,
    quality: request.preset === "draft" ? "low" : "high",
    ...(isGptImage(modelId) ? {} : { response_format: "b64_json" }),
  };
  return { fields, warnings };
}
