import { setTimeout as wait } from "node:timers/promises";
import { SfumatoError } from "../../domain/errors.ts";
import type { Aspect, Preset } from "../../domain/picture.ts";
import { nearestAspect, ratioOf, sniffMediaType } from "../../domain/picture.ts";
import { warning } from "../../domain/warning.ts";
import type { ImageFiles } from "../../ports/images.ts";
import type { ImageAnswer, ImageCapabilities, ImageModel } from "../../ports/models.ts";
import { checkPrompt } from "../image-prompt.ts";
import { inputsOf } from "../input-pictures.ts";
import type { ScenePlan } from "./draw/scene-svg.ts";
import { planScene } from "./draw/scene-svg.ts";
import { drawLots, readPrompt } from "./draw-lots.ts";
import { changeIn, editSize, isBare, paintEdit, withoutIdeas } from "./editor.ts";
import { writeText } from "./png-text.ts";
import { drawKey } from "./quality.ts";
import type { World } from "./world.ts";

const PROVIDER = "sketch";
/** One grey pixel. */
const BLANK = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==",
  "base64",
);

/** Longer side (px). */
const LONG_SIDE: Record<Preset, number> = { draft: 512, final: 1024 };

const CAPABILITIES: ImageCapabilities = {
  supported_aspect_ratios: ["1:1", "4:3", "3:4", "3:2", "2:3", "16:9", "9:16", "5:4", "4:5", "21:9"],
  max_resolution: { width: 1024, height: 1024 },
  supports_seed: true,
  supports_negative_prompt: true,
  supports_style_presets: false,
  supports_edit: true,
  supports_mask: true,
  supports_transparency: false,
  max_reference_images: 4,
  extra_tasks: ["upscale", "remove_background"],
  max_prompt_length: 8000,
};

/** Nothing is sent anywhere: only a mistake is larger (bytes). */
const INPUTS = { pictureBytes: 50_000_000 };

export interface PainterDeps {
  /** Null: nothing is painted; a blank picture carries what would have been drawn. */
  readonly drawSvg: ImageFiles["drawSvg"] | null;
  /** Time that a call seems to take (ms). */
  readonly delayMs: number;
  readonly world: World;
  /** From 0 up to 1; makes the seed when none is given. */
  readonly random: () => number;
}

/** The painter of the simulation: draws what it knows of the prompt's words, free of charge. */
export function createPainter(deps: PainterDeps): ImageModel {
  return {
    provider: PROVIDER,
    modelId: "sketch-1",
    guide: "sketch",
    simulated: true,
    qualityRank: 0,
    capabilities: CAPABILITIES,
    quote: () => 0,
    async generate(request, { signal }): Promise<ImageAnswer> {
      throwIfAborted(signal);
      const inputs = inputsOf(PROVIDER, request, CAPABILITIES, INPUTS);
      checkPrompt(PROVIDER, request.prompt, CAPABILITIES);
      await pause(deps.delayMs, signal);
      const aspect = nearestAspect(request.aspect, CAPABILITIES.supported_aspect_ratios);
      const seed = request.seed ?? Math.floor(deps.random() * 2 ** 31);
      const key = drawKey(request, seed);
      const edits = (request.images?.length ?? 0) > 0;
      const asked = edits ? changeIn(request.prompt) : request.prompt;
      const drawn = drawLots(readPrompt(asked, request.negativePrompt), key, deps.world);
      const size = edits ? editSize(request) : sizeOf(aspect, request.preset);
      const { drawSvg } = deps;
      const plan = drawSvg && planScene(edits ? withoutIdeas(drawn) : drawn, size, key, { bare: isBare(request) });
      const scene = plan && (() => paint(drawSvg, plan, size.width));
      const png = scene ? (edits ? await paintEdit(drawSvg, request, drawn, scene) : await scene()) : BLANK;
      throwIfAborted(signal);
      // Of an edited photo it knows nothing but what it painted over it.
      const bytes = writeText(png, JSON.stringify(plan && !edits ? { ...drawn, boxes: plan.boxes } : drawn));
      const other =
        edits || aspect === request.aspect
          ? []
          : [warning("simulated_aspect", { taken: aspect, wanted: request.aspect })];
      return {
        image: { bytes, mediaType: "image/png" },
        warnings: [...inputs.warnings, ...other],
        costMicros: 0,
        usage: { simulated: true, seed, ...size },
      };
    },
  };
}

/** Width and height (px) for an aspect: the longer side as the preset says, the other a multiple of 8. */
function sizeOf(aspect: Aspect, preset: Preset): { width: number; height: number } {
  const long = LONG_SIDE[preset];
  const ratio = ratioOf(aspect);
  const short = (share: number) => Math.max(8, Math.round((long * share) / 8) * 8);
  return ratio >= 1 ? { width: long, height: short(1 / ratio) } : { width: short(ratio), height: long };
}

async function paint(drawSvg: ImageFiles["drawSvg"], plan: ScenePlan, width: number): Promise<Uint8Array> {
  const under = plan.under && (await drawSvg(plan.under.svg, plan.under.width));
  const { bytes } = await drawSvg(plan.over(under?.bytes), width);
  if (sniffMediaType(bytes) !== "image/png")
    throw new SfumatoError("E_AI_BAD_ANSWER", "The simulation's picture could not be drawn.");
  return bytes;
}

/** Waits as a real call would; ends at once when the call is cut off. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  throwIfAborted(signal);
  if (ms > 0) await wait(ms, undefined, { signal }).catch(() => undefined);
  throwIfAborted(signal);
}

function throwIfAborted(signal: AbortSignal): void {
  if (!signal.aborted) return;
  if (signal.reason instanceof SfumatoError) throw signal.reason;
  if (signal.reason instanceof Error && signal.reason.name === "TimeoutError")
    throw new SfumatoError("E_AI_TIMEOUT", "The simulation took too long.", { retryable: true });
  throw new SfumatoError("E_CANCELLED", "The call was cancelled.");
}
