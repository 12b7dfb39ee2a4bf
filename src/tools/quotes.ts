import type { MicroUsd } from "../domain/money.ts";
import type { Session } from "../domain/session.ts";
import type { ImageData, ImageModel, ImageRequest, TextCall } from "../ports/models.ts";
import { TEXT_CALLS } from "./text-calls.ts";
import type { Quote, QuoteContext } from "./tool.ts";

/**
 * What a large but usual request holds (characters): prices are shown for it. Each call reserves what its own request
 * may cost, so that a larger one is refused by a cap rather than overspending.
 */
const LENGTHS = { instructions: 3500, guide: 3000, prompt: 1500, checklist: 1200, findings: 1200 } as const;
const PICTURES: Record<TextCall, number> = { refine: 0, judge: 2, revise: 0, recommend: 0, describe: 1, locate: 1 };
/** Calls that are shown the photo of an edit. */
const SEES_PHOTO: ReadonlySet<TextCall> = new Set(["refine", "judge"]);
/** Models price a picture by its size in pixels, which the adapters bound; these bytes only stand for one. */
const PICTURE: ImageData = { bytes: new Uint8Array(1024), mediaType: "image/png" };

type Quoted = Pick<Session, "options" | "prompt" | "goal" | "photo">;

/** Upper bound of one picture of this session; null when no price is known. */
export function quoteImage(image: ImageModel, session: Quoted): MicroUsd | null {
  const { aspect, preset, seed } = session.options;
  const length = Math.min(image.capabilities.max_prompt_length, LENGTHS.prompt);
  const negativePrompt = image.capabilities.supports_negative_prompt ? "x".repeat(1000) : "";
  return image.quote({
    prompt: "x".repeat(length),
    negativePrompt,
    aspect,
    preset,
    seed,
    ...quotedPhoto(image, session),
  });
}

/** What an edit adds to the request: its pictures and its mask. */
function quotedPhoto({ capabilities }: ImageModel, { photo }: Quoted): Partial<ImageRequest> {
  if (photo === null) return {};
  const images = Array.from({ length: Math.min(photo.inputs.length, imagesTaken(capabilities)) }, () => PICTURE);
  const masked = photo.mask !== null && capabilities.supports_mask;
  return { task: photo.task, images, transparent: photo.transparent, ...(masked ? { mask: PICTURE } : {}) };
}

/** Input pictures that a model takes at once. */
export function imagesTaken(capabilities: ImageModel["capabilities"]): number {
  return Math.max(1, capabilities.max_reference_images);
}

/** Upper bound of one text call without its repair round, which is guarded by its own reservation. */
export function quoteText(call: TextCall, session: Quoted, context: QuoteContext): MicroUsd | null {
  const { schema, maxTokens } = TEXT_CALLS[call];
  const filler = (length: number) => "x".repeat(length);
  return context.models.text(call, context.image).quote({
    call,
    instructions: filler(LENGTHS.instructions),
    data: {
      goal: session.goal,
      prompt: filler(LENGTHS.prompt),
      guide: call === "refine" || call === "revise" ? filler(LENGTHS.guide) : "",
      checklist: filler(LENGTHS.checklist),
      findings: call === "judge" ? "" : filler(LENGTHS.findings),
    },
    images: Array.from({ length: PICTURES[call] + (session.photo && SEES_PHOTO.has(call) ? 1 : 0) }, (_, at) => ({
      label: at === 0 ? "A" : "B",
      image: PICTURE,
    })),
    schema,
    maxTokens,
  });
}

/** The sum of amounts, each so many times; null when one is unknown. */
export function sumOf(...parts: readonly { times: number; micros: MicroUsd | null }[]): Quote {
  let maxMicros = 0;
  for (const { times, micros } of parts) {
    if (times === 0) continue;
    if (micros === null) return { maxMicros: null };
    maxMicros += times * micros;
  }
  return { maxMicros };
}
