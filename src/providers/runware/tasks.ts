import { nearestAspect, ratioOf } from "../../domain/picture.ts";
import type { ImageRequest, ImageTask } from "../../ports/models.ts";
import { otherAspect } from "../image-prompt.ts";
import { dataUrl, type Inputs } from "../input-pictures.ts";
import { pictureSize } from "../picture-header.ts";
import { fitsRatio, type PixelSize, smallestSize } from "../sizes.ts";
import { whiteWhereTransparent } from "./mask.ts";
import { CAPABILITIES, CFG_SCALE, PIXELS, SIZES, STEPS, TASK_MODELS } from "./models.ts";
import { outpaintFor } from "./sizes.ts";

/** Enlargement of an upscaled picture, in each direction. */
const UPSCALE_FACTOR = 2;
const LARGEST_SEED = 2 ** 32;

/** One entry of the array that Runware takes. */
export type Task = Readonly<Record<string, unknown>> & { readonly taskUUID: string };

/** Options of every task whose answer is a picture: its bytes are in the answer, and its cost. */
const OUTPUT = { outputType: "base64Data", outputFormat: "PNG", includeCost: true } as const;

/** The size of what is made (px), and the ratio that was taken. */
export function sizeOf(request: ImageRequest, task: ImageTask): { size: PixelSize; warnings: string[] } {
  if (task === "outpaint") return { size: extended(request).size, warnings: [] };
  const fits = fitsRatio(request.aspect, SIZES);
  const aspect = fits ? request.aspect : nearestAspect(request.aspect, CAPABILITIES.supported_aspect_ratios);
  const warnings = ratioOf(aspect) === ratioOf(request.aspect) ? [] : [otherAspect(request.aspect, aspect)];
  return { size: smallestSize(aspect, PIXELS[request.preset], SIZES), warnings };
}

/** The task for a request. */
export function taskFor(modelId: string, request: ImageRequest, inputs: Inputs, taskUUID: string): Task {
  const image = inputs.images[0] && dataUrl(inputs.images[0]);
  if (inputs.task === "upscale") {
    const model = TASK_MODELS.upscale;
    return { taskType: "upscale", taskUUID, ...OUTPUT, model, upscaleFactor: UPSCALE_FACTOR, inputs: { image } };
  }
  if (inputs.task === "remove_background")
    return {
      taskType: "removeBackground",
      taskUUID,
      ...OUTPUT,
      model: TASK_MODELS.remove_background,
      inputs: { image },
    };
  return { ...inferenceTask(modelId, request, inputs.task, taskUUID), ...inferenceInputs(inputs, image) };
}

/** The task that says in words what a picture shows. */
export function captionTask(image: string, taskUUID: string): Task {
  return { taskType: "caption", taskUUID, includeCost: true, inputs: { image } };
}

function inferenceTask(modelId: string, request: ImageRequest, task: ImageTask, taskUUID: string): Task {
  const negative = request.negativePrompt.trim();
  const { width, height } = sizeOf(request, task).size;
  return {
    taskType: "imageInference",
    taskUUID,
    ...OUTPUT,
    model: modelId,
    positivePrompt: request.prompt.trim(),
    width,
    height,
    steps: STEPS[request.preset],
    CFGScale: CFG_SCALE,
    ...(negative === "" ? {} : { negativePrompt: negative }),
    numberResults: 1,
    ...(request.seed === null ? {} : { seed: request.seed % LARGEST_SEED }),
    ...(task === "outpaint" ? { outpaint: extended(request).outpaint } : {}),
  };
}

function inferenceInputs({ task, mask }: Inputs, seedImage: string | undefined) {
  if (task === "generate" || seedImage === undefined) return {};
  if (task === "outpaint" || mask === null) return { inputs: { seedImage } };
  const maskImage = dataUrl({ bytes: whiteWhereTransparent(mask.bytes), mediaType: "image/png" });
  return { inputs: { seedImage, maskImage } };
}

function extended(request: ImageRequest) {
  const first = request.images?.[0];
  const original = (first && pictureSize(first.bytes)) ?? { width: 1, height: 1 };
  return outpaintFor(original, request.aspect, request.preset);
}
