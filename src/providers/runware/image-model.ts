import { randomUUID } from "node:crypto";
import type { CallOptions, ImageAnswer, ImageData, ImageModel, ImageRequest } from "../../ports/models.ts";
import { decodePicture } from "../answer-picture.ts";
import { downloadPicture } from "../download.ts";
import { authorization, type HttpCall, httpCall, postJson } from "../http.ts";
import { imagePriceOf, quoteImage } from "../image-price.ts";
import { checkPrompt } from "../image-prompt.ts";
import { inputsOf } from "../input-pictures.ts";
import type { ProviderDeps } from "../provider.ts";
import { pictureOf, resultOf, type TaskAnswer } from "./answer.ts";
import { CAPABILITIES, INPUT_LIMITS, PRICES, variantOf } from "./models.ts";
import { sizeOf, taskFor } from "./tasks.ts";

const PROVIDER = "runware";
/** Where Runware keeps pictures, when it answers with an address although bytes were asked for. */
const HOSTS = [".runware.ai"];
const PRICED_PIXELS = 1024 * 1024;

export interface RunwareOptions extends ProviderDeps {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly modelId: string;
}

/** Pictures by diffusion models at Runware. */
export function createRunwareImageModel(options: RunwareOptions): ImageModel {
  const { modelId, apiKey, baseUrl } = options;
  const price = imagePriceOf(options, PROVIDER, modelId, PRICES);

  async function generate(request: ImageRequest, how: CallOptions): Promise<ImageAnswer> {
    const inputs = inputsOf(PROVIDER, request, CAPABILITIES, INPUT_LIMITS);
    const { warnings } = sizeOf(request, inputs.task);
    if (needsPrompt(inputs.task)) checkPrompt(PROVIDER, request.prompt, CAPABILITIES);
    const task = taskFor(modelId, request, inputs, randomUUID());
    const call = httpCall(options, PROVIDER, apiKey, how);
    const deadline = performance.now() + call.timeoutMs;
    const received = await postJson(call, baseUrl, authorization(apiKey), [task]);
    const answer = resultOf(call, received, task.taskUUID);
    const rest = { ...call, timeoutMs: Math.max(1, deadline - performance.now()) };
    const image = await imageOf(rest, answer, baseUrl, inputs.task === "remove_background");
    return { image, warnings: [...inputs.warnings, ...(needsPrompt(inputs.task) ? warnings : [])], ...answer.bill };
  }

  return {
    provider: PROVIDER,
    modelId,
    guide: "runware",
    simulated: false,
    qualityRank: 55,
    capabilities: CAPABILITIES,
    quote(request) {
      const task = request.task ?? (request.images?.length ? "edit" : "generate");
      const { width, height } = sizeOf(request, task).size;
      const area = needsPrompt(task) ? (width * height) / PRICED_PIXELS : 1;
      return quoteImage(price, { variant: variantOf(task), area, prompt: "", inputs: 0 });
    },
    generate,
  };
}

/** Upscaling and taking a background away follow no words. */
function needsPrompt(task: string): boolean {
  return task !== "upscale" && task !== "remove_background";
}

async function imageOf(call: HttpCall, answer: TaskAnswer, baseUrl: string, transparent: boolean): Promise<ImageData> {
  const { base64, url = "" } = pictureOf(call, answer);
  if (base64 !== undefined) return decodePicture(PROVIDER, base64, answer.bill, transparent);
  return downloadPicture(call, { address: url, hosts: HOSTS, baseUrl, transparent }, answer.bill);
}
