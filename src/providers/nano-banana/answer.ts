import { z } from "zod";
import type { MicroUsd } from "../../domain/money.ts";
import type { ImagePrice } from "../../domain/prices.ts";
import { type Bill, refusedPicture, unusablePicture } from "../answer-picture.ts";
import { costOfTokens } from "../image-price.ts";

const Tokens = z.number().int().nonnegative().default(0);
const Details = z.array(z.looseObject({ modality: z.string(), tokenCount: Tokens })).default([]);
const Usage = z.looseObject({
  promptTokenCount: Tokens,
  candidatesTokenCount: Tokens,
  thoughtsTokenCount: Tokens,
  promptTokensDetails: Details,
  candidatesTokensDetails: Details,
});

const Part = z.looseObject({
  thought: z.boolean().nullish(),
  inlineData: z.looseObject({ mimeType: z.string().nullish(), data: z.string() }).nullish(),
});
const Candidate = z.looseObject({
  finishReason: z.string().nullish(),
  content: z.looseObject({ parts: z.array(Part).nullish() }).nullish(),
});
const Generated = z.looseObject({
  candidates: z.array(Candidate).nullish(),
  promptFeedback: z.looseObject({ blockReason: z.string().nullish() }).nullish(),
});

/** What an answer says of its cost, whatever else is in it. */
export function billOf(price: ImagePrice | undefined, received: unknown): Bill {
  const raw = z.object({ usageMetadata: z.record(z.string(), z.unknown()) }).safeParse(received).data?.usageMetadata;
  return { usage: raw ?? {}, costMicros: raw === undefined ? null : costOf(price, raw) };
}

/** Output that is not told apart is priced as pictures, so that nothing is booked too low. */
function costOf(price: ImagePrice | undefined, raw: Record<string, unknown>): MicroUsd | null {
  const usage = Usage.safeParse(raw).data;
  if (usage === undefined) return null;
  const imageIn = Math.min(usage.promptTokenCount, tokensOf(usage.promptTokensDetails, "IMAGE"));
  const wordsOut = Math.min(usage.candidatesTokenCount, tokensOf(usage.candidatesTokensDetails, "TEXT"));
  return costOfTokens(price, {
    textIn: usage.promptTokenCount - imageIn,
    imageIn,
    imageOut: usage.candidatesTokenCount - wordsOut,
    textOut: wordsOut + usage.thoughtsTokenCount,
  });
}

function tokensOf(details: z.infer<typeof Details>, modality: string): number {
  return details.filter((part) => part.modality === modality).reduce((sum, part) => sum + part.tokenCount, 0);
}

/** Ends of an answer without a picture that are the content policy's doing. */
const REFUSALS = new Set([
  ...["SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "RECITATION", "SPII"],
  ...["IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION", "IMAGE_OTHER", "NO_IMAGE"],
]);

/**
 * The picture of an answer in base64. Sketches made while thinking come before it, so the last one counts.
 * @throws SfumatoError `E_AI_REFUSED`, `E_AI_BAD_ANSWER`
 */
export function pictureOf(provider: string, received: unknown, bill: Bill): string {
  const answer = Generated.safeParse(received).data;
  if (answer === undefined) throw unusablePicture(provider, "it is no generated content", bill);
  const candidates = answer.candidates ?? [];
  const pictures = candidates.flatMap(({ content }) =>
    (content?.parts ?? []).flatMap((part) => (part.thought || !part.inlineData ? [] : [part.inlineData.data])),
  );
  const last = pictures.at(-1);
  if (last !== undefined) return last;
  const reasons = candidates.flatMap(({ finishReason }) => finishReason ?? []);
  if (answer.promptFeedback?.blockReason || reasons.some((reason) => REFUSALS.has(reason)))
    throw refusedPicture(provider, bill);
  throw unusablePicture(provider, "there is no picture in it", bill);
}
