import { z } from "zod";
import type { MicroUsd } from "../../domain/money.ts";
import { type Bill, refusedPicture } from "../answer-picture.ts";
import { badAnswer, type ErrorSource } from "../errors-from-http.ts";

/** 1e-10 USD each. */
const TICKS_PER_MICRO_USD = 10_000;

const Ticks = z.number().int().nonnegative();
const Picture = z.object({
  url: z.string().nullish(),
  b64_json: z.string().nullish(),
  respect_moderation: z.boolean().nullish(),
});
const ImagesAnswer = z.object({ data: z.array(Picture).min(1) });
const Usage = z.object({ usage: z.record(z.string(), z.unknown()) });

/** What an answer says of its cost, whatever else is in it. */
export function billOf(received: unknown): Bill {
  const usage = Usage.safeParse(received).data?.usage ?? {};
  const ticks = Ticks.safeParse(usage.cost_in_usd_ticks).data;
  return { usage, costMicros: ticks === undefined ? null : microsFromTicks(ticks) };
}

/** Ticks as whole micro-dollars, rounded up: what is booked is never less than what was charged. */
export function microsFromTicks(ticks: number): MicroUsd {
  return Math.ceil(ticks / TICKS_PER_MICRO_USD);
}

/**
 * The picture of an answer, still as it was sent.
 * @throws SfumatoError `E_AI_REFUSED` for the placeholder that stands for a refusal, `E_AI_BAD_ANSWER`
 */
export function pictureOf(source: ErrorSource, received: unknown, bill: Bill): { base64?: string; url?: string } {
  const picture = ImagesAnswer.safeParse(received).data?.data[0];
  if (picture?.respect_moderation === false) throw refusedPicture(source.provider, bill);
  const { b64_json: base64, url } = picture ?? {};
  if (base64) return { base64 };
  if (url) return { url };
  const costMicros = bill.costMicros;
  throw badAnswer(source, "there is no picture in it", {
    spent: costMicros === null ? "unknown" : costMicros > 0 ? "yes" : "no",
    details: costMicros === null ? {} : { costMicros },
  });
}
