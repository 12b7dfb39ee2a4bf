import type { WindowState } from "../../domain/budget.ts";
import type { Job } from "../../domain/job.ts";
import { formatUsd } from "../../domain/money.ts";
import type { Iteration, Session } from "../../domain/session.ts";
import type { ImageModel } from "../../ports/models.ts";
import type { Paragraph, ViewInput } from "../views.ts";
import type { Say } from "../wording.ts";
import { copyButton, onSession, priceLabel } from "./card.ts";

export const HISTORY_PAGE = 5;

function short(text: string, length: number): string {
  const characters = [...text.replace(/\s+/g, " ")];
  return characters.length <= length ? characters.join("") : `${characters.slice(0, length - 1).join("")}…`;
}

export function historyScreen(say: Say, sessions: readonly Session[], offset: number): ViewInput {
  if (sessions.length === 0 && offset === 0) return { text: [[say("history-empty")]] };
  const page = sessions.slice(0, HISTORY_PAGE);
  const turn = (to: number) => ({ do: "history", with: { offset: to } });
  return {
    text: [
      [{ text: say("history-title"), style: "bold" }],
      ...page.map((session) => [
        { text: session.id, style: "code" as const },
        ` · ${say(`status-${session.status}`)} · ${short(session.goal, 80)}`,
      ]),
    ],
    buttons: [
      ...page.map((session) => [
        { label: `${say("button-open")}: ${short(session.goal, 22)}`, intent: onSession("open", session) },
        { label: say("button-rerun"), intent: onSession("rerun", session) },
        { label: say("button-delete"), intent: onSession("delete", session, { offset }), style: "danger" as const },
      ]),
      [
        ...(offset > 0 ? [{ label: say("button-newer"), intent: turn(Math.max(0, offset - HISTORY_PAGE)) }] : []),
        ...(sessions.length > HISTORY_PAGE
          ? [{ label: say("button-older"), intent: turn(offset + HISTORY_PAGE) }]
          : []),
      ],
    ].filter((row) => row.length > 0),
  };
}

/** One picture of the gallery; `more`: an older one follows. */
export function galleryScreen(
  say: Say,
  entry: { iteration: Iteration; session: Session } | undefined,
  offset: number,
  more: boolean,
): ViewInput {
  if (!entry) return { text: [[say("gallery-empty")]] };
  const turn = (to: number) => ({ do: "gallery", with: { offset: to } });
  return {
    text: [[say("gallery-caption", { place: offset + 1, goal: short(entry.session.goal, 200) })]],
    image: { id: entry.iteration.imageId, as: "photo" },
    buttons: [
      [
        ...(offset > 0 ? [{ label: say("button-newer"), intent: turn(offset - 1) }] : []),
        ...(more ? [{ label: say("button-older"), intent: turn(offset + 1) }] : []),
      ],
      [
        { label: say("button-open"), intent: onSession("open", entry.session) },
        { label: say("button-rerun"), intent: onSession("rerun", entry.session) },
        copyButton(say, entry.session, entry.iteration),
      ],
    ].filter((row) => row.length > 0),
  };
}

export function queueScreen(say: Say, jobs: readonly { job: Job; position: number; goal: string }[]): ViewInput {
  if (jobs.length === 0) return { text: [[say("queue-empty")]] };
  return {
    text: [
      [{ text: say("queue-title"), style: "bold" }],
      ...jobs.map(({ job, position, goal }) => [
        job.state === "running"
          ? say("queue-row-running", { goal: short(goal, 80) })
          : say("queue-row-queued", { place: position, goal: short(goal, 80) }),
      ]),
    ],
  };
}

/** How a model does, as far as its calls tell. */
export type ShownHealth = { provider: string; model: string } & (
  | { state: "unknown" }
  | { state: "up" | "down"; calls: number; errorShare: number | null; medianMs: number | null }
);

export function modelsScreen(say: Say, models: readonly ImageModel[], health: readonly ShownHealth[]): ViewInput {
  const lines = models.flatMap((model) => {
    const own = health.find((one) => one.provider === model.provider && one.model === model.modelId);
    return modelLines(say, model, own);
  });
  return { text: [[{ text: say("models-title"), style: "bold" }], ...lines] };
}

function healthLine(say: Say, health: ShownHealth): string {
  if (health.state === "unknown") return say("models-quiet");
  const words = {
    calls: health.calls,
    errors: Math.round(100 * (health.errorShare ?? 0)),
    seconds: ((health.medianMs ?? 0) / 1000).toFixed(1),
  };
  return health.state === "down" ? say("models-down", words) : say("models-up", words);
}

function modelLines(say: Say, model: ImageModel, health: ShownHealth | undefined): Paragraph[] {
  const { capabilities: can } = model;
  const aspect = can.supported_aspect_ratios[0] ?? "1:1";
  const price = (preset: "draft" | "final") =>
    priceLabel(say, model.quote({ prompt: "x".repeat(600), negativePrompt: "", aspect, preset, seed: null }));
  const abilities = [
    can.supports_seed && say("models-seed"),
    can.supports_negative_prompt && say("models-negative"),
    can.supports_edit && say("models-edit"),
    can.supports_mask && say("models-mask"),
    can.supports_transparency && say("models-transparency"),
    can.max_reference_images > 1 && say("models-references", { count: can.max_reference_images }),
  ].filter((word): word is string => typeof word === "string");
  return [
    [
      { text: model.provider, style: "bold" },
      ` · ${model.simulated ? say("models-simulation") : say("models-row", { model: model.modelId, draft: price("draft"), final: price("final") })}`,
    ],
    [say("models-aspects", { aspects: can.supported_aspect_ratios.join(" ") })],
    ...(abilities.length > 0 ? [[say("models-can", { list: abilities.join(", ") })]] : []),
    ...(health ? [[{ text: healthLine(say, health), style: "italic" as const }]] : []),
  ];
}

const BAR_CELLS = 10;

export function spendScreen(say: Say, windows: readonly WindowState[]): ViewInput {
  const lines = windows.flatMap((window) => spendRow(say, window));
  return { text: [[{ text: say("spend-title"), style: "bold" }], ...lines] };
}

/** A cap as a bar, and what of it running calls hold. */
export function spendRow(say: Say, window: WindowState): Paragraph[] {
  const names = {
    scope: say(`scope-${window.scope}`),
    period: say(`period-${window.period}`),
    spent: formatUsd(window.spentMicros + window.reservedMicros),
  };
  const row: Paragraph =
    window.capMicros === null
      ? [say("spend-row-free", names)]
      : [
          say("spend-row", {
            ...names,
            cap: formatUsd(window.capMicros),
            bar: bar((window.spentMicros + window.reservedMicros) / Math.max(1, window.capMicros)),
          }),
        ];
  return window.reservedMicros > 0
    ? [row, [{ text: say("spend-reserved", { reserved: formatUsd(window.reservedMicros) }), style: "italic" }]]
    : [row];
}

function bar(fraction: number): string {
  const cells = Math.min(BAR_CELLS, Math.ceil(Math.min(1, fraction) * BAR_CELLS));
  return "▓".repeat(cells) + "░".repeat(BAR_CELLS - cells);
}
