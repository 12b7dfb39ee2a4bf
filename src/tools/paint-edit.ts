import { SfumatoError } from "../domain/errors.ts";
import type { PhotoWork } from "../domain/photo-work.ts";
import type { ImageData, ImageModel, ImageRequest } from "../ports/models.ts";
import { imagesTaken } from "./quotes.ts";
import type { MadeImage, ToolContext } from "./tool.ts";

const NO_MASK =
  "This model takes no masks: it was shown the whole picture, and what lies outside of the mask was put back to the pixel.";
const FEWER_REFERENCES = "This model takes fewer pictures: some references were left out.";

/** What an edit adds to the request of a picture. Always the photo as it came: never the last result. */
export async function editRequest(
  context: ToolContext,
  photo: PhotoWork,
  { provider, capabilities }: ImageModel,
): Promise<{ request: Partial<ImageRequest>; warnings: string[] }> {
  const { extra_tasks = [] } = capabilities;
  // A larger canvas with its mask is a plain edit; a task of the vendor's own is taken where that cannot be.
  const task = photo.task === "outpaint" && capabilities.supports_edit ? "edit" : photo.task;
  const own = task === "remove_background" && !extra_tasks.includes(task) && capabilities.supports_transparency;
  const asked = own ? "edit" : task;
  const able = asked === "edit" ? capabilities.supports_edit : extra_tasks.includes(asked);
  if (!able)
    throw new SfumatoError("E_AI_MODEL_UNAVAILABLE", `The provider "${provider}" cannot do "${photo.tool}".`, {
      details: { reason: "cannot", tool: photo.tool, provider },
    });
  const warnings: string[] = [];
  const ids = [photo.canvasId ?? (photo.inputs[0] as string), ...photo.inputs.slice(1)];
  if (ids.length > imagesTaken(capabilities)) warnings.push(FEWER_REFERENCES);
  const images: ImageData[] = [];
  for (const id of ids.slice(0, imagesTaken(capabilities))) images.push(await context.pictures.read(id));
  const mask = photo.mask && capabilities.supports_mask ? await context.pictures.read(photo.mask.imageId) : null;
  if (photo.mask && mask === null) warnings.push(NO_MASK);
  return { request: { task: asked, images, mask, transparent: photo.transparent }, warnings };
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
    const still = composed.inside < 0.01 ? ["Hardly anything changed inside of the mask."] : [];
    return { ...made, stored, warnings: [...made.warnings, ...still] };
  });
}
