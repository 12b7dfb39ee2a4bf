import { randomUUID } from "node:crypto";
import type { MicroUsd } from "../../domain/money.ts";
import type { CallOptions, ImageData } from "../../ports/models.ts";
import { unusablePicture } from "../answer-picture.ts";
import { authorization, httpCall, postJson } from "../http.ts";
import { imagePriceOf, quoteImage } from "../image-price.ts";
import { dataUrl } from "../input-pictures.ts";
import { resultOf } from "./answer.ts";
import type { RunwareOptions } from "./image-model.ts";
import { PRICES } from "./models.ts";
import { captionTask } from "./tasks.ts";

/** Says in words what a picture shows. */
export interface Describer {
  /** Upper bound of one call, micro-USD; null when no price is known. */
  quote(): MicroUsd | null;
  /** @throws SfumatoError as an image model does. */
  describe(image: ImageData, options: CallOptions): Promise<{ text: string; costMicros: MicroUsd | null }>;
}

/** Runware's task `caption`. */
export function createRunwareDescriber(options: RunwareOptions): Describer {
  const { apiKey, baseUrl, modelId } = options;
  const price = imagePriceOf(options, "runware", modelId, PRICES);
  return {
    quote: () => quoteImage(price, { variant: "caption", prompt: "", inputs: 0 }),
    async describe(image, how) {
      const call = httpCall(options, "runware", apiKey, how);
      const task = captionTask(dataUrl(image), randomUUID());
      const received = await postJson(call, baseUrl, authorization(apiKey), [task]);
      const { result, bill } = resultOf(call, received, task.taskUUID);
      const text = result.text?.trim();
      if (!text) throw unusablePicture("runware", "there are no words in it", bill);
      return { text, costMicros: bill.costMicros };
    },
  };
}
