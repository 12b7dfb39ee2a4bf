import type OpenAI from "openai";
import { z } from "zod";
import { SfumatoError, type Spent } from "../domain/errors.ts";
import type { MicroUsd } from "../domain/money.ts";
import { sniffMediaType } from "../domain/picture.ts";
import type { ImageData } from "../ports/models.ts";
import { badAnswer } from "./errors-from-http.ts";
import { type HttpCall, sendOnce } from "./http.ts";
import { createOpenAiClient } from "./openai-client.ts";

/**
 * OpenAI's route `/images/generations`, which many servers speak.
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

/** What an answer says of its cost. */
export interface Bill {
  readonly usage: Record<string, unknown>;
  /** Null when it cannot be told. */
  readonly costMicros: MicroUsd | null;
}

/** One generated picture, still as it was sent. */
export interface GeneratedPicture {
  readonly base64: string | undefined;
  readonly url: string | undefined;
  /** As sent; empty when the server says nothing. */
  readonly usage: Record<string, unknown>;
}

/**
 * Asks for one picture with exactly one request.
 * @throws SfumatoError
 */
export async function postGeneration(
  server: ImageServer,
  call: HttpCall,
  body: OpenAI.ImageGenerateParamsNonStreaming,
): Promise<GeneratedPicture> {
  const received: unknown = await sendOnce(call, (fetch) =>
    createOpenAiClient({ ...server, fetch, timeoutMs: call.timeoutMs }).images.generate(body),
  );
  const answer = ImagesAnswer.safeParse(received);
  const picture = answer.data?.data[0];
  const usage = answer.data?.usage ?? {};
  if (picture === undefined) throw badAnswer(call, "there is no picture in it", { spent: spentBy(received) });
  return { base64: picture.b64_json ?? undefined, url: picture.url ?? undefined, usage };
}

/**
 * Decodes base64 and looks at the first bytes.
 * @throws SfumatoError `E_AI_BAD_ANSWER`, spent `yes` when usage proves the bill; `costMicros` goes into the details.
 */
export function decodePicture(provider: string, base64: string, bill: Bill): ImageData {
  const bytes = new Uint8Array(Buffer.from(base64.replace(/^data:[^,]*,/, ""), "base64"));
  return { bytes, mediaType: mediaTypeOf(provider, bytes, bill) };
}

/** Media type of received bytes. @throws SfumatoError `E_AI_BAD_ANSWER` as {@link decodePicture} does. */
export function mediaTypeOf(provider: string, bytes: Uint8Array, bill: Bill): ImageData["mediaType"] {
  const mediaType = sniffMediaType(bytes);
  if (mediaType !== undefined) return mediaType;
  throw unusablePicture(provider, "what it sent is no PNG, JPEG or WebP picture", bill);
}

/** Error of an answer that was generated, and so billed, but holds no picture that can be used. */
export function unusablePicture(provider: string, problem: string, bill: Bill): SfumatoError {
  const details = bill.costMicros === null ? {} : { costMicros: bill.costMicros };
  return badAnswer({ provider }, problem, { spent: spentOf(bill), details });
}

/** What a generated answer proves of the bill. */
export function spentOf(bill: Bill): Spent {
  if (bill.costMicros === 0) return "no";
  return bill.costMicros !== null || Object.keys(bill.usage).length > 0 ? "yes" : "unknown";
}

/** The same error, with another word on the bill: a download fails after the picture was paid. */
export function withSpent(thrown: unknown, spent: Spent): unknown {
  if (!(thrown instanceof SfumatoError)) return thrown;
  const { code, message, details, retryable } = thrown;
  return new SfumatoError(code, message, { details, retryable, spent });
}

function spentBy(received: unknown): Spent {
  return z.object({ usage: z.object({ output_tokens: Tokens.min(1) }) }).safeParse(received).success
    ? "yes"
    : "unknown";
}
