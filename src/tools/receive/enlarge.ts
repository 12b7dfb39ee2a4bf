import { SfumatoError } from "../../domain/errors.ts";
import type { OutpaintSides, PhotoWork } from "../../domain/photo-work.ts";
import { type Aspect, ratioOf } from "../../domain/picture.ts";
import { MAX_DECODED_BYTES } from "../../domain/upload.ts";
import type { ToolContext } from "../tool.ts";
import type { Photo } from "./find-mask.ts";
import type { ReceiveInput } from "./index.ts";

/** Longest side of the picture that shows the mask (px). */
export const PREVIEW_SIDE = 1280;
/** A canvas's ratio may be beyond a model's longest by this factor: the picture is scaled into it, and more of that would show. */
const BEYOND = 1.25;

/** px added on each side. */
type Added = Record<keyof OutpaintSides, number>;

/** The canvas that was asked for, the photo in it, and the mask of what is to be painted. */
export async function enlarge(
  context: ToolContext,
  photo: Photo,
  { aspect, sides }: Pick<ReceiveInput, "aspect" | "sides">,
): Promise<Pick<PhotoWork, "mask" | "canvasId" | "width" | "height" | "aspect">> {
  const { pictures } = context;
  const { id, width, height } = photo;
  const added = sides
    ? addedBySides(photo, sides)
    : addedForRatio(width, height, ratioOf(aspect ?? (width >= height ? "16:9" : "9:16")));
  const size = { width: width + added.left + added.right, height: height + added.top + added.bottom };
  checkSize(size);
  // A ratio that a model lacks is warned of when it paints; sides can ask for any.
  if (sides) await checkRatio(context, size);
  const padded = await pictures.work.pad(await pictures.read(id), added);
  const canvas = await pictures.keep("canvas", padded.image);
  const mask = await pictures.keep("mask", padded.mask);
  const shown = await pictures.work.showMask(padded.image, padded.mask, PREVIEW_SIDE);
  const preview = await pictures.keep("mask-preview", shown);
  const share = 1 - (width * height) / (padded.width * padded.height);
  const wanted = sides ? aspectOf(padded) : (aspect ?? (width >= height ? "16:9" : "9:16"));
  return {
    mask: { imageId: mask.id, previewId: preview.id, share, source: "added" },
    canvasId: canvas.id,
    width: padded.width,
    height: padded.height,
    aspect: wanted,
  };
}

/** @throws SfumatoError `E_PROMPT_INVALID` when a side would grow by more than the photo has to continue from */
function addedBySides({ width, height }: Photo, sides: OutpaintSides): Added {
  const px = (side: keyof OutpaintSides, whole: number) => {
    const amount = sides[side];
    if (amount === undefined) return 0;
    const added = Math.round(amount.unit === "px" ? amount.value : (amount.value / 100) * whole);
    if (added <= whole) return added;
    throw new SfumatoError("E_PROMPT_INVALID", `A side can grow by 100 % (${whole} px) at most.`, {
      details: { reason: "sides_far", limit: whole },
    });
  };
  const added = {
    left: px("left", width),
    right: px("right", width),
    top: px("top", height),
    bottom: px("bottom", height),
  };
  if (Object.values(added).some((more) => more > 0)) return added;
  throw new SfumatoError("E_PROMPT_INVALID", "Nothing would be added on any side.", {
    details: { reason: "sides_none" },
  });
}

/** px to add for a ratio (width over height), evenly. @throws SfumatoError when there is nothing to add */
function addedForRatio(width: number, height: number, ratio: number): Added {
  const [wide, high] =
    ratio > width / height ? [Math.round(height * ratio), height] : [width, Math.round(width / ratio)];
  const [x, y] = [wide - width, high - height];
  if (x < 2 && y < 2)
    throw new SfumatoError(
      "E_PROMPT_INVALID",
      "The photo has this ratio already: name another one, for example 16:9.",
      { details: { reason: "same_ratio" } },
    );
  const [left, top] = [Math.floor(x / 2), Math.floor(y / 2)];
  return { left, right: x - left, top, bottom: y - top };
}

type Size = Pick<Photo, "width" | "height">;

/** @throws SfumatoError when the canvas is larger than a picture may be */
function checkSize({ width, height }: Size): void {
  if (width * height * 4 > MAX_DECODED_BYTES)
    throw new SfumatoError("E_INPUT_TOO_LARGE", "The larger picture would be too large.", {
      details: { upload: "sides" },
    });
}

/** @throws SfumatoError when the canvas is longer than the model paints */
async function checkRatio(context: ToolContext, { width, height }: Size): Promise<void> {
  const { provider, capabilities } = await context.imageModel();
  const ratios = capabilities.supported_aspect_ratios.map(ratioOf);
  const [least, most] = [Math.min(1, ...ratios), Math.max(1, ...ratios)];
  const ratio = width / height;
  if (ratio <= most * BEYOND && ratio >= least / BEYOND) return;
  const list = capabilities.supported_aspect_ratios.join(" ");
  throw new SfumatoError("E_PROMPT_INVALID", `${provider} paints no picture that long. It makes ${list}.`, {
    details: { reason: "too_long", value: provider, list },
  });
}

const ASPECTS: readonly Aspect[] = [
  "1:1",
  "5:4",
  "4:5",
  "4:3",
  "3:4",
  "3:2",
  "2:3",
  "16:9",
  "9:16",
  "2:1",
  "1:2",
  "21:9",
];

/** The usual ratio nearest to the photo's own. */
export function aspectOf({ width, height }: Pick<PhotoWork, "width" | "height">): Aspect {
  const distance = (aspect: Aspect) => Math.abs(Math.log(ratioOf(aspect) / (width / height)));
  return ASPECTS.reduce((best, aspect) => (distance(aspect) < distance(best) ? aspect : best));
}
