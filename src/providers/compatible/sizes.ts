import type { ImageCapabilities } from "../../ports/models.ts";
import type { InputLimits } from "../input-pictures.ts";
import type { FreeSizes } from "../sizes.ts";

/** What diffusion servers take in general: multiples of 16 (FLUX and Stable Diffusion work on 8×8 or 16×16 cells). */
export const SIZES: FreeSizes = {
  step: 16,
  minPixels: 512 * 512,
  maxPixels: 2048 * 2048,
  maxEdge: 2048,
  maxRatio: 3,
};

/** 512-class and 1024-class (px in all). */
export const PIXELS = { draft: 512 * 512, final: 1024 * 1024 } as const;

/** As OpenAI has them: servers that copy its routes copy its limits at most. */
export const INPUT_LIMITS: InputLimits = { pictureBytes: 50_000_000, maskBytes: 4_000_000 };

/** What can be counted on with a server of which nothing is known. */
export const CAPABILITIES: ImageCapabilities = {
  supported_aspect_ratios: ["1:1", "3:2", "2:3", "4:3", "3:4", "16:9", "9:16", "2:1", "1:2"],
  max_resolution: { width: 2048, height: 2048 },
  supports_seed: false,
  supports_negative_prompt: false,
  supports_style_presets: false,
  supports_edit: true,
  supports_mask: true,
  supports_transparency: false,
  max_reference_images: 1,
  max_prompt_length: 4_000,
};
