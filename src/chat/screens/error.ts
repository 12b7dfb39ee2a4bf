import { DateTime } from "luxon";
import type { ErrorRecord } from "../../domain/errors.ts";
import { formatApart, formatUsd } from "../../domain/money.ts";
import type { Say } from "../wording.ts";

/** What happened, whether money was spent, and what to do next, in the person's language. */
export function errorText(say: Say, error: ErrorRecord, spentMicros: number | null): string {
  const sentences = [whatHappened(say, error)];
  if (
    ["E_AI_MODEL_UNAVAILABLE", "E_AI_TIMEOUT", "E_AI_REFUSED", "E_AI_BAD_ANSWER", "E_INTERNAL"].includes(error.code) &&
    spentMicros !== null
  )
    sentences.push(
      say(`error-spent-${spentMicros === 0 ? "no" : error.spent === "unknown" ? "unknown" : "yes"}`, {
        cost: formatUsd(spentMicros),
      }),
    );
  if (error.retryable) sentences.push(say("error-retry"));
  return sentences.join(" ");
}

function whatHappened(say: Say, { code, details, message }: ErrorRecord): string {
  if (code === "E_BUDGET_BLOCKED" && details.reason === "frozen") return say("error-E_BUDGET_BLOCKED-frozen");
  if (code === "E_BUDGET_BLOCKED") return budgetText(say, details);
  if (code === "E_AI_TIMEOUT" && details.reason === "interrupted") return say("error-E_AI_TIMEOUT-interrupted");
  if (details.reason === "incapable") return say("error-E_AI_MODEL_UNAVAILABLE-incapable", { reason: message });
  if (Array.isArray(details.tried))
    return say("error-all-models", { models: details.tried.map((tried) => String(tried.model)).join(", ") });
  return say(`error-${code}`, {
    reason: message,
    seconds: Math.ceil(Number(details.retryAfterMs ?? 0) / 1000),
    model: String(details.provider ?? "The model"),
    length: Number(details.length ?? 0),
    limit: Number(details.limit ?? 0) || 0,
  });
}

function budgetText(say: Say, details: ErrorRecord["details"]): string {
  const [left, needed] = formatApart(Number(details.leftMicros ?? 0), Number(details.neededMicros ?? 0)) as [
    string,
    string,
  ];
  const zone = typeof details.zone === "string" ? details.zone : "UTC";
  const resetsAt = typeof details.resetsAt === "string" ? DateTime.fromISO(details.resetsAt, { zone }) : null;
  return say("error-E_BUDGET_BLOCKED", {
    scope: say(`scope-${details.scope}`),
    period: say(`period-${details.period}`),
    cap: formatUsd(Number(details.capMicros ?? 0)),
    ...{ left, needed },
    reset: resetsAt
      ? say("budget-resets", {
          when: `${resetsAt.toFormat("yyyy-MM-dd HH:mm")} ${zone === "UTC" ? zone : `(${zone})`}`,
        })
      : say("budget-never-resets"),
    who: say(`budget-who-${details.scope}`),
  });
}
