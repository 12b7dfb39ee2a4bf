import { SfumatoError } from "../../domain/errors.ts";
import { sniffMediaType } from "../../domain/picture.ts";
import { sizeInHeader } from "../../domain/picture-size.ts";
import { kindOfUpload } from "../../domain/upload.ts";
import type { ImageFiles } from "../../ports/images.ts";
import type { ImageData, ImageRequest } from "../../ports/models.ts";
import type { Drawn } from "./facts.ts";

/** Longer side of an edited picture (px); the photo itself when it is smaller. */
const EDIT_SIDE = { draft: 1024, final: 2048 } as const;
/** Longest side of an enlarged picture (px). */
const UPSCALE_SIDE = 4096;

interface Size {
  width: number;
  height: number;
}

/** Size (px) that the simulation gives to an edit: the photo's own shape. */
export function editSize(request: ImageRequest): Size {
  const photo = sizeOfPhoto(request);
  const long = Math.max(photo.width, photo.height);
  const wanted =
    request.task === "upscale" ? Math.min(2 * long, UPSCALE_SIDE) : Math.min(long, EDIT_SIDE[request.preset]);
  const scale = wanted / long;
  return { width: Math.max(1, Math.round(photo.width * scale)), height: Math.max(1, Math.round(photo.height * scale)) };
}

/**
 * The simulation's edit of a photo: its pixels stay, and what was asked for is put over them: inside of the mask, around
 * the middle when the background is meant, else as things in the photo. It knows nothing of what the photo shows.
 */
export async function paintEdit(
  drawSvg: ImageFiles["drawSvg"],
  request: ImageRequest,
  drawn: Drawn,
  /** The asked things as a scene of the same size. */
  scene: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const photo = request.images?.[0] as ImageData;
  const size = editSize(request);
  const parts = await layers(request, drawn, scene, size);
  const { width, height } = size;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs>${parts.defs}</defs><g ${parts.cut}>${picture(photo, size)}</g>${parts.over}</svg>`;
  const { bytes } = await drawSvg(svg, width);
  if (sniffMediaType(bytes) !== "image/png")
    throw new SfumatoError("E_AI_BAD_ANSWER", "The simulation's picture could not be drawn.");
  return bytes;
}

/** How a frame opens, and what leads over to the words of the person. */
const OPENING =
  /^[^.:\n]*\bgiven (?:photo|one)\b[^.:\n]*[.:]\s*(?:(?:Change only this|There|The new background):\s*)?(?:the masked border is to be painted\.)?/i;

/** What an edit's prompt asks to change: the rest of its frame tells what stays, and none of that is to be drawn. */
export function changeIn(prompt: string): string {
  const [first = prompt] = prompt.split(/\n\s*\n/);
  return first.replace(OPENING, "").trim() || "nothing";
}

/** Abstract forms for unknown words would only spoil the photo. */
export const withoutIdeas = (drawn: Drawn): Drawn => ({ ...drawn, ideas: [] });

type Manner = "things" | "around" | "white" | "masked";

/** How an edit is simulated: things put into the photo, something painted around its middle, or what a mask lets it. */
function mannerOf({ mask, prompt }: ImageRequest): Manner {
  if (mask) return "masked";
  if (/^[^.\n]*\bproduct photo\b/i.test(prompt)) return "white";
  return /^[^.\n]*\bbackground of the given photo\b/i.test(prompt) ? "around" : "things";
}

/** Whether things alone are painted, without a scene behind them. */
export function isBare(request: ImageRequest): boolean {
  return (request.images?.length ?? 0) > 0 && mannerOf(request) === "things";
}

async function layers(request: ImageRequest, drawn: Drawn, scene: () => Promise<Uint8Array>, size: Size) {
  const plain = { defs: "", cut: "", over: "" };
  if (request.task === "upscale") return plain;
  const { width, height } = size;
  const whole = `width="${width}" height="${height}"`;
  const oval = (fill: string) =>
    `<ellipse cx="${width / 2}" cy="${height / 2}" rx="${width * 0.4}" ry="${height * 0.42}" fill="url(#${fill})"/>`;
  const gradient = (id: string, inside: string, outside: string) =>
    `<radialGradient id="${id}"><stop offset="0.75" stop-color="${inside}"/><stop offset="1" stop-color="${outside}"/></radialGradient>`;
  const soft = gradient("soft", "#fff", "#000");
  if (request.task === "remove_background")
    return { ...plain, defs: `${soft}<mask id="part">${oval("soft")}</mask>`, cut: 'mask="url(#part)"' };
  const manner = mannerOf(request);
  const made = async () => picture({ bytes: await scene(), mediaType: "image/png" }, size, "xMidYMid slice");
  if (manner === "things") return { ...plain, over: `${await made()}<rect ${whole} ${tintOf(drawn)}/>` };
  // Where the mask's picture is transparent the white below shows: there may be painted.
  const part = request.mask
    ? `<rect ${whole} fill="#fff"/>${picture(request.mask, size)}`
    : `<rect ${whole} fill="#fff"/>${oval("hole")}`;
  const cover = manner === "white" ? `<rect ${whole} fill="#fff"/>` : await made();
  return {
    ...plain,
    defs: `${gradient("hole", "#000", "#fff")}<mask id="part" maskUnits="userSpaceOnUse" x="0" y="0" ${whole}>${part}</mask>`,
    over: `<g mask="url(#part)">${cover}</g>`,
  };
}

function picture(image: ImageData, { width, height }: Size, fit = "none"): string {
  const data = Buffer.from(image.bytes).toString("base64");
  return `<image width="${width}" height="${height}" preserveAspectRatio="${fit}" href="data:${image.mediaType};base64,${data}"/>`;
}

/** Light and weather that were asked for lie over the whole photo. */
function tintOf({ light, weather }: Drawn): string {
  if (/night|moon/.test(light)) return 'fill="#0b1440" opacity="0.45"';
  if (/sunset|golden|dawn|sunrise/.test(light)) return 'fill="#ff8a30" opacity="0.22"';
  if (/snow/.test(weather)) return 'fill="#f4f8ff" opacity="0.3"';
  if (/rain|storm|fog/.test(weather)) return 'fill="#7d8894" opacity="0.3"';
  return 'fill="none"';
}

function sizeOfPhoto(request: ImageRequest): Size {
  const bytes = request.images?.[0]?.bytes ?? new Uint8Array();
  const found = kindOfUpload(bytes);
  const size = "kind" in found ? sizeInHeader(bytes, found.kind) : undefined;
  if (!size)
    throw new SfumatoError("E_INPUT_UNSUPPORTED", "The simulation cannot read this photo's size.", {
      details: { reason: "unreadable" },
    });
  return size;
}
