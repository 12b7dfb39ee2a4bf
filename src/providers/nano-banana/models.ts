import type { Aspect } from "../../domain/picture.ts";
import type { TokenPrice } from "../../domain/prices.ts";
import type { ImageCapabilities } from "../../ports/models.ts";
import type { PriceData } from "../image-price.ts";
import type { InputLimits } from "../input-pictures.ts";

const TEN_RATIOS: readonly Aspect[] = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];
const EXTREME_RATIOS: readonly Aspect[] = ["1:4", "4:1", "1:8", "8:1"];

const SHARED = {
  supports_seed: false,
  supports_negative_prompt: false,
  supports_style_presets: false,
  supports_edit: true,
  supports_mask: false,
  supports_transparency: false,
  max_reference_images: 14,
  max_prompt_length: 32_000,
} as const;

/** A request with pictures inside may have 20 MB in all, as base64 (Google's file API guide, 2026-10). */
export const INPUT_LIMITS: InputLimits = { pictureBytes: 7_000_000, totalBytes: 14_000_000 };

/** What a model takes (Google's image guide, 2026-10; the table of 2026-11 for 2.1). */
export function capabilitiesOf(modelId: string): ImageCapabilities {
  if (modelId.includes("-lite")) return { ...SHARED, supported_aspect_ratios: TEN_RATIOS, supported_sizes: ["1K"] };
  const sizes = ["1K", "2K", "4K"];
  if (modelId.includes("-pro")) return { ...SHARED, supported_aspect_ratios: TEN_RATIOS, supported_sizes: sizes };
  return { ...SHARED, supported_aspect_ratios: [...TEN_RATIOS, ...EXTREME_RATIOS], supported_sizes: sizes };
}

/** By public arenas and our own looks (2026-11), 0–100. */
export function qualityRankOf(modelId: string): number {
  if (modelId.includes("-pro")) return 90;
  return modelId.includes("-lite") ? 65 : 82;
}

/** Most tokens of a picture by size; an input picture takes up to 1,120. */
const TOKENS = { picture_tokens: { "1K": 1_120, "2K": 1_680, "4K": 2_520 }, input_picture_tokens: 1_120 };
const FLASH: TokenPrice = {
  text_in_usd_per_mtok: 0.5,
  image_in_usd_per_mtok: 0.5,
  image_out_usd_per_mtok: 30,
  text_out_usd_per_mtok: 3,
  ...TOKENS,
};

/**
 * Prices on 2026-11-21: $30 per million tokens of pictures, about $.034 at 1K; Pro $120, about $.134 (third-party). Input and
 * words by OpenRouter's public listing of 2026-08-01.
 */
export const PRICES: PriceData = {
  date: "2026-11-21",
  source: "ai.google.dev/gemini-api/docs/pricing",
  models: {
    "gemini-nano-banana-2.1": FLASH,
    "gemini-3.1-flash-lite-image": { ...FLASH, text_in_usd_per_mtok: 0.25, image_in_usd_per_mtok: 0.25 },
    "gemini-3-pro-image": {
      text_in_usd_per_mtok: 2,
      image_in_usd_per_mtok: 2,
      image_out_usd_per_mtok: 120,
      text_out_usd_per_mtok: 12,
      ...TOKENS,
    },
  },
};
