import { z } from "zod";
import { Aspect } from "./picture.ts";
import { SessionMemory } from "./session-memory.ts";

/** What is asked of an image model; as `ImageTask` of the port, without making pictures out of nothing. */
export const EditTask = z.enum(["edit", "outpaint", "upscale", "remove_background"]);
export type EditTask = z.infer<typeof EditTask>;

/** A way of working on a photo, as its tool declares it, for one session. */
export const EditChoice = z.object({
  /** Id of the tool. */
  tool: z.string(),
  /** Who will do it. */
  provider: z.string(),
  task: EditTask,
  transparent: z.boolean(),
  /** What every result of this tool must show, for the judge. */
  checks: z.array(z.string()),
  /** Outpaint: the ratio of the larger canvas. */
  aspect: Aspect.nullable(),
});
export type EditChoice = z.infer<typeof EditChoice>;

const Amount = z.object({
  /** Of the photo's own width or height with `%`. */
  value: z.number().positive().max(10_000),
  unit: z.enum(["px", "%"]),
});
/** How far outpaint goes beyond the photo's sides. */
export const OutpaintSides = z.object({
  left: Amount.optional(),
  right: Amount.optional(),
  top: Amount.optional(),
  bottom: Amount.optional(),
});
export type OutpaintSides = z.infer<typeof OutpaintSides>;

/** Where a mask came from. `named`: a model outlined what the words name; `added`: what outpaint put around the picture. */
export const MaskSource = z.enum(["alpha", "white", "scribble", "words", "named", "added"]);
export type MaskSource = z.infer<typeof MaskSource>;

/** What a session works on when it began with photos. Every round begins from the first of `inputs` again. */
export const PhotoWork = EditChoice.extend({
  /** Kept pictures: the first is worked on, the others are references. */
  inputs: z.array(z.string()).min(1),
  /** px of the first. */
  width: z.number().int(),
  height: z.number().int(),
  mask: z
    .object({
      imageId: z.string(),
      /** The picture with the mask shown over it. */
      previewId: z.string(),
      /** Share that may change (0–1). */
      share: z.number(),
      source: MaskSource,
      /** The words that name it, when a model outlined it. */
      thing: z.string().optional(),
    })
    .nullable(),
  /** A part that words name and that has no outline: then the whole photo may change. */
  unfound: z.object({ thing: z.string(), why: z.enum(["nobody", "unseen", "failed", "budget"]) }).optional(),
  /** The larger canvas that outpaint works on, instead of the first input. */
  canvasId: z.string().nullable(),
  /** What the edits keep over all rounds. */
  context: SessionMemory.nullable(),
});
export type PhotoWork = z.infer<typeof PhotoWork>;

/** Ids of all pictures that belong to the work, for deleting them with their session. */
export function picturesOfWork(photo: PhotoWork | null): string[] {
  if (photo === null) return [];
  const { inputs, mask, canvasId } = photo;
  return [...inputs, ...(mask ? [mask.imageId, mask.previewId] : []), ...(canvasId === null ? [] : [canvasId])];
}
