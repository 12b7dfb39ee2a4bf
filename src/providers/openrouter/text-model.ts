import { randomBytes } from "node:crypto";
import type { CallOptions, TextAnswer, TextModel, TextRequest } from "../../ports/models.ts";
import { httpCall, sendOnce } from "../http.ts";
import { createOpenAiClient } from "../openai-client.ts";
import type { ProviderDeps } from "../provider.ts";
import { type Bill, parseAnswer, textOf, usageOf } from "./answer.ts";
import { costOf, quoteOf } from "./cost.ts";
import type { TextPrice } from "./prices.ts";
import { requestBody } from "./request.ts";

const PROVIDER = "openrouter";
/** Digits are the characters that take the most tokens, and a quote must not hang on chance. */
const COSTLIEST_NONCE = "0".repeat(16);

export interface TextModelOptions extends ProviderDeps {
  readonly apiKey: string | undefined;
  readonly baseUrl: string;
  readonly modelId: string;
  readonly supports_segmentation?: boolean;
  /** Unset: not known, and then nothing is called. */
  readonly price: TextPrice | undefined;
}

/** Words and looks by any server with `/chat/completions`, structured output and vision. */
export function createOpenRouterTextModel(options: TextModelOptions): TextModel {
  const { modelId, apiKey, price } = options;

  async function ask<T>(request: TextRequest<T>, how: CallOptions): Promise<TextAnswer<T>> {
    const call = httpCall(options, PROVIDER, apiKey, how);
    const body = requestBody(modelId, request, randomBytes(8).toString("hex"));
    const received: unknown = await sendOnce(call, (fetch) =>
      createOpenAiClient({ ...options, fetch }).chat.completions.create(body),
    );
    const usage = usageOf(received);
    const bill = billOf(price, usage);
    const value = parseAnswer(call, textOf(call, received, bill), request.schema, bill);
    return { value, costMicros: bill.costMicros, usage };
  }

  return {
    provider: PROVIDER,
    modelId,
    simulated: false,
    supports_segmentation: options.supports_segmentation ?? false,
    quote(request) {
      const body = requestBody(modelId, { ...request, images: [] }, COSTLIEST_NONCE);
      return quoteOf(price, body, request.images.length);
    },
    ask,
  };
}

function billOf(price: TextPrice | undefined, usage: Record<string, unknown>): Bill {
  const costMicros = costOf(price, usage);
  if (costMicros !== null) return { costMicros, spent: costMicros > 0 ? "yes" : "no" };
  return { costMicros, spent: Object.keys(usage).length > 0 ? "yes" : "unknown" };
}
