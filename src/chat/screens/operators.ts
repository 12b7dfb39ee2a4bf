import type { JobState } from "../../domain/job.ts";
import { formatUsd, type MicroUsd } from "../../domain/money.ts";
import type { ProviderState } from "../../domain/provider-state.ts";
import type { Admission, JobLine } from "../../ports/moderation.ts";
import type { Health } from "../chat-deps.ts";
import type { Paragraph, ViewInput } from "../views.ts";
import type { Say } from "../wording.ts";

/** How the deployment stands. */
export interface Status {
  health: Health;
  disk: { freeBytes: number; totalBytes: number };
  jobs: Partial<Record<JobState, number>>;
  /** Booked today (UTC). */
  byProvider: readonly { name: string; micros: MicroUsd }[];
  byChat: readonly { name: string; micros: MicroUsd }[];
  providers: readonly ProviderState[];
  /** Who waits to be let in. */
  waiting: readonly Admission[];
}

const GIGABYTE = 1e9;
const bold = (text: string): Paragraph => [{ text, style: "bold" }];

export function statusScreen(say: Say, status: Status): ViewInput {
  const { health, disk, jobs, providers, byProvider, byChat, waiting } = status;
  const parts = { database: health.database, queue: health.queue, ...health.platforms };
  const money = (rows: Status["byChat"]): Paragraph[] =>
    rows.map(({ name, micros }) => [{ text: name, style: "code" }, ` ${formatUsd(micros)}`]);
  return {
    text: [
      bold(say("admin-title")),
      [
        Object.entries(parts)
          .map(([name, state]) => `${mark(state)} ${name}`)
          .join(" · "),
      ],
      [
        say("admin-jobs", { running: jobs.running ?? 0, queued: jobs.queued ?? 0 }),
        ` · ${say("admin-disk", {
          free: (disk.freeBytes / GIGABYTE).toFixed(1),
          percent: Math.round((100 * disk.freeBytes) / Math.max(1, disk.totalBytes)),
        })}`,
      ],
      bold(say("admin-providers")),
      ...providers.map((one): Paragraph => [providerLine(say, one)]),
      bold(say("admin-spent")),
      ...(byProvider.length === 0 ? [[say("admin-spent-none")]] : money(byProvider)),
      ...money(byChat),
      ...(waiting.length > 0 ? [bold(say("admin-waiting"))] : []),
      ...waiting.map((one): Paragraph => [{ text: `${one.platform}:${one.id}`, style: "code" }, ` ${one.name}`]),
      [{ text: say("admin-more"), style: "italic" }],
    ],
  };
}

function providerLine(say: Say, { provider, state, calls, errorShare, medianMs }: ProviderState): string {
  const failed = { calls, errors: Math.round(100 * (errorShare ?? 0)) };
  return [
    `${mark(state)} ${provider}`,
    say(`providerstate-${state}`),
    ...(medianMs === null ? [] : [say("providerstate-time", { seconds: (medianMs / 1000).toFixed(1) })]),
    ...(calls === 0 ? [] : [say("providerstate-failed", failed)]),
  ].join(" · ");
}

function mark(state: string): string {
  return state === "up" ? "🟢" : state === "starting" || state === "disabled" ? "⚪" : "🔴";
}

/** What `/admin` takes. */
export function adminUsageScreen(say: Say): ViewInput {
  return { text: [bold(say("admin-usage-title")), [{ text: say("admin-usage"), style: "code" }]] };
}

/** The newest jobs; no words of people. */
export function jobsScreen(say: Say, jobs: readonly JobLine[]): ViewInput {
  if (jobs.length === 0) return { text: [[say("admin-jobs-none")]] };
  return {
    text: [
      bold(say("admin-jobs-title")),
      ...jobs.map(
        (job): Paragraph => [
          { text: job.id, style: "code" },
          ` ${job.tool} · ${job.state}${job.errorCode ? ` ${job.errorCode}` : ""} · ${job.chatKey}`,
        ],
      ),
    ],
  };
}

/** Somebody asks to be let in; `operator` names who decided. */
export function accessRequestScreen(
  say: Say,
  asked: Pick<Admission, "platform" | "kind" | "id" | "name"> & Partial<Pick<Admission, "state">>,
  operator: string | null,
): ViewInput {
  const { platform, kind, id, name } = asked;
  const where: Paragraph = [{ text: `${platform}:${id}`, style: "code" }];
  if (operator !== null)
    return {
      text: [[say(asked.state === "approved" ? "access-approved-by" : "access-refused-by", { name, operator })], where],
    };
  const press = (verdict: "approved" | "refused") => ({ do: "access", with: { platform, kind, id, verdict } });
  return {
    text: [[say(kind === "group" ? "access-asks-group" : "access-asks-person", { name })], where],
    buttons: [
      [
        { label: say("button-approve"), intent: press("approved"), style: "primary" },
        { label: say("button-refuse"), intent: press("refused"), style: "danger" },
      ],
    ],
  };
}
