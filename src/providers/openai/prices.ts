import type { TokenPrice } from "../../domain/prices.ts";
import type { PriceData } from "../image-price.ts";

const SECOND_GENERATION: TokenPrice = {
  text_in_usd_per_mtok: 5,
  image_in_usd_per_mtok: 8,
  image_out_usd_per_mtok: 30,
  picture_tokens: { low: 200, high: 7_034 },
  input_picture_tokens: 5_200,
};

/**
 * Prices on 2026-11-01; tokens of a picture are those of up to 1024×1024, larger ones are taken to grow with the area.
 * - 2 and later: $5 / $8 / $30 per million; OpenAI's examples for gpt-image-2 are $.006 low and $.211 high at 1024²
 *   (200 and 7,034 tokens), less for 1536×1024. 2.5 and 2.6 are taken to need as many (third-party).
 * - 1.5: 272 and 4,160 tokens at 1024² ($.009 and $.133).
 * - mini: $.005 and $.036 a picture at 1024², $.006 and $.052 else; written as tokens at $8.
 * - Input pictures: 65 tokens and 129 for each tile of 512 px at low fidelity; 2 and later look at them closely
 *   (4,160 tokens more for a square one, third-party).
 */
export const PRICES: PriceData = {
  date: "2026-11-01",
  source: "developers.openai.com/api/docs/pricing and model pages",
  models: {
    "gpt-image-2": SECOND_GENERATION,
    "gpt-image-2.5-sunburst": SECOND_GENERATION,
    "gpt-image-2.5-flare": SECOND_GENERATION,
    "gpt-image-2.6-sunburst": SECOND_GENERATION,
    "gpt-image-2.6-flare": SECOND_GENERATION,
    "gpt-image-1.5": {
      text_in_usd_per_mtok: 5,
      image_in_usd_per_mtok: 8,
      image_out_usd_per_mtok: 32,
      picture_tokens: { low: 272, high: 4_160 },
      input_picture_tokens: 1_500,
    },
    "gpt-image-1-mini": {
      text_in_usd_per_mtok: 2,
      image_in_usd_per_mtok: 2.5,
      image_out_usd_per_mtok: 8,
      picture_tokens: { low: 625, high: 4_500 },
      input_picture_tokens: 1_500,
    },
  },
};
