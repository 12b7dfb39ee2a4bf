import sharp from "sharp";
import type { ImageData, ImageModel, ImageRequest } from "../../src/ports/models.ts";

/** What one pass through a painter does to everything that it was not asked to touch. */
export interface Drift {
  /** Factors of red and blue: warmer each time. */
  readonly warmer: number;
  /** Brightness lost. */
  readonly darker: number;
  /** px by which the whole picture slides. */
  readonly slide: number;
  /** Light added from the right side (0–255 at the edge). */
  readonly lightFromRight: number;
}

/** As image models do when they paint a picture anew: a little of everything. */
export const DRIFTING: Drift = { warmer: 0.03, darker: 0.02, slide: 2, lightFromRight: 14 };
export const FAITHFUL: Drift = { warmer: 0, darker: 0, slide: 0, lightFromRight: 0 };

/** Where the asked change is painted, as shares of the sides: low on the left. */
export const CHANGE = { left: 0.06, top: 0.7, width: 0.2, height: 0.2 };

const CAPABILITIES: ImageModel["capabilities"] = {
  ...{ supported_aspect_ratios: ["1:1"], supports_seed: true, supports_negative_prompt: false },
  ...{ supports_style_presets: false, supports_edit: true, supports_mask: false, supports_transparency: false },
  ...{ max_reference_images: 1, max_prompt_length: 8000 },
};

/** A painter that does what was asked in one place, and to all the rest what its drift says. `seen`: its prompts. */
export function createPainter(drift: Drift): ImageModel & { seen: string[] } {
  const seen: string[] = [];
  return {
    ...{ provider: "scripted", modelId: "scripted-1", guide: "sketch", simulated: true, qualityRank: 0 },
    capabilities: CAPABILITIES,
    seen,
    quote: () => 0,
    async generate(request: ImageRequest) {
      seen.push(request.prompt);
      const photo = request.images?.[0] as ImageData;
      const image = { bytes: await pass(photo.bytes, drift, seen.length), mediaType: "image/png" as const };
      return { image, warnings: [], costMicros: 0, usage: {} };
    },
  };
}

async function pass(photo: Uint8Array, drift: Drift, nth: number): Promise<Uint8Array> {
  const { width, height } = await sharp(photo).metadata();
  const box = { left: Math.round(CHANGE.left * width), top: Math.round(CHANGE.top * height) };
  const colour = { r: 60 + 30 * (nth % 5), g: 90, b: 160 };
  const change = {
    create: {
      ...{ width: Math.round(CHANGE.width * width), height: Math.round(CHANGE.height * height) },
      ...{ channels: 3 as const, background: colour },
    },
  };
  const dim = 1 - drift.darker;
  const drifted = await sharp(photo)
    .removeAlpha()
    .linear([dim * (1 + drift.warmer), dim, dim * (1 - drift.warmer)], [0, 0, 0])
    .affine([1, 0, 0, 1], { odx: drift.slide, ody: drift.slide, background: "#808080" })
    .resize({ width, height, fit: "fill" })
    .composite([{ input: light(width, height, drift.lightFromRight), blend: "add" }])
    .png()
    .toBuffer();
  return sharp(drifted)
    .composite([{ input: change, ...box }])
    .png()
    .toBuffer();
}

function light(width: number, height: number, most: number): Buffer {
  const stop = (at: number, grey: number) => `<stop offset="${at}" stop-color="rgb(${grey},${grey},${grey})"/>`;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><linearGradient id="l">${stop(0, 0)}${stop(1, most)}</linearGradient><rect width="${width}" height="${height}" fill="url(#l)"/></svg>`,
  );
}
