import type { Aspect } from "../../domain/picture.ts";
import type { ImageCapabilities } from "../../ports/models.ts";
import type { PriceData } from "../image-price.ts";
import type { InputLimits } from "../input-pictures.ts";

const RATIOS: readonly Aspect[] = [
  ...["1:1", "3:4", "4:3", "9:16", "16:9", "2:3", "3:2", "9:19.5", "19.5:9"],
  ...["9:20", "20:9", "1:2", "2:1"],
];

const SHARED = {
  supported_sizes: ["1k", "2k"],
  supports_seed: false,
  supports_negative_prompt: false,
  supports_style_presets: false,
  supports_edit: true,
  supports_mask: false,
  supports_transparency: false,
  // xAI publishes no limit; this is well below what its own app takes.
  max_prompt_length: 8_000,
} as const;

/** 20 MB a picture, as xAI says for its vision models; none is published for edits. */
export const INPUT_LIMITS: InputLimits = { pictureBytes: 20_000_000, totalBytes: 45_000_000 };

/** Version 2.0 and later know a quality, two more ratios and more input pictures. */
export function isSecond(modelId: string): boolean {
  return !/^grok-imagine-image$|-1\.\d/.test(modelId);
}

/** What a model takes (xAI's interface definition and clients, 2026-09). */
export function capabilitiesOf(modelId: string): ImageCapabilities {
  return isSecond(modelId)
    ? { ...SHARED, supported_aspect_ratios: [...RATIOS, "21:9", "5:2"], max_reference_images: 5 }
    : { ...SHARED, supported_aspect_ratios: RATIOS, max_reference_images: 3 };
}

/** By public arenas and our own looks (2026-11), 0–100. */
export function qualityRankOf(modelId: string): number {
  return isSecond(modelId) ? 78 : 60;
}

/**
 * Prices on 2026-11-21. 2.0: $.04 low/1k, $.06 low/2k and medium/1k, $.08 medium/2k, $.01 for each input picture; 1.0: $.02
 * (third-party; an input picture of 1.0 is taken to cost at most as much as one of 2.0).
 */
export const PRICES: PriceData = {
  date: "2026-11-21",
  source: "docs.x.ai/docs/models and resellers' lists",
  models: {
    "grok-imagine-image-2.0": {
      picture_usd: { "low/1k": 0.04, "low/2k": 0.06, "medium/1k": 0.06, "medium/2k": 0.08 },
      input_picture_usd: 0.01,
    },
    "grok-imagine-image": { picture_usd: { any: 0.02 }, input_picture_usd: 0.01 },
  },
};
