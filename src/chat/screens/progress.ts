import type { ErrorRecord } from "../../domain/errors.ts";
import type { Job, JobEvent, JobStage } from "../../domain/job.ts";
import { formatUsd } from "../../domain/money.ts";
import type { Session } from "../../domain/session.ts";
import { warningsIn } from "../job-warnings.ts";
import type { ViewInput } from "../views.ts";
import type { Say } from "../wording.ts";
import { onSession } from "./card.ts";
import { errorText } from "./error.ts";
import { warningText } from "./iteration.ts";

export interface ProgressState {
  session: Session;
  job: Job;
  events: readonly JobEvent[];
  /** Place in the queue, 1 is next. */
  position: number;
  pictures: number;
  /** Of this job, all calls, micro-USD. */
  spentMicros: number;
  /** Why a loop ended before its last round, from its output. */
  stopped: string | null;
  /** The error that ended the loop, from its output. */
  stopError: ErrorRecord | null;
  /** The button that makes a new try. */
  canRetry: boolean;
}

const BAR_CELLS = 6;

/** The one progress message of a job, edited in place until it tells how the job ended. */
export function progressScreen(say: Say, state: ProgressState): ViewInput {
  const { job, session } = state;
  if (job.state === "queued" || job.state === "running")
    return {
      live: true,
      text: [[workingLine(say, state)]],
      buttons: [
        [{ label: say("button-cancel"), intent: onSession("stop", session, { job: job.id }), style: "danger" }],
      ],
    };
  const text = [[endLine(say, state)]];
  const why = reasonLine(say, state);
  if (why) text.push([why]);
  for (const warning of warningsIn(state.events).left) text.push([warningText(say, warning)]);
  return {
    live: true,
    text,
    buttons: state.canRetry
      ? [[{ label: say("button-retry"), intent: onSession("retry", session, { job: job.id }), style: "primary" }]]
      : [],
  };
}

function workingLine(say: Say, { job, events, position }: ProgressState): string {
  const last = [...events].reverse().find((event) => ["stage", "waiting", "taken_back"].includes(event.type));
  if (last?.type === "waiting") return say("progress-waiting", { seconds: Math.ceil(last.untilMs / 1000) });
  if (job.state === "queued" && last?.type === "taken_back") return say("progress-restarted");
  if (job.state === "queued" || last?.type !== "stage")
    return say("progress-queued", {
      place: position <= 1 ? "one" : "other",
      ordinal: ordinal(position),
      number: position,
    });
  return stageLine(say, last.stage);
}

function stageLine(say: Say, { stage, round, rounds, fraction }: JobStage): string {
  const single = rounds === 0 && (stage === "generating" || stage === "judging");
  const cells = Math.round(fraction * BAR_CELLS);
  const bar = `${"▓".repeat(cells)}${"░".repeat(BAR_CELLS - cells)} ${Math.round(fraction * 100)}%`;
  return `${say(single ? `progress-${stage}-single` : `progress-${stage}`, { round, rounds })} ${bar}`;
}

function ordinal(place: number): string {
  const rule = new Intl.PluralRules("en", { type: "ordinal" }).select(place);
  return `${place}${{ one: "st", two: "nd", few: "rd" }[rule as string] ?? "th"}`;
}

function endLine(say: Say, { job, pictures, spentMicros }: ProgressState): string {
  const cost = spentMicros === 0 ? say("price-free") : formatUsd(spentMicros);
  if (job.state === "failed" || job.state === "blocked_budget") return say("progress-failed", { pictures });
  return say(job.state === "cancelled" ? "progress-cancelled" : "progress-done", { pictures, cost });
}

function reasonLine(say: Say, { job, stopped, stopError, spentMicros }: ProgressState): string | null {
  if (job.lastError && (job.state === "failed" || job.state === "blocked_budget"))
    return errorText(say, job.lastError as ErrorRecord, spentMicros);
  const keys: Record<string, string> = {
    budget: "progress-stopped-budget",
    paused: "error-E_BUDGET_BLOCKED-paused",
    frozen: "error-E_BUDGET_BLOCKED-frozen",
    provider_failed: "progress-stopped-provider",
    target_met: "progress-stopped-target",
    no_progress: "progress-stopped-no-progress",
    person: "progress-stopped-person",
  };
  const key = stopped === null ? undefined : keys[stopped];
  if (!key) return null;
  // A cap is named, with what is left of it, when it begins anew, and who can raise it.
  return stopped === "budget" && stopError ? `${say(key)} ${errorText(say, stopError, null)}` : say(key);
}
