import type { PriceBook } from "../../domain/prices.ts";

/** USD per million tokens. */
export interface TextPrice {
  readonly inUsd: number;
  readonly outUsd: number;
}

/**
 * Prices of models there that see pictures and keep to a schema, from OpenRouter's public listing (GET /models) of
 * 2026-08-01. Some cost more from 128,000 prompt tokens on ({@link LONGEST_PRICED_PROMPT}).
 */
const PRICES: { date: string; source: string; models: Readonly<Record<string, TextPrice>> } = {
  date: "2026-08-01",
  source: "https://openrouter.ai/api/v1/models",
  models: {
    "x-ai/grok-4.3": { inUsd: 1.25, outUsd: 2.5 },
    "x-ai/grok-4.20": { inUsd: 1.25, outUsd: 2.5 },
    "x-ai/grok-4.5": { inUsd: 2, outUsd: 6 },
    "openai/gpt-5.6-luna": { inUsd: 0.1, outUsd: 0.6 },
    "openai/gpt-5.6-terra": { inUsd: 1, outUsd: 6 },
    "openai/gpt-5.6-sol": { inUsd: 5, outUsd: 30 },
    "openai/gpt-5.4-mini": { inUsd: 0.75, outUsd: 4.5 },
    "openai/gpt-4.1-mini": { inUsd: 0.4, outUsd: 1.6 },
    "google/gemini-3.6-flash": { inUsd: 1.5, outUsd: 7.5 },
    "google/gemini-3.5-flash-lite": { inUsd: 0.3, outUsd: 2.5 },
    "google/gemini-3.1-pro-preview": { inUsd: 2, outUsd: 12 },
    "google/gemini-2.5-flash": { inUsd: 0.3, outUsd: 2.5 },
    "anthropic/claude-opus-5": { inUsd: 5, outUsd: 25 },
    "anthropic/claude-sonnet-5": { inUsd: 2, outUsd: 10 },
    "anthropic/claude-haiku-4.5": { inUsd: 1, outUsd: 5 },
    "mistralai/mistral-medium-3-5": { inUsd: 1.5, outUsd: 7.5 },
    "moonshotai/kimi-k2.6": { inUsd: 0.6, outUsd: 3.41 },
    "qwen/qwen3.7-plus": { inUsd: 0.32, outUsd: 1.28 },
    "qwen/qwen3-vl-235b-a22b-instruct": { inUsd: 0.21, outUsd: 1.9 },
    "google/gemma-4-31b-it": { inUsd: 0.1, outUsd: 0.34 },
  },
};

/** Longest prompt (tokens) that these prices hold for, with every model; nothing of ours comes near. */
export const LONGEST_PRICED_PROMPT = 128_000;

/** The price that the operator's variables set, else the operator's file, else the price data; undefined when none has it. */
export function priceOf(
  modelId: string,
  own: { inUsd?: number; outUsd?: number },
  book?: PriceBook,
): TextPrice | undefined {
  const { inUsd, outUsd } = own;
  if (inUsd !== undefined && outUsd !== undefined) return { inUsd, outUsd };
  const corrected = Object.hasOwn(book?.text ?? {}, modelId) ? book?.text[modelId] : undefined;
  if (corrected) return { inUsd: corrected.in_usd_per_mtok, outUsd: corrected.out_usd_per_mtok };
  return Object.hasOwn(PRICES.models, modelId) ? PRICES.models[modelId] : undefined;
}
