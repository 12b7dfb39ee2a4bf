import { randomUUID } from "node:crypto";
import { SfumatoError } from "../../domain/errors.ts";
import { emptyBlocks } from "../../domain/prompt-blocks.ts";
import type { TextModel } from "../../ports/models.ts";
import { unusablePicture } from "../answer-picture.ts";
import { authorization, httpCall, postJson } from "../http.ts";
import { imagePriceOf, quoteImage } from "../image-price.ts";
import { dataUrl } from "../input-pictures.ts";
import { resultOf } from "./answer.ts";
import type { RunwareOptions } from "./image-model.ts";
import { PRICES } from "./models.ts";
import { captionTask } from "./tasks.ts";

const PROVIDER = "runware";

/**
 * Runware's task `caption` as a text model that answers `describe` alone: one or two sentences, in English.
 * `ask` throws SfumatoError as an image model does.
 */
export function createRunwareCaptions(options: RunwareOptions): TextModel {
  const { apiKey, baseUrl, modelId } = options;
  const price = imagePriceOf(options, PROVIDER, modelId, PRICES);
  return {
    provider: PROVIDER,
    modelId: "caption",
    simulated: false,
    quote: () => quoteImage(price, { variant: "caption", prompt: "", inputs: 0 }),
    async ask({ images, schema }, how) {
      const [shown] = images;
      if (!shown) throw new SfumatoError("E_INPUT_UNSUPPORTED", "There is no picture to describe.", { spent: "no" });
      const call = httpCall(options, PROVIDER, apiKey, how);
      const task = captionTask(dataUrl(shown.image), randomUUID());
      const received = await postJson(call, baseUrl, authorization(apiKey), [task]);
      const { result, bill } = resultOf(call, received, task.taskUUID);
      const text = result.text?.trim();
      if (!text) throw unusablePicture(PROVIDER, "there are no words in it", bill);
      const value = schema.parse({ description: text, blocks: { ...emptyBlocks(), subject: text } });
      return { value, costMicros: bill.costMicros, usage: bill.usage };
    },
  };
}
