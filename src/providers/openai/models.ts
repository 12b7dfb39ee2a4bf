import { type Aspect, nearestAspect, type Preset } from "../../domain/picture.ts";
import type { ImageCapabilities } from "../../ports/models.ts";
import type { InputLimits } from "../input-pictures.ts";
import { type FreeSizes, fitsRatio, type PixelSize, smallestSize } from "../sizes.ts";

/** What OpenAI's models take, as data (published specification and model pages, 2026-11). */
const SHARED = {
  supports_seed: false,
  supports_negative_prompt: false,
  supports_style_presets: false,
  supports_edit: true,
  supports_mask: true,
  max_reference_images: 16,
  max_prompt_length: 32_000,
} as const;

/** Input pictures under 50 MB, masks under 4 MB (published specification, 2026-08). */
export const INPUT_LIMITS: InputLimits = { pictureBytes: 50_000_000, maskBytes: 4_000_000 };

const FREE: FreeSizes = {
  step: 16,
  minPixels: 655_360,
  maxPixels: 8_294_400,
  maxEdge: 3_840,
  maxRatio: 3,
};
/** 1024-class: one megapixel. */
const FINAL_PIXELS = 1024 * 1024;

const THREE_SIZES: Readonly<Record<Aspect, PixelSize>> = {
  "1:1": { width: 1024, height: 1024 },
  "3:2": { width: 1536, height: 1024 },
  "2:3": { width: 1024, height: 1536 },
};

const FREE_RATIOS: readonly Aspect[] = [
  ...["1:1", "3:2", "2:3", "4:3", "3:4", "5:4", "4:5", "16:9", "9:16"],
  ...["2:1", "1:2", "21:9", "9:21", "3:1", "1:3"],
];

/** Our order of the models by what public arenas and our own looks say (2026-11), 0–100; others stand between. */
const QUALITY: readonly (readonly [prefix: string, rank: number])[] = [
  ["gpt-image-2.6", 88],
  ["gpt-image-2.5", 86],
  ["gpt-image-2", 84],
  ["gpt-image-1.5", 70],
  ["gpt-image-1-mini", 45],
];

/** Rank of a model by its quality, 0–100. */
export function qualityRankOf(modelId: string): number {
  return QUALITY.find(([prefix]) => modelId.startsWith(prefix))?.[1] ?? 80;
}

/** gpt-image-1.5 and mini come in three sizes; everything later takes its own. */
function hasThreeSizes(modelId: string): boolean {
  return modelId.startsWith("gpt-image-1");
}

/** What a model takes; one that is not known is taken for a later one. */
export function capabilitiesOf(modelId: string): ImageCapabilities {
  if (hasThreeSizes(modelId))
    return {
      ...SHARED,
      supported_aspect_ratios: Object.keys(THREE_SIZES),
      supported_sizes: Object.values(THREE_SIZES).map(({ width, height }) => `${width}x${height}`),
      supports_transparency: true,
    };
  return {
    ...SHARED,
    supported_aspect_ratios: FREE_RATIOS,
    max_resolution: { width: 3840, height: 2160 },
    supports_transparency: !modelId.startsWith("gpt-image-2-") && modelId !== "gpt-image-2",
  };
}

/** The model's own size for an aspect and a preset; `aspect` is what was taken, when it is not the wanted one. */
export function sizeFor(modelId: string, wanted: Aspect, preset: Preset): { size: PixelSize; aspect: Aspect } {
  if (hasThreeSizes(modelId)) {
    const aspect = nearestAspect(wanted, Object.keys(THREE_SIZES));
    return { size: THREE_SIZES[aspect] as PixelSize, aspect };
  }
  const aspect = fitsRatio(wanted, FREE) ? wanted : nearestAspect(wanted, FREE_RATIOS);
  return { size: smallestSize(aspect, preset === "final" ? FINAL_PIXELS : FREE.minPixels, FREE), aspect };
}
