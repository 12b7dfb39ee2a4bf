import { SfumatoError } from "../../domain/errors.ts";
import { boxFromWords, thingFromWords } from "../../domain/mask-words.ts";
import type { MaskSource } from "../../domain/photo-work.ts";
import type { MaskMade } from "../../ports/pictures.ts";
import type { ToolContext } from "../tool.ts";

/** A photo that was taken in. */
export interface Photo {
  id: string;
  /** px */
  width: number;
  height: number;
  /** Its kind can hold transparency. */
  mayBeClear: boolean;
}

export interface FoundMask {
  mask: MaskMade;
  source: MaskSource;
  /** The picture that it was read from, which is no reference then. */
  takenFrom: string | null;
  /** The words that name it, when a model outlined it. */
  thing?: string;
}

/** What is known of the part that may change: where it is, or that it was named and has no outline. */
export interface MaskSearch {
  found: FoundMask | null;
  /** The words that name it, when neither a picture nor a side of the photo says it. */
  named: string | null;
}

/** Ratios further apart than this are of two different pictures. */
const SAME_SHAPE = 0.02;
/** Parts smaller than this are specks, larger ones the whole picture. */
const LEAST = 0.0005;
const MOST = 0.98;

/**
 * The part that may change: in a picture given as the mask, in a second picture (transparent, or scribbled on in red),
 * in the photo's own transparency, or in the words: a side of the photo, or the name of a thing that a model has to outline.
 * @throws SfumatoError `E_PROMPT_INVALID` when a picture was given as the mask and none can be read from it
 */
export async function findMask(
  context: ToolContext,
  photo: Photo,
  others: readonly Photo[],
  given: Photo | null,
  words: string,
): Promise<MaskSearch> {
  const is = (found: FoundMask): MaskSearch => ({ found, named: null });
  for (const other of given ? [given] : others) {
    const found = await maskIn(context, photo, other);
    if (found) return is({ ...found, takenFrom: other.id });
  }
  if (given) {
    const white = await context.pictures.work.maskFromWhite(await context.pictures.read(given.id), photo);
    if (isPart(white)) return is({ mask: white, source: "white", takenFrom: given.id });
    throw new SfumatoError(
      "E_PROMPT_INVALID",
      "No mask can be read from this picture: send a PNG that is transparent where something may change, a picture that is white there and black elsewhere, or a copy of the photo with that part marked in red.",
      { details: { reason: "mask_unreadable" } },
    );
  }
  if (photo.mayBeClear) {
    const own = await context.pictures.work.maskFromAlpha(await context.pictures.read(photo.id), photo);
    if (isPart(own)) return is({ mask: own, source: "alpha", takenFrom: null });
  }
  const box = boxFromWords(words);
  if (box === null) return { found: null, named: thingFromWords(words) };
  return is({ mask: await context.pictures.work.maskFromBoxes(photo, [box]), source: "words", takenFrom: null });
}

async function maskIn(context: ToolContext, photo: Photo, other: Photo): Promise<Omit<FoundMask, "takenFrom"> | null> {
  const { pictures } = context;
  if (Math.abs(Math.log(photo.width / photo.height / (other.width / other.height))) > SAME_SHAPE) return null;
  const image = await pictures.read(other.id);
  if (other.mayBeClear) {
    const mask = await pictures.work.maskFromAlpha(image, photo);
    if (isPart(mask)) return { mask, source: "alpha" };
  }
  const mask = await pictures.work.maskFromScribble(await pictures.read(photo.id), image);
  return isPart(mask) ? { mask, source: "scribble" } : null;
}

/** Whether it is more than specks, and not the whole picture. */
export const isPart = ({ share }: MaskMade) => share > LEAST && share < MOST;
