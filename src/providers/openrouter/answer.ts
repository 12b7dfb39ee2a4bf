import { z } from "zod";
import { SfumatoError, type Spent } from "../../domain/errors.ts";
import type { MicroUsd } from "../../domain/money.ts";
import { badAnswer, type ErrorSource, errorFromStatus } from "../errors-from-http.ts";
import { MAX_BROKEN_ANSWER } from "./request.ts";

export const Failure = z.looseObject({
  code: z.union([z.number(), z.string()]).nullish(),
  message: z.string().nullish(),
});
export type Failure = z.infer<typeof Failure>;
const TextPart = z.looseObject({ text: z.string().optional() });
const Choice = z.object({
  finish_reason: z.string().nullish(),
  error: Failure.nullish(),
  message: z
    .object({ content: z.union([z.string(), z.array(TextPart)]).nullish(), refusal: z.string().nullish() })
    .nullish(),
});
const Completion = z.object({
  error: Failure.nullish(),
  choices: z.array(Choice).optional(),
  usage: z.record(z.string(), z.unknown()).nullish().catch(null),
});

/** What an answer says of its cost. */
export interface Bill {
  readonly costMicros: MicroUsd | null;
  readonly spent: Spent;
}

/** Usage in an answer, whatever else is in it; empty when there is none. */
export function usageOf(received: unknown): Record<string, unknown> {
  return Completion.pick({ usage: true }).safeParse(received).data?.usage ?? {};
}

/**
 * The text of a completion.
 * @throws SfumatoError when it holds an error, a refusal or no text: all of which come with status 200.
 */
export function textOf(source: ErrorSource, received: unknown, bill: Bill): { text: string; cutOff: boolean } {
  const completion = Completion.safeParse(received).data;
  if (completion === undefined) throw noCompletion(source, bill);
  const choice = completion.choices?.[0];
  const failure = completion.error ?? choice?.error;
  if (failure) throw errorInside(source, failure, bill);
  if (choice === undefined) throw noCompletion(source, bill);
  const text = contentOf(choice);
  if (choice.finish_reason === "error") throw errorInside(source, { code: 502, message: null }, bill);
  if (choice.finish_reason === "content_filter" || (choice.message?.refusal && text === ""))
    throw refused(source, bill);
  return { text, cutOff: choice.finish_reason === "length" };
}

/**
 * Reads the JSON of an answer and checks it.
 * @throws SfumatoError `E_AI_BAD_ANSWER` with `details.answer` and `details.problem`, so that it can be mended.
 */
export function parseAnswer<T>(
  source: ErrorSource,
  { text, cutOff }: { text: string; cutOff: boolean },
  schema: z.ZodType<T>,
  bill: Bill,
): T {
  let value: unknown;
  try {
    value = JSON.parse(withoutFence(text));
  } catch {
    throw broken(source, cutOff ? "the answer was cut off: it is too long" : "the answer is no JSON", text, bill);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw broken(source, z.prettifyError(parsed.error).slice(0, 1_000), text, bill);
  return parsed.data;
}

function contentOf(choice: z.infer<typeof Choice>): string {
  const content = choice.message?.content;
  if (typeof content === "string") return content.trim();
  return (content ?? [])
    .map((part) => part.text ?? "")
    .join("")
    .trim();
}

/** Some servers put the JSON into a Markdown fence. */
function withoutFence(text: string): string {
  return /^```[a-z]*\s*\n([\s\S]*?)\n?\s*```$/i.exec(text)?.[1] ?? text;
}

/** An error that came after the answer had begun: whether it was billed is not known unless usage says so. */
export function errorInside(source: ErrorSource, failure: Failure, bill: Bill): SfumatoError {
  const number = Number(failure.code);
  const status = Number.isInteger(number) && number >= 400 && number <= 599 ? number : 502;
  const error = errorFromStatus(source, status, new Headers(), JSON.stringify({ error: failure }));
  return new SfumatoError(error.code, error.message, {
    retryable: error.retryable,
    spent: bill.spent,
    details: { ...error.details, ...costOf(bill) },
  });
}

function refused(source: ErrorSource, bill: Bill): SfumatoError {
  return new SfumatoError("E_AI_REFUSED", `${source.provider}: the model refused to answer.`, {
    spent: bill.spent,
    details: { provider: source.provider, reason: "content_policy", ...costOf(bill) },
  });
}

/** Without `details.answer`: there is nothing that a model could mend. */
function noCompletion(source: ErrorSource, bill: Bill): SfumatoError {
  return badAnswer(source, "it is no completion", { spent: bill.spent, details: costOf(bill) });
}

function broken(source: ErrorSource, problem: string, answer: string, bill: Bill): SfumatoError {
  return new SfumatoError("E_AI_BAD_ANSWER", `${source.provider} gave an answer that breaks its schema.`, {
    spent: bill.spent,
    details: {
      provider: source.provider,
      problem,
      answer: answer.slice(0, MAX_BROKEN_ANSWER),
      costMicros: bill.costMicros,
    },
  });
}

function costOf(bill: Bill): { costMicros?: MicroUsd } {
  return bill.costMicros === null ? {} : { costMicros: bill.costMicros };
}
