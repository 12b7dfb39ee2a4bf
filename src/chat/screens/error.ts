import { DateTime } from "luxon";
import type { ErrorRecord, SfumatoError } from "../../domain/errors.ts";
import { Lacks } from "../../domain/lack.ts";
import { formatLeft, formatNeeded, formatUsd } from "../../domain/money.ts";
import { EditTask } from "../../domain/photo-work.ts";
import { UploadFault } from "../../domain/upload.ts";
import type { Button, ViewInput } from "../views.ts";
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

/** What is not even begun, and the button that tries again. */
export function refusedScreen(say: Say, error: SfumatoError, again: NonNullable<Button["intent"]>): ViewInput {
  return {
    text: [[errorText(say, error.toRecord(), null)]],
    buttons: [[{ label: say("button-retry"), intent: again, style: "primary" }]],
  };
}

const MOST_MODELS = 8;

/** Reasons of an error (`details.reason`) that have words of their own; the others are told by their code alone. */
export const ERROR_REASONS: Readonly<Partial<Record<ErrorRecord["code"], readonly string[]>>> = {
  E_BUDGET_BLOCKED: ["frozen", "paused"],
  E_AI_TIMEOUT: ["interrupted"],
  E_AI_MODEL_UNAVAILABLE: ["not_allowed", "disabled", "incapable"],
  E_PROMPT_INVALID: [
    "empty_goal",
    "empty_prompt",
    "no_prompt",
    "prompt",
    "prompt_too_long",
    "option_provider",
    "option_aspect",
    "option_preset",
    "option_iterations",
    "option_negative",
    "option_seed",
    "option_spoiler",
    "option_unknown",
    "no_photo",
    "not_for_photos",
    "same_ratio",
    "sides_far",
    "sides_none",
    "too_long",
    "mask_needed",
    "mask_late",
    "mask_alone",
    "mask_unreadable",
    "block_unknown",
    "block_twice",
    "block_open",
    "amount",
    "caps_usage",
    "zone_usage",
    "admin_usage",
  ],
  E_INPUT_TOO_LARGE: ["picture_bytes", "picture_sides", "mask_bytes", "total_bytes", "too_large"],
  E_INPUT_UNSUPPORTED: ["task", "no_picture", "unreadable", "mask_format", "mask_size"],
  E_NOT_ALLOWED: [
    "blocked",
    "groups_only",
    "private_only",
    "moderators_only",
    "operators_only",
    "unchecked",
    "not_blockable",
    "over_ceiling",
    "off_needs_ceiling",
  ],
  E_NOT_FOUND: ["person", "applicant"],
};

/** An error's own message is English, for logs, files and scripts: it is never shown here. */
function whatHappened(say: Say, { code, details }: ErrorRecord): string {
  const fault = UploadFault.safeParse(details.upload);
  if (fault.success) return `${say(`upload-${fault.data}`)} ${say("upload-accepted")}`;
  if (details.reason === "cannot") {
    const tool = say(`tool-${String(details.tool)}`);
    if (typeof details.provider === "string") return say("edit-impossible-here", { tool, provider: details.provider });
    const need = EditTask.safeParse(details.needs).data ?? "edit";
    return say("edit-impossible", { tool, need: say(`edit-need-${need}`), list: String(details.list ?? "") });
  }
  const reason = String(details.reason ?? "");
  if (code === "E_BUDGET_BLOCKED" && !ERROR_REASONS.E_BUDGET_BLOCKED?.includes(reason)) return budgetText(say, details);
  const { data: lacks } = Lacks.safeParse(details.lacks);
  if (lacks) return incapableText(say, lacks);
  if (Array.isArray(details.tried))
    return say("error-all-models", { models: details.tried.map((tried) => String(tried.model)).join(", ") });
  const known = ERROR_REASONS[code]?.includes(reason) ?? false;
  return say(known ? `error-${code}-${reason}` : `error-${code}`, {
    ...NO_FACTS,
    ...factsOf(details),
    seconds: Math.ceil(Number(details.retryAfterMs ?? 0) / 1000),
    model: String(details.provider ?? say("error-some-model")),
    length: Number(details.length ?? 0),
    limit: Number(details.limit ?? 0) || 0,
    ceiling: formatUsd(Number(details.ceilingMicros ?? 0)),
  });
}

/** That no model can do it, and what each one lacks. */
function incapableText(say: Say, all: Lacks): string {
  const lines = all.slice(0, MOST_MODELS).map(({ model, lacks }) => {
    const list = lacks.map(({ what, pictures = 0, room = 0 }) => say(`lack-${what}`, { pictures, room })).join(", ");
    return say("error-lacking", { model, list });
  });
  return [say("error-E_AI_MODEL_UNAVAILABLE-incapable"), ...lines].join(" ");
}

/** A fact that is missing must not make an error of an error's own. */
const NO_FACTS = { value: "", list: "", block: "", name: "", mask: "", picture: "" };

function factsOf(details: ErrorRecord["details"]): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(details).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === "string" || typeof entry[1] === "number",
    ),
  );
}

function budgetText(say: Say, details: ErrorRecord["details"]): string {
  const zone = typeof details.zone === "string" ? details.zone : "UTC";
  const resetsAt = typeof details.resetsAt === "string" ? DateTime.fromISO(details.resetsAt, { zone }) : null;
  return say("error-E_BUDGET_BLOCKED", {
    scope: say(`scope-${details.scope}`),
    period: say(`period-${details.period}`),
    cap: formatUsd(Number(details.capMicros ?? 0)),
    left: formatLeft(Number(details.leftMicros ?? 0)),
    needed: formatNeeded(Number(details.neededMicros ?? 0)),
    reset: resetsAt
      ? say("budget-resets", {
          when: `${resetsAt.toFormat("yyyy-MM-dd HH:mm")} ${zone === "UTC" ? zone : `(${zone})`}`,
        })
      : say("budget-never-resets"),
    who: say(`budget-who-${details.scope}`),
  });
}
