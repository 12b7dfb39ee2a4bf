import { z } from "zod";
import type { Spent } from "../domain/errors.ts";
import { extensionOf } from "../domain/picture.ts";
import type { ImageData } from "../ports/models.ts";
import { badAnswer } from "./errors-from-http.ts";
import { authorization, type HttpCall, postJson, requestJson } from "./http.ts";

/**
 * OpenAI's routes `/images/generations` and `/images/edits`, which many servers speak.
 * Providers import this, never each other.
 */
export interface ImageServer {
  readonly baseUrl: string;
  /** Unset: no authorization is sent (one's own server). */
  readonly apiKey: string | undefined;
}

const Tokens = z.number().int().nonnegative();

/** Usage as OpenAI gives it; other servers give less. */
export const ImageUsage = z.looseObject({
  input_tokens: Tokens,
  output_tokens: Tokens,
  input_tokens_details: z.looseObject({ text_tokens: Tokens, image_tokens: Tokens }).optional().catch(undefined),
});
export type ImageUsage = z.infer<typeof ImageUsage>;

const Picture = z.object({ b64_json: z.string().nullish(), url: z.string().nullish() });
const ImagesAnswer = z.object({
  data: z.array(Picture).min(1),
  usage: z.record(z.string(), z.unknown()).nullish().catch(null),
});

/** Words and numbers of a request, as both routes take them. */
export type ImageFields = Readonly<Record<string, string | number>>;

/** What an edit works on. */
export interface EditPictures {
  readonly images: readonly ImageData[];
  readonly mask: ImageData | null;
}

/** One generated picture, still as it was sent. */
export interface GeneratedPicture {
  readonly base64: string | undefined;
  readonly url: string | undefined;
  /** As sent; empty when the server says nothing. */
  readonly usage: Record<string, unknown>;
}

/**
 * Asks for one new picture with exactly one request.
 * @throws SfumatoError
 */
export async function postGeneration(
  server: ImageServer,
  call: HttpCall,
  fields: ImageFields,
): Promise<GeneratedPicture> {
  const headers = authorization(server.apiKey);
  return readAnswer(call, await postJson(call, `${server.baseUrl}/images/generations`, headers, fields));
}

/**
 * Has input pictures changed with exactly one request (multipart, the form that all such servers take).
 * @throws SfumatoError
 */
export async function postEdit(
  server: ImageServer,
  call: HttpCall,
  fields: ImageFields,
  pictures: EditPictures,
): Promise<GeneratedPicture> {
  const { body, type } = await multipart(fields, pictures);
  const headers = { ...authorization(server.apiKey), "content-type": type };
  return readAnswer(call, await requestJson(call, `${server.baseUrl}/images/edits`, { method: "POST", headers, body }));
}

async function multipart(fields: ImageFields, { images, mask }: EditPictures) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  // Several pictures are an array, which is written with brackets.
  const name = images.length === 1 ? "image" : "image[]";
  for (const [at, image] of images.entries())
    form.append(name, blobOf(image), `image-${at + 1}.${extensionOf(image.mediaType)}`);
  if (mask !== null) form.set("mask", blobOf(mask), "mask.png");
  const encoded = new Response(form);
  return { body: new Uint8Array(await encoded.arrayBuffer()), type: encoded.headers.get("content-type") ?? "" };
}

function blobOf({ bytes, mediaType }: ImageData): Blob {
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mediaType });
}

function readAnswer(call: HttpCall, received: unknown): GeneratedPicture {
  const answer = ImagesAnswer.safeParse(received);
  const picture = answer.data?.data[0];
  const usage = answer.data?.usage ?? {};
  if (picture === undefined) throw badAnswer(call, "there is no picture in it", { spent: spentBy(received) });
  return { base64: picture.b64_json ?? undefined, url: picture.url ?? undefined, usage };
}

function spentBy(received: unknown): Spent {
  return z.object({ usage: z.object({ output_tokens: Tokens.min(1) }) }).safeParse(received).success
    ? "yes"
    : "unknown";
}
