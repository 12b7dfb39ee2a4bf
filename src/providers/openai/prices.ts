/** Price of a family of models, in USD per million tokens, with the most tokens that one picture takes. */
export interface TokenPrice {
  readonly models: RegExp;
  readonly textInUsd: number;
  readonly imageInUsd: number;
  readonly imageOutUsd: number;
  /** Output tokens of one picture of up to 1024×1024; larger ones are taken to grow with the area. */
  readonly outputTokens: { readonly low: number; readonly high: number };
}

/**
 * Prices on 2026-11-01, third-party where OpenAI's own page was not at hand: correct them here.
 * - 2 and later: $5 / $8 / $30 per million; OpenAI's examples for gpt-image-2 are $.006 low and $.211 high at 1024²
 *   (200 and 7,034 tokens), less for 1536×1024. 2.5 and 2.6 are taken to need as many.
 * - 1.5: 272 and 4,160 tokens at 1024² ($.009 and $.133).
 * - mini: $.005 and $.036 a picture at 1024², $.006 and $.052 else; written as tokens at $8.
 */
const PRICES = {
  date: "2026-11-01",
  source: "developers.openai.com/api/docs/pricing and model pages",
  models: [
    {
      models: /^gpt-image-(2|2\.[56]-(sunburst|flare))(-\d{4}-\d{2}-\d{2})?$/,
      textInUsd: 5,
      imageInUsd: 8,
      imageOutUsd: 30,
      outputTokens: { low: 200, high: 7_034 },
    },
    {
      models: /^gpt-image-1\.5(-\d{4}-\d{2}-\d{2})?$/,
      textInUsd: 5,
      imageInUsd: 8,
      imageOutUsd: 32,
      outputTokens: { low: 272, high: 4_160 },
    },
    {
      models: /^gpt-image-1-mini(-\d{4}-\d{2}-\d{2})?$/,
      textInUsd: 2,
      imageInUsd: 2.5,
      imageOutUsd: 8,
      outputTokens: { low: 625, high: 4_500 },
    },
  ] satisfies TokenPrice[],
} as const;

/** Price of a model, or undefined when it is not known: then it is not called. */
export function priceOf(modelId: string): TokenPrice | undefined {
  return PRICES.models.find((price) => price.models.test(modelId));
}
