import { DateTime } from "luxon";
import type { ErrorRecord } from "../../domain/errors.ts";
import { formatUsd } from "../../domain/money.ts";
import { UploadFault } from "../../domain/upload.ts";
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
  const fault = UploadFault.safeParse(details.upload);
  if (fault.success) return `${say(`upload-${fault.data}`)} ${say("upload-accepted")}`;
  if (details.reason === "cannot") {
    const tool = say(`tool-${String(details.tool)}`);
    if (typeof details.provider === "string") return say("edit-impossible-here", { tool, provider: details.provider });
    return say("edit-impossible", { tool });
  }
  if (code === "E_BUDGET_BLOCKED" && details.reason === "frozen") return say("error-E_BUDGET_BLOCKED-frozen");
  if (code === "E_BUDGET_BLOCKED") return budgetText(say, details);
  if (code === "E_AI_TIMEOUT" && details.reason === "interrupted") return say("error-E_AI_TIMEOUT-interrupted");
  return say(`error-${code}`, {
    reason: message,
    seconds: Math.ceil(Number(details.retryAfterMs ?? 0) / 1000),
    model: String(details.provider ?? "The model"),
    length: Number(details.length ?? 0),
    limit: Number(details.limit ?? 0) || 0,
  });
}

function budgetText(say: Say, details: ErrorRecord["details"]): string {
  const money = (value: unknown) => formatUsd(Number(value ?? 0));
  const resetsAt = typeof details.resetsAt === "string" ? DateTime.fromISO(details.resetsAt, { zone: "utc" }) : null;
  return say("error-E_BUDGET_BLOCKED", {
    scope: say(`scope-${details.scope}`),
    period: say(`period-${details.period}`),
    cap: money(details.capMicros),
    left: money(details.leftMicros),
    needed: money(details.neededMicros),
    reset: resetsAt
      ? say("budget-resets", { when: resetsAt.toFormat("yyyy-MM-dd HH:mm 'UTC'") })
      : say("budget-never-resets"),
    who: say(`budget-who-${details.scope}`),
  });
}
