import type { z } from "zod";
import type { MicroUsd } from "../domain/money.ts";
import type { Aspect, MediaType, Preset } from "../domain/picture.ts";

/** What an image model can do, as data: choice, failover, quotes, settings and `/models` read it. */
export interface ImageCapabilities {
  /** Ratios that it takes, the default first. */
  readonly supported_aspect_ratios: readonly Aspect[];
  /** Sizes as `WxH` or a class such as `1k`, when it takes a list of them. */
  readonly supported_sizes?: readonly string[];
  /** Largest picture (px), when sizes are free. */
  readonly max_resolution?: { readonly width: number; readonly height: number };
  readonly supports_seed: boolean;
  readonly supports_negative_prompt: boolean;
  readonly supports_style_presets: boolean;
  readonly supports_edit: boolean;
  readonly supports_mask: boolean;
  readonly supports_transparency: boolean;
  readonly max_reference_images: number;
  /** What else it does to a picture beyond `supports_edit` and `supports_mask`. */
  readonly extra_tasks?: readonly Exclude<ImageTask, "generate" | "edit">[];
  /** Longest prompt (characters). */
  readonly max_prompt_length: number;
}

/** What is done: a new picture, or something to the first input picture. */
export type ImageTask = "generate" | "edit" | "outpaint" | "upscale" | "remove_background";

/** What is asked of an image model. The model turns aspect and preset into its own size and quality. */
export interface ImageRequest {
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly aspect: Aspect;
  readonly preset: Preset;
  readonly seed: number | null;
  /** Default: `edit` with input pictures, else `generate`. */
  readonly task?: ImageTask;
  /** Input pictures: the first is worked on, the others are references. */
  readonly images?: readonly ImageData[];
  /** PNG of the first input picture's size: where its alpha is 0 may change, the rest stays. */
  readonly mask?: ImageData | null;
  /** The background is to be transparent. */
  readonly transparent?: boolean;
}

/** One picture as received. */
export interface ImageData {
  readonly bytes: Uint8Array;
  readonly mediaType: MediaType;
}

export interface ImageAnswer {
  readonly image: ImageData;
  /** What could not be done as asked, in plain words for the person. */
  readonly warnings: readonly string[];
  /** What the call cost, from the provider's usage; null when the answer does not say (the estimate is booked). */
  readonly costMicros: MicroUsd | null;
  /** The provider's usage object, kept for audit. */
  readonly usage: Record<string, unknown>;
}

/** How a call is made: cut off by `signal`, and by the model's own time limit. */
export interface CallOptions {
  readonly signal: AbortSignal;
  /** Awaited when an answer has come, before its body is read: who has many at hand lets it wait at the other end. */
  readonly admit?: () => Promise<void>;
}

/** Makes pictures. `generate` sends exactly one request: it never retries by itself. */
export interface ImageModel {
  /** Id of the provider, as in settings and `IMAGE_PROVIDER`. */
  readonly provider: string;
  readonly modelId: string;
  /** File name in prompts/guides, without ending. */
  readonly guide: string;
  /** No real picture is made. */
  readonly simulated: boolean;
  readonly capabilities: ImageCapabilities;
  /** How good its pictures are beside other models', 0–100: the order of failover by quality. */
  readonly qualityRank: number;
  /** Upper bound of the cost of one call, micro-USD; null when no price is known: then no call is made. */
  quote(request: ImageRequest): MicroUsd | null;
  /** @throws SfumatoError with `spent` saying what is known of the bill. */
  generate(request: ImageRequest, options: CallOptions): Promise<ImageAnswer>;
}

/** The text calls of the product; each has its instructions in prompts/<call>.md. */
export type TextCall = "refine" | "judge" | "revise" | "recommend" | "describe" | "locate";

/** What is asked of a text model: instructions that we wrote, data that others did, and a schema for the answer. */
export interface TextRequest<T> {
  readonly call: TextCall;
  /** From prompts/<call>.md; trusted. */
  readonly instructions: string;
  /**
   * Goal, feedback, findings and whatever people or models wrote: data, never instructions.
   * Passed field by field between markers with a random nonce.
   */
  readonly data: Readonly<Record<string, unknown>>;
  readonly images: readonly { readonly label: string; readonly image: ImageData }[];
  readonly schema: z.ZodType<T>;
  /** Longest answer (tokens); pinned in the request, so that the quote is an upper bound. */
  readonly maxTokens: number;
  /** An answer that broke the schema, to be mended: the one repair round. */
  readonly repair?: { readonly answer: string; readonly problem: string };
}

export interface TextAnswer<T> {
  readonly value: T;
  readonly costMicros: MicroUsd | null;
  readonly usage: Record<string, unknown>;
}

/** Writes and looks. `ask` sends exactly one request. */
export interface TextModel {
  readonly provider: string;
  readonly modelId: string;
  readonly simulated: boolean;
  /** It outlines what is named in a picture (`locate`); others are never asked for it. */
  readonly supports_segmentation?: boolean;
  /** Upper bound of the cost of one call, micro-USD; null when no price is known. */
  quote(request: TextRequest<unknown>): MicroUsd | null;
  /**
   * @throws SfumatoError `E_AI_BAD_ANSWER` with `details.answer` (text) and `details.problem` when the answer breaks
   * the schema; its cost is in `details.costMicros`.
   */
  ask<T>(request: TextRequest<T>, options: CallOptions): Promise<TextAnswer<T>>;
}

/** A model as its vendor lists it: plain JSON, so that it can be kept for when the vendor is away. */
export interface ListedModel {
  readonly id: string;
  /** What the vendor says of it; only its own provider reads it, and checks it again. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Everything that can make pictures or words here, in the order of preference. */
export interface Models {
  readonly images: readonly ImageModel[];
  /** The text model for a call; a simulated image model is judged by the simulation's own judge. */
  text(call: TextCall, image: ImageModel): TextModel;
  /** Who can answer such a call when that one cannot, the first first. Absent: nobody. */
  standIns?(call: TextCall, image: ImageModel): readonly TextModel[];
}
