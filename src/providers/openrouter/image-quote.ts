import { type MicroUsd, microsFromUsd } from "../../domain/money.ts";
import { pictureSize } from "../picture-header.ts";
import { textTokensAtMost } from "../text-tokens.ts";
import type { ImageFacts, PriceLine } from "./image-facts.ts";

/** Most megapixels of a picture by its class; extreme ratios have more than the square. */
const MEGAPIXELS: Readonly<Record<string, number>> = { "512": 1, "1K": 2, "2K": 6, "4K": 20 };
/** Most tokens of a picture made at 1K, over the vendors (2026-11): gpt-image-2 at high quality takes 7,034. */
const OUTPUT_TOKENS = 8_800;
/** Most tokens of an input picture, over the vendors (2026-11): as gpt-image-2 looks at one. */
const INPUT_TOKENS = 6_500;
const HIDDEN_PROMPT_TOKENS = 100;
const PIXELS_PER_MEGAPIXEL = 1_000_000;

/** What a request has that may be charged. */
export interface Charged {
  readonly prompt: string;
  /** Empty when the model has no classes. */
  readonly resolution: string;
  readonly quality: string;
  readonly images: readonly { readonly bytes: Uint8Array }[];
}

/** Upper bound over all servers that may be taken, micro-USD; null when a line of a price is not understood, or there is none. */
export function quoteFacts(facts: ImageFacts, charged: Charged): MicroUsd | null {
  if (facts.endpoints.length === 0) return null;
  const prices = facts.endpoints.map((lines) => endpointUsd(lines, charged));
  return prices.includes(null) ? null : microsFromUsd(Math.max(...(prices as number[])));
}

function endpointUsd(lines: readonly PriceLine[], charged: Charged): number | null {
  if (!lines.some(({ billable }) => billable === "output_image")) return null;
  let total = 0;
  for (const billable of new Set(lines.map((line) => line.billable))) {
    const all = lines.filter((line) => line.billable === billable);
    const fitting = all.filter((line) => fits(line.variant, charged));
    // A variant that is not understood may be the one that is charged.
    const pool = fitting.length > 0 ? fitting : all;
    const amounts = pool.map((line) => amountOf(line, charged));
    if (amounts.includes(null)) return null;
    total += Math.max(...(amounts as number[]));
  }
  return total;
}

function fits(variant: string | undefined, { resolution, quality }: Charged): boolean {
  if (variant === undefined) return false;
  const words = variant.toLowerCase().split(/[^a-z0-9]+/);
  return words.every((word) => word === resolution.toLowerCase() || word === quality.toLowerCase());
}

function amountOf({ billable, unit, cost_usd }: PriceLine, charged: Charged): number | null {
  const count = countOf(billable, unit, charged);
  return count === null ? null : count * cost_usd;
}

function countOf(billable: string, unit: string, { prompt, resolution, images }: Charged): number | null {
  const megapixels = MEGAPIXELS[resolution] ?? 2;
  if (billable === "output_image")
    return pick(unit, { image: 1, megapixel: megapixels, token: OUTPUT_TOKENS * Math.max(1, megapixels / 2) });
  if (billable === "input_image" || billable === "input_reference") {
    const area = images.reduce((sum, image) => sum + megapixelsOf(image.bytes), 0);
    return pick(unit, { image: images.length, megapixel: area, token: images.length * INPUT_TOKENS });
  }
  if (billable === "input_text") return pick(unit, { token: textTokensAtMost(prompt) + HIDDEN_PROMPT_TOKENS });
  // Fonts are never sent.
  return billable === "input_font" ? 0 : null;
}

function megapixelsOf(bytes: Uint8Array): number {
  const { width, height } = pictureSize(bytes) ?? { width: 4096, height: 4096 };
  return Math.max(1, Math.ceil((width * height) / PIXELS_PER_MEGAPIXEL));
}

function pick(unit: string, counts: Readonly<Record<string, number>>): number | null {
  return Object.hasOwn(counts, unit) ? (counts[unit] as number) : null;
}
