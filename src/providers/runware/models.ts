import type { Preset } from "../../domain/picture.ts";
import type { ImageCapabilities, ImageTask } from "../../ports/models.ts";
import type { PriceData } from "../image-price.ts";
import type { InputLimits } from "../input-pictures.ts";
import type { FreeSizes } from "../sizes.ts";

/** Sides from 256 to 2048 px by 64 (Runware's documentation, 2026-11). */
export const SIZES: FreeSizes = {
  step: 64,
  minPixels: 256 * 256,
  maxPixels: 2048 * 2048,
  maxEdge: 2048,
  maxRatio: 8,
};

/** 512-class and 1024-class (px in all). */
export const PIXELS: Readonly<Record<Preset, number>> = { draft: 512 * 512, final: 1024 * 1024 };

/** Steps of the diffusion: FLUX.1 dev is made for 28; half of that shows what a draft must show. */
export const STEPS: Readonly<Record<Preset, number>> = { draft: 14, final: 28 };

/** Guidance that FLUX.1 dev is made for; above 1, where a negative prompt has an effect. */
export const CFG_SCALE = 3.5;

/** Models of the tasks that are not the chosen model's own (AIR ids of Runware's catalogue, 2026-11). */
export const TASK_MODELS = { upscale: "runware:504@1", remove_background: "runware:109@1" } as const;

/** Data URLs of the request; Runware shrinks what it is given to 2048 px. */
export const INPUT_LIMITS: InputLimits = { pictureBytes: 20_000_000, totalBytes: 40_000_000 };

/** What diffusion models there take in general. */
export const CAPABILITIES: ImageCapabilities = {
  supported_aspect_ratios: [
    "1:1",
    "3:2",
    "2:3",
    "4:3",
    "3:4",
    "5:4",
    "4:5",
    "16:9",
    "9:16",
    "21:9",
    "9:21",
    "2:1",
    "1:2",
  ],
  max_resolution: { width: 2048, height: 2048 },
  supports_seed: true,
  supports_negative_prompt: true,
  supports_style_presets: false,
  supports_edit: true,
  supports_mask: true,
  // A background is taken away by a task of its own.
  supports_transparency: false,
  max_reference_images: 1,
  extra_tasks: ["outpaint", "upscale", "remove_background"],
  max_prompt_length: 3_000,
};

/** The variant of the price data for a task. */
export function variantOf(task: ImageTask): string {
  return task === "generate" || task === "edit" || task === "outpaint" ? "picture" : task;
}

/**
 * Upper bounds on 2026-11-21. Runware bills compute time and states the cost of each answer, which is what is booked. Its
 * pages give $.0038 for FLUX.1 dev at 1024² with 28 steps; the bound leaves room for a busy day, and grows with the area.
 */
export const PRICES: PriceData = {
  date: "2026-11-21",
  source: "runware.ai/pricing and runware.ai/docs/platform/pricing",
  models: {
    "runware:101@1": {
      picture_usd: { picture: 0.01, upscale: 0.02, remove_background: 0.02, caption: 0.01 },
      input_picture_usd: 0,
    },
  },
};
