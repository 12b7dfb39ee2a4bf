import { nearestAspect, ratioOf } from "../../domain/picture.ts";
import type { CallOptions, ImageAnswer, ImageData, ImageModel, ImageRequest } from "../../ports/models.ts";
import { decodePicture } from "../answer-picture.ts";
import { downloadPicture } from "../download.ts";
import { authorization, httpCall, postJson } from "../http.ts";
import { imagePriceOf, quoteImage } from "../image-price.ts";
import { checkPrompt, NO_SEED, otherAspect, promptWithExclusions } from "../image-prompt.ts";
import { dataUrl, inputCount, inputsOf } from "../input-pictures.ts";
import type { ProviderDeps } from "../provider.ts";
import { billOf, pictureOf } from "./answer.ts";
import { capabilitiesOf, INPUT_LIMITS, isSecond, PRICES, qualityRankOf } from "./models.ts";

const PROVIDER = "grok";
/** Where xAI keeps pictures, when it answers with an address although bytes were asked for. */
const HOSTS = [".x.ai"];

export interface GrokOptions extends ProviderDeps {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly modelId: string;
}

/** Pictures by xAI's Grok Imagine. */
export function createGrokImageModel(options: GrokOptions): ImageModel {
  const { modelId, apiKey, baseUrl } = options;
  const capabilities = capabilitiesOf(modelId);
  const price = imagePriceOf(options, PROVIDER, modelId, PRICES);

  async function generate(request: ImageRequest, how: CallOptions): Promise<ImageAnswer> {
    const { body, warnings } = planOf(modelId, request);
    const inputs = inputsOf(PROVIDER, request, capabilities, INPUT_LIMITS);
    checkPrompt(PROVIDER, body.prompt, capabilities);
    const call = httpCall(options, PROVIDER, apiKey, how);
    const deadline = performance.now() + call.timeoutMs;
    const route = inputs.task === "edit" ? "edits" : "generations";
    const whole = { ...body, ...inputFields(inputs.task === "edit" ? inputs.images : []) };
    const received = await postJson(call, `${baseUrl}/images/${route}`, authorization(apiKey), whole);
    const bill = billOf(received);
    const { base64, url = "" } = pictureOf(call, received, bill);
    const rest = { ...call, timeoutMs: Math.max(1, deadline - performance.now()) };
    const image =
      base64 === undefined
        ? await downloadPicture(rest, { address: url, hosts: HOSTS, baseUrl }, bill)
        : decodePicture(PROVIDER, base64, bill);
    return { image, warnings: [...inputs.warnings, ...warnings], ...bill };
  }

  return {
    provider: PROVIDER,
    modelId,
    guide: "grok",
    simulated: false,
    qualityRank: qualityRankOf(modelId),
    capabilities,
    quote(request) {
      const { body, variant } = planOf(modelId, request);
      return quoteImage(price, { variant, prompt: body.prompt, inputs: inputCount(request) });
    },
    generate,
  };
}

/** What is sent for a request beside its pictures; quote and call are made from the same plan. */
function planOf(modelId: string, request: ImageRequest) {
  const warnings: string[] = [];
  const aspect = nearestAspect(request.aspect, capabilitiesOf(modelId).supported_aspect_ratios);
  if (ratioOf(aspect) !== ratioOf(request.aspect)) warnings.push(otherAspect(request.aspect, aspect));
  if (request.seed !== null) warnings.push(NO_SEED);
  const quality = request.preset === "draft" ? "low" : "medium";
  const resolution = "1k";
  const body = {
    model: modelId,
    prompt: promptWithExclusions(request),
    n: 1,
    response_format: "b64_json",
    aspect_ratio: aspect,
    resolution,
    ...(isSecond(modelId) ? { quality } : {}),
  };
  return { body, warnings, variant: `${quality}/${resolution}` };
}

function inputFields(images: readonly ImageData[]) {
  const refs = images.map((image) => ({ url: dataUrl(image), type: "image_url" }));
  if (refs.length === 0) return {};
  return refs.length === 1 ? { image: refs[0] } : { images: refs };
}
