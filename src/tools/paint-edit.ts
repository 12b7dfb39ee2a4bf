import { SfumatoError } from "../domain/errors.ts";
import type { PhotoWork } from "../domain/photo-work.ts";
import { movedLight } from "../domain/session-memory.ts";
import { warning } from "../domain/warning.ts";
import type { ImageData, ImageModel, ImageRequest, ImageTask } from "../ports/models.ts";
import { imagesTaken } from "./quotes.ts";
import type { MadeImage, ToolContext } from "./tool.ts";

/** What an edit adds to the request of a picture, for the model that is asked. */
export type EditRequest = (model: ImageModel) => { request: Partial<ImageRequest>; warnings: string[] };

/** How the work is put to a model: a larger canvas with its mask is a plain edit; a task of the vendor's own is taken where that cannot be. */
function taskFor({ task }: PhotoWork, { extra_tasks = [], ...can }: ImageModel["capabilities"]): ImageTask {
  if (task === "outpaint" && can.supports_edit) return "edit";
  return task === "remove_background" && !extra_tasks.includes(task) && can.supports_transparency ? "edit" : task;
}

/** @throws SfumatoError `E_AI_MODEL_UNAVAILABLE` when the model cannot do this to a photo */
export function checkCan(photo: PhotoWork, { provider, capabilities }: ImageModel): void {
  const task = taskFor(photo, capabilities);
  const { extra_tasks = [] } = capabilities;
  if (task === "edit" ? capabilities.supports_edit : task !== "generate" && extra_tasks.includes(task)) return;
  throw new SfumatoError("E_AI_MODEL_UNAVAILABLE", `The provider "${provider}" cannot do "${photo.tool}".`, {
    details: { reason: "cannot", tool: photo.tool, provider },
  });
}

/** Reads what an edit works on: always the photo as it came, never the last result. */
export async function readEdit({ pictures }: ToolContext, photo: PhotoWork): Promise<EditRequest> {
  const images: ImageData[] = [];
  for (const id of [photo.canvasId ?? (photo.inputs[0] as string), ...photo.inputs.slice(1)])
    images.push(await pictures.read(id));
  const mask = photo.mask && (await pictures.read(photo.mask.imageId));
  return ({ capabilities }) => {
    const taken = images.slice(0, imagesTaken(capabilities));
    const warnings = [
      ...(taken.length < images.length ? [warning("some_references", { count: String(taken.length) })] : []),
      ...(mask && !capabilities.supports_mask ? [warning("mask_put_back")] : []),
    ];
    const request = {
      ...{ task: taskFor(photo, capabilities), images: taken, transparent: photo.transparent },
      mask: capabilities.supports_mask ? mask : null,
    };
    return { request, warnings };
  };
}

/**
 * Puts the original's pixels back outside of the mask, as a step of this name, and says what was measured.
 * @throws SfumatoError `E_INTERNAL` when something outside moved all the same
 */
export async function putBack(
  context: ToolContext,
  name: string,
  photo: PhotoWork,
  made: MadeImage,
): Promise<MadeImage> {
  const { mask } = photo;
  if (mask === null) return made;
  return context.step(name, async () => {
    const { pictures } = context;
    const [original, painted, over] = await Promise.all([
      pictures.read(photo.canvasId ?? (photo.inputs[0] as string)),
      pictures.read(made.stored.id),
      pictures.read(mask.imageId),
    ]);
    const composed = await pictures.work.compose(original, painted, over);
    if (composed.outside > 0)
      throw new SfumatoError("E_INTERNAL", "Something outside of the mask changed.", {
        details: { outside: composed.outside },
        spent: "yes",
      });
    const stored = await pictures.keep(`${name}/composed`, composed.image);
    const still = composed.inside < 0.01 ? [warning("hardly_changed")] : [];
    return { ...made, stored, warnings: [...made.warnings, ...still] };
  });
}

/**
 * Holds an edit against the light that its prompt asked to keep, as a step of this name. What moved is said, not refused: a
 * wish such as "at night" moves it rightly. With a mask the photo's own pixels are back, and nothing needs to be measured.
 */
export async function measureLight(
  context: ToolContext,
  name: string,
  photo: PhotoWork,
  frame: string,
  made: MadeImage,
): Promise<MadeImage> {
  const memory = photo.context;
  if (!memory?.measured || photo.mask !== null || !frame.includes(memory.lighting)) return made;
  const before = memory.measured;
  const moved = await context.step(name, async () => {
    const { pictures } = context;
    return movedLight(before, await pictures.work.measure(await pictures.view(made.stored.id)));
  });
  return moved === null ? made : { ...made, warnings: [...made.warnings, warning("light_moved", moved)] };
}
