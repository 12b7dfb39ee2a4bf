import { z } from "zod";
import { nearestAspect, ratioOf } from "../../domain/picture.ts";
import type { CallOptions, ImageAnswer, ImageModel, ImageRequest } from "../../ports/models.ts";
import { type Bill, decodePicture, unusablePicture } from "../answer-picture.ts";
import { authorization, type HttpCall, httpCall, postJson } from "../http.ts";
import { imagePriceOf, quoteImage } from "../image-price.ts";
import { checkPrompt, NO_SEED, otherAspect, promptWithExclusions } from "../image-prompt.ts";
import { dataUrl, type InputLimits, inputCount, inputsOf } from "../input-pictures.ts";
import type { ProviderDeps } from "../provider.ts";
import { errorInside, Failure } from "./answer.ts";
import { costOf } from "./cost.ts";
import { capabilitiesOf, ImageFacts, NOTHING_KNOWN, valuesOf } from "./image-facts.ts";
import { quoteFacts } from "./image-quote.ts";

const PROVIDER = "openrouter";
/** OpenRouter publishes no size; 413 is documented, so pictures stay well below what it takes for chats. */
const INPUT_LIMITS: InputLimits = { pictureBytes: 20_000_000, totalBytes: 40_000_000 };
/** How each family of models wants to be spoken to; the route itself has no style of its own. */
const GUIDES: readonly (readonly [prefix: string, guide: string])[] = [
  ["openai/", "openai"],
  ["google/", "nano-banana"],
  ["x-ai/", "grok"],
  ["black-forest-labs/", "flux"],
];
const NO_DATA = { date: "", source: "", models: {} };

const ImagesAnswer = z.looseObject({
  data: z.array(z.looseObject({ b64_json: z.string().nullish() })).nullish(),
  usage: z.record(z.string(), z.unknown()).nullish().catch(null),
  error: Failure.nullish(),
});

export interface OpenRouterImageOptions extends ProviderDeps {
  readonly apiKey: string | undefined;
  readonly baseUrl: string;
  readonly modelId: string;
}

/** Pictures by OpenRouter's route `/images`; what a model takes and costs is what OpenRouter lists. */
export function createOpenRouterImageModel(options: OpenRouterImageOptions): ImageModel {
  const { modelId, apiKey, baseUrl } = options;
  const ownPrice = imagePriceOf(options, PROVIDER, modelId, NO_DATA);
  const facts = () => {
    const listed = options.listed?.(PROVIDER)?.find(({ id }) => id === modelId);
    return ImageFacts.safeParse(listed?.facts).data ?? NOTHING_KNOWN;
  };

  async function generate(request: ImageRequest, how: CallOptions): Promise<ImageAnswer> {
    const known = facts();
    const { body, warnings } = planOf(modelId, known, request);
    const capabilities = capabilitiesOf(known);
    const inputs = inputsOf(PROVIDER, request, capabilities, INPUT_LIMITS);
    checkPrompt(PROVIDER, body.prompt, capabilities);
    const call = httpCall(options, PROVIDER, apiKey, how);
    const references = inputs.images.map((image) => ({ type: "image_url", image_url: { url: dataUrl(image) } }));
    const whole = { ...body, ...(references.length > 0 ? { input_references: references } : {}) };
    const received = await postJson(call, `${baseUrl}/images`, authorization(apiKey), whole);
    const { base64, bill } = readAnswer(call, received);
    const image = decodePicture(PROVIDER, base64, bill, body.background === "transparent");
    return { image, warnings: [...inputs.warnings, ...warnings], ...bill };
  }

  return {
    provider: PROVIDER,
    modelId,
    guide: GUIDES.find(([prefix]) => modelId.startsWith(prefix))?.[1] ?? "openrouter",
    simulated: false,
    qualityRank: 58,
    get capabilities() {
      return capabilitiesOf(facts());
    },
    quote(request) {
      const known = facts();
      const { body } = planOf(modelId, known, request);
      const { prompt, resolution = "", quality = "" } = body;
      const variant = [quality, resolution].filter(Boolean).join("/");
      if (ownPrice !== undefined) return quoteImage(ownPrice, { variant, prompt, inputs: inputCount(request) });
      return quoteFacts(known, { prompt, resolution, quality, images: request.images ?? [] });
    },
    generate,
  };
}

interface Body {
  readonly model: string;
  readonly prompt: string;
  readonly n: 1;
  readonly aspect_ratio?: string;
  readonly resolution?: string;
  readonly quality?: string;
  readonly seed?: number;
  readonly background?: "transparent";
  readonly output_format?: string;
}

/** What is sent for a request beside its pictures: only parameters that the model is listed with. */
function planOf(modelId: string, facts: ImageFacts, request: ImageRequest): { body: Body; warnings: string[] } {
  const warnings: string[] = [];
  const { supported_aspect_ratios, supports_seed, supports_transparency } = capabilitiesOf(facts);
  const aspect = nearestAspect(request.aspect, supported_aspect_ratios);
  if (ratioOf(aspect) !== ratioOf(request.aspect)) warnings.push(otherAspect(request.aspect, aspect));
  if (request.seed !== null && !supports_seed) warnings.push(NO_SEED);
  const draft = request.preset === "draft";
  const resolution = firstOf(valuesOf(facts, "resolution"), draft ? ["512", "1K"] : ["1K", "2K"]);
  const quality = firstOf(valuesOf(facts, "quality"), draft ? ["low", "medium"] : ["high", "medium"]);
  const format = firstOf(valuesOf(facts, "output_format"), ["png", "webp"]);
  const transparent = request.transparent && supports_transparency;
  const body: Body = {
    model: modelId,
    prompt: promptWithExclusions(request),
    n: 1,
    ...(valuesOf(facts, "aspect_ratio").includes(aspect) ? { aspect_ratio: aspect } : {}),
    ...(resolution === undefined ? {} : { resolution }),
    ...(quality === undefined ? {} : { quality }),
    ...(request.seed !== null && supports_seed ? { seed: request.seed } : {}),
    ...(transparent ? { background: "transparent" as const } : {}),
    ...(format === undefined ? {} : { output_format: format }),
  };
  return { body, warnings };
}

/** The first wish that is among the values, else the first value. */
function firstOf(values: readonly string[], wishes: readonly string[]): string | undefined {
  return wishes.find((wish) => values.includes(wish)) ?? values[0];
}

function readAnswer(call: HttpCall, received: unknown): { base64: string; bill: Bill } {
  const answer = ImagesAnswer.safeParse(received).data;
  const usage = answer?.usage ?? {};
  const bill: Bill = { usage, costMicros: costOf(undefined, usage) };
  if (answer?.error) throw errorInside(call, answer.error, { costMicros: bill.costMicros, spent: spentInside(bill) });
  const base64 = answer?.data?.[0]?.b64_json;
  if (base64) return { base64, bill };
  throw unusablePicture(PROVIDER, "there is no picture in it", bill);
}

function spentInside({ costMicros }: Bill) {
  if (costMicros === null) return "unknown";
  return costMicros > 0 ? "yes" : "no";
}
