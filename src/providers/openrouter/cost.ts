import type OpenAI from "openai";
import { z } from "zod";
import { type MicroUsd, microsFromUsd } from "../../domain/money.ts";
import { textTokensAtMost } from "../text-tokens.ts";
import { LONGEST_PRICED_PROMPT, type TextPrice } from "./prices.ts";
import { promptText } from "./request.ts";

/**
 * Most tokens of one picture of up to 1536 px a side, over the vendors (2026-11): GPT 1,536 patches × 1.72 = 2,642,
 * Claude 1,600, Grok 1,792, Gemini 1,120.
 */
const IMAGE_TOKENS = 2_700;
/** Roles, separators and what a vendor puts before the prompt (tokens). */
const FRAME_TOKENS = 300;
const PER_TOKEN = 1e-6;

const Usage = z.object({
  prompt_tokens: z.number().nonnegative(),
  completion_tokens: z.number().nonnegative(),
});
/** OpenRouter's own figure; with one's own vendor key it is the fee only, and the vendor's part stands beside it. */
const StatedCost = z.object({
  cost: z.number().nonnegative(),
  is_byok: z.boolean().nullish(),
  cost_details: z.object({ upstream_inference_cost: z.number().nonnegative().nullish() }).nullish(),
});

/** Upper bound of a call's cost: `max_tokens` answered, and the prompt as long as it can be. Null when not known. */
export function quoteOf(
  price: TextPrice | undefined,
  body: OpenAI.ChatCompletionCreateParamsNonStreaming,
  images: number,
): MicroUsd | null {
  if (price === undefined) return null;
  const input = textTokensAtMost(promptText(body)) + images * IMAGE_TOKENS + FRAME_TOKENS;
  if (input > LONGEST_PRICED_PROMPT && price.inUsd + price.outUsd > 0) return null;
  return microsFromUsd((input * price.inUsd + (body.max_tokens ?? 0) * price.outUsd) * PER_TOKEN);
}

/** What an answer cost: as stated, else tokens × price; null when neither is known. */
export function costOf(price: TextPrice | undefined, usage: unknown): MicroUsd | null {
  const stated = StatedCost.safeParse(usage).data;
  if (stated !== undefined) {
    const upstream = stated.is_byok ? (stated.cost_details?.upstream_inference_cost ?? 0) : 0;
    return microsFromUsd(stated.cost + upstream);
  }
  const tokens = Usage.safeParse(usage).data;
  if (tokens === undefined || price === undefined) return null;
  return microsFromUsd((tokens.prompt_tokens * price.inUsd + tokens.completion_tokens * price.outUsd) * PER_TOKEN);
}
