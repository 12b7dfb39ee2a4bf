import { z } from "zod";
import type { SfumatoError } from "../../domain/errors.ts";
import { microsFromUsd } from "../../domain/money.ts";
import { type Bill, refusedPicture, spentOf, withBill } from "../answer-picture.ts";
import { badAnswer, type ErrorSource, errorFromStatus } from "../errors-from-http.ts";

const Result = z.looseObject({
  taskUUID: z.string(),
  imageBase64Data: z.string().nullish(),
  imageDataURI: z.string().nullish(),
  imageURL: z.string().nullish(),
  mediaURL: z.string().nullish(),
  text: z.string().nullish(),
  NSFWContent: z.boolean().nullish(),
  cost: z.number().nonnegative().nullish(),
  seed: z.number().nullish(),
});
type Result = z.infer<typeof Result>;
const Failure = z.looseObject({
  code: z.string().nullish(),
  message: z.string().nullish(),
  parameter: z.unknown().optional(),
  taskUUID: z.string().nullish(),
});
type Failure = z.infer<typeof Failure>;
const Answer = z.looseObject({
  data: z.array(z.unknown()).nullish(),
  errors: z.array(Failure).nullish(),
});

/** What one task came to. */
export interface TaskAnswer {
  readonly result: Result;
  readonly bill: Bill;
}

/**
 * The result of one task among those of the answer: others may have failed, or belong to somebody else.
 * @throws SfumatoError for the failure of this task, a refusal, or an answer without it
 */
export function resultOf(source: ErrorSource, received: unknown, taskUUID: string): TaskAnswer {
  const answer = Answer.safeParse(received).data;
  if (answer === undefined) throw badAnswer(source, "it is no answer to tasks");
  const results = (answer.data ?? []).flatMap((entry) => Result.safeParse(entry).data ?? []);
  const result = results.find((entry) => entry.taskUUID === taskUUID);
  if (result === undefined) {
    const failures = answer.errors ?? [];
    const failure = failures.find((entry) => entry.taskUUID === taskUUID) ?? failures.find((entry) => !entry.taskUUID);
    throw failure === undefined ? badAnswer(source, "it does not answer the task") : errorOf(source, failure);
  }
  const bill = billOf(result);
  if (result.NSFWContent === true) throw refusedPicture(source.provider, bill);
  return { result, bill };
}

/** Bytes or address of a result's picture. @throws SfumatoError */
export function pictureOf(source: ErrorSource, { result, bill }: TaskAnswer): { base64?: string; url?: string } {
  const base64 = result.imageBase64Data ?? result.imageDataURI;
  if (base64) return { base64 };
  const url = result.imageURL ?? result.mediaURL;
  if (url) return { url };
  throw withBill(badAnswer(source, "there is no picture in it", { spent: spentOf(bill) }), bill);
}

function billOf({ cost, seed, taskUUID }: Result): Bill {
  const usage = { taskUUID, ...(cost == null ? {} : { cost }), ...(seed == null ? {} : { seed }) };
  // That a result is there proves the bill, whether or not it says how much.
  return { usage, costMicros: cost == null ? null : microsFromUsd(cost) };
}

/** What Runware's codes mean, in the statuses that other vendors answer with. */
const STATUSES: readonly (readonly [pattern: RegExp, status: number])[] = [
  [/apikey|authentication|unauthorized/i, 401],
  [/insufficientcredits|payment|billing|balance/i, 402],
  [/ratelimit|toomany|concurren/i, 429],
  [/timeout/i, 504],
  [/moderat|nsfw|safety|contentpolicy|invalid|missing|unsupported|notfound/i, 400],
];

/** Error of a task that failed inside a 200. What is not known to be a refusal beforehand may have been billed. */
function errorOf(source: ErrorSource, failure: Failure): SfumatoError {
  const code = failure.code ?? "";
  const status = STATUSES.find(([pattern]) => pattern.test(code))?.[1] ?? 500;
  return errorFromStatus(source, status, new Headers(), JSON.stringify({ errors: [failure] }));
}
