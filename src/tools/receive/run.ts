import { SfumatoError } from "../../domain/errors.ts";
import type { EditChoice, PhotoWork } from "../../domain/photo-work.ts";
import { rememberPicture } from "../../domain/session-memory.ts";
import type { StoredImage } from "../../ports/images.ts";
import type { ToolContext } from "../tool.ts";
import { aspectOf, enlarge, PREVIEW_SIDE } from "./enlarge.ts";
import { type FoundMask, findMask, type Photo } from "./find-mask.ts";
import type { ReceiveInput } from "./index.ts";
import { locate } from "./locate.ts";

/** Fetches, checks and keeps the photos; what is refused ends the job with its reason. */
export async function runReceive(context: ToolContext, input: ReceiveInput): Promise<Received> {
  // Whoever is asked from here on is who will do it.
  await context.step("provider", async () => {
    const { options } = await context.session.get();
    await context.session.update({ options: { ...options, provider: input.edit.provider } });
    return true;
  });
  const [first, ...others] = await takeAll(context, input);
  if (first === undefined)
    throw new SfumatoError("E_PROMPT_INVALID", "There is no photo to work on.", { details: { reason: "no_photo" } });
  const photos: Photos = [first, ...others];
  const given = input.mask === null ? null : await takeOne(context, "mask-file", input.mask);
  // What cannot be done as it was said may be said better, and the photo is there for that.
  await context.step("hold", async () => {
    const session = await context.session.get();
    if (session.photo === null)
      await context.session.update({
        photo: { ...input.edit, ...unplanned(photos), context: null },
      });
    return true;
  });
  const photo = await context.step("work", () => planWork(context, input, photos, given));
  await context.step("save", async () => {
    const session = await context.session.get();
    const options = { ...session.options, provider: photo.provider, aspect: photo.aspect ?? aspectOf(photo) };
    await context.session.update({ photo, options });
    return true;
  });
  if (input.reads === "describe") return { photo, described: await context.call("describe", "describe", {}) };
  if (input.refine) await context.call("refine", "refine", {});
  return { photo, described: null };
}

/** The first is worked on, the others are references or masks. */
type Photos = readonly [Photo, ...Photo[]];

/** `described`: what the tool that it went on with read in the photo. */
export interface Received {
  photo: PhotoWork;
  described: unknown;
}

async function takeAll(context: ToolContext, { files, pictures }: ReceiveInput): Promise<Photo[]> {
  const photos: Photo[] = [];
  for (const [at, id] of pictures.entries())
    photos.push(
      await context.step(`picture-${at}`, async () => photoOf(await context.pictures.adopt(`picture-${at}`, id))),
    );
  for (const [at, file] of files.entries()) photos.push(await takeOne(context, `file-${at}`, file));
  return photos;
}

async function takeOne(context: ToolContext, name: string, file: ReceiveInput["files"][number]): Promise<Photo> {
  return context.step(name, async () => photoOf(await context.pictures.take(name, file)));
}

function photoOf({ id, width, height, mediaType }: StoredImage): Photo {
  return { id, width, height, mayBeClear: mediaType !== "image/jpeg" };
}

async function planWork(
  context: ToolContext,
  input: ReceiveInput,
  photos: Photos,
  given: Photo | null,
): Promise<PhotoWork> {
  const [first, ...others] = photos;
  const { goal } = await context.session.get();
  const { pictures } = context;
  const measured = await pictures.work.measure(await pictures.thumbnail(first.id));
  const work = { ...unplanned(photos), context: rememberPicture(measured) };
  if (input.edit.task === "outpaint") return { ...input.edit, ...work, ...(await enlarge(context, first, input)) };
  if (input.masked === null) return { ...input.edit, ...work };
  const { found, named } = await findMask(context, first, others, given, goal);
  if (found) return withMask(context, input.masked, work, found);
  // A tool that needs a mask looks for one in whatever was said.
  const thing = named ?? (input.needsMask && goal !== "" ? goal : null);
  if (thing === null) return { ...input.edit, ...work };
  const located = await locate(context, first, goal, thing);
  if ("unfound" in located) return { ...input.edit, ...work, unfound: located.unfound };
  return withMask(context, input.masked, work, located.found);
}

function unplanned(photos: Photos) {
  const { width, height } = photos[0];
  return { inputs: photos.map(({ id }) => id), width, height, mask: null, canvasId: null };
}

type Work = Pick<PhotoWork, "inputs" | "width" | "height" | "mask" | "canvasId" | "context">;

async function withMask(context: ToolContext, edit: EditChoice, work: Work, found: FoundMask): Promise<PhotoWork> {
  const { pictures } = context;
  const original = await pictures.read(work.inputs[0] as string);
  const mask = await pictures.keep("mask", found.mask.image);
  const shown = await pictures.work.showMask(original, found.mask.image, PREVIEW_SIDE);
  const preview = await pictures.keep("mask-preview", shown);
  const { share } = found.mask;
  const named = found.thing === undefined ? {} : { thing: found.thing };
  return {
    ...edit,
    ...work,
    inputs: work.inputs.filter((id) => id !== found.takenFrom),
    mask: { imageId: mask.id, previewId: preview.id, share, source: found.source, ...named },
  };
}
