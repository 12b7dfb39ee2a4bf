import { cardScreen, confirmScreen } from "../../src/chat/screens/card.ts";
import { defaultsScreen } from "../../src/chat/screens/defaults.ts";
import { refusedScreen } from "../../src/chat/screens/error.ts";
import { helpScreen, privacyScreen, startScreen } from "../../src/chat/screens/help.ts";
import { iterationScreen } from "../../src/chat/screens/iteration.ts";
import { galleryScreen, historyScreen, modelsScreen, queueScreen, spendScreen } from "../../src/chat/screens/lists.ts";
import { capsScreen, changesScreen } from "../../src/chat/screens/moderation.ts";
import { notesScreen } from "../../src/chat/screens/notes.ts";
import { accessRequestScreen, adminUsageScreen, jobsScreen, statusScreen } from "../../src/chat/screens/operators.ts";
import {
  askScreen,
  describedScreen,
  exportedScreen,
  exportScreen,
  maskScreen,
  toolsScreen,
} from "../../src/chat/screens/photo.ts";
import { progressScreen } from "../../src/chat/screens/progress.ts";
import { joinedFailedScreen, joinedScreen, sameScreen } from "../../src/chat/screens/same-wish.ts";
import { settingsScreen } from "../../src/chat/screens/settings.ts";
import { albumScreen, sheetScreen, summaryScreen } from "../../src/chat/screens/summary.ts";
import { goalUsageScreen, stylesScreen } from "../../src/chat/screens/templates.ts";
import { usageScreen } from "../../src/chat/screens/usage.ts";
import { type Judged, whyScreen } from "../../src/chat/screens/why.ts";
import { View, type ViewInput } from "../../src/chat/views.ts";
import type { Say } from "../../src/chat/wording.ts";
import type { WindowState } from "../../src/domain/budget.ts";
import { readChatRules } from "../../src/domain/chat-rules.ts";
import { SfumatoError } from "../../src/domain/errors.ts";
import { ExportSize } from "../../src/domain/exports.ts";
import type { Job } from "../../src/domain/job.ts";
import { MaskSource, type PhotoWork } from "../../src/domain/photo-work.ts";
import type { Iteration, Session } from "../../src/domain/session.ts";
import type { Template } from "../../src/domain/template.ts";
import type { ChangeKind } from "../../src/ports/moderation.ts";
import { createSketch } from "../../src/providers/sketch/index.ts";
import { tools } from "../../src/tools/index.ts";
import { anIteration, aPrompt, aSession } from "../chat/chat-world.ts";

const AT = new Date("2026-11-21T12:00:00Z");
/** What people write: everything that could be taken for markup, a mention, or another direction of writing. */
export const UNRULY =
  "**bold** <b>html</b> [link](https://a.example) `code` ||spoiler|| @everyone @here <@1> _x_ 👩‍🚀 שלום";
const LONG = `${UNRULY} ${"a very long wish, ".repeat(300)}`.slice(0, 4000);
const NAME = "Wolfeschlegelsteinhausenbergerdorff Hubert Blaine the second…";

const session = (more: Partial<Session> = {}): Session => ({
  ...aSession({ id: "sess0001", goal: UNRULY, personName: NAME, assumptions: ["a forest", "at night"], ...more }),
  createdAt: AT,
});
const long = session({ goal: LONG, prompt: aPrompt(LONG), originalPrompt: aPrompt("another"), bestIterationId: "i1" });

const failed = (text: string) => ({
  ...{ id: "c1", text, weight: 3, level: "must" as const, kind: "content" as const, finding: "no" as const },
  evidence: "nothing of it can be seen anywhere",
});
const verdict = {
  ...{ checklist_version: 1, score: 84, looks: 1, suspicious_text: true },
  failed: [failed("a boat"), failed("a lamp"), failed(UNRULY)],
} as unknown as NonNullable<Iteration["verdict"]>;
const made = (index: number, more: Partial<Iteration> = {}): Iteration =>
  anIteration({
    ...{ id: `i${index}`, index, imageId: `picture-${index}`, verdict, costMicros: 42_000, promptText: LONG },
    ...{ promptDiff: index === 0 ? "" : UNRULY, feedback: UNRULY, accepted: false, parentId: null },
    ...{ warnings: ["This model does not make 19.5:9; 16:9 was taken.", "a warning of a new kind"] },
    ...more,
  });

/** A checklist at its longest, and a picture in which most of it is missing. */
const wanted = Array.from({ length: 12 }, (_, at) => ({
  ...{ id: `c${at}`, text: `${at} ${UNRULY}`.padEnd(200, "."), weight: 3, level: "must" as const },
  kind: "content" as const,
}));
const listed = session({ checklist: { version: 2, items: wanted }, bestIterationId: "i1" });
const findings = ["yes", "partial", "no"] as const;
const judged = (index: number): Judged => {
  const items = wanted.map(({ id }, at) => ({
    id,
    finding: findings[at % 3] ?? "no",
    evidence: "twelve words ".repeat(6),
  }));
  const observation = { description: "", visible_text: [], unasked_text: true, items, artefacts: 0 };
  const seen = { ...verdict, checklist_version: index, observation };
  return { ...made(index), verdict: seen };
};

const habits = Array.from({ length: 12 }, (_, at) => ({
  ...{ key: `${at} ${UNRULY}`.slice(0, 40), sessions: 21, templateId: null },
}));
const templates = (["type", "platform", "hint"] as const).flatMap((kind) =>
  Array.from({ length: 5 }, (_, order): Template => {
    const title = { en: `✓ Marketplace ${order}`.padEnd(30, "x") };
    return { id: `${kind}-${order}`, kind, order, title, words: `words ${order}`, example: { en: LONG.slice(0, 300) } };
  }),
);

const EDITS = tools.filter((tool) => tool.edit).map(({ id }) => id);
const mask = { imageId: "picture-0", previewId: "picture-1", share: 0.5, source: "words" as const };
const photo: PhotoWork = {
  ...{
    tool: "inpaint",
    provider: "openai",
    task: "edit",
    transparent: false,
    inputs: ["i"],
    width: 4096,
    height: 3072,
  },
  ...{ mask, canvasId: null, context: null },
} as PhotoWork;
const sizes = Object.fromEntries(
  Array.from({ length: 12 }, (_, at) => [
    `size-${at}`,
    ExportSize.parse({ label: `Marketplace ${at}`, long_side: 1500 }),
  ]),
);
const exported = { name: "picture-1-marketplace.webp", width: 1500, height: 1500 };

const window = (scope: WindowState["scope"], period: WindowState["period"]): WindowState => ({
  ...{ scope, scopeId: "x", period, startsAt: AT, endsAt: AT },
  ...{ capMicros: 1_000_000, spentMicros: 400_000, reservedMicros: 50_000 },
});
const windows = [
  ...[window("deployment", "day"), window("deployment", "month"), window("chat", "day"), window("chat", "month")],
  ...[window("person", "day"), { ...window("session", "total"), capMicros: null }],
];
const rules = readChatRules({ paused: true, frozen: "overrun", ceiling: { day: 5_000_000, session: 1_000_000 } });

function job(state: Job["state"], more: Partial<Job> = {}): Job {
  return {
    ...{ id: "0123456789abcdef", tool: "optimize", input: { rounds: 3 }, state, sessionId: "sess0001" },
    ...{ platform: "telegram", chatId: "7", personId: "7", attempts: 1, fence: 1, idempotencyKey: "k" },
    ...{ cancelRequested: false, lastError: null, output: null, createdAt: AT, startedAt: AT, finishedAt: null },
    ...more,
  };
}

const KINDS: ChangeKind[] = [
  ...(["cap", "ceiling", "pause", "resume", "block", "unblock", "default"] as const),
  ...(["freeze", "unfreeze", "approve", "refuse"] as const),
];

const capReached = new SfumatoError("E_BUDGET_BLOCKED", "The chat's cap is used up.", {
  details: {
    scope: "chat",
    period: "month",
    capMicros: 10_000_000,
    leftMicros: 1_000,
    zone: "UTC",
    neededMicros: 42_000,
  },
});

/** Every screen, by its function's name, in the states that are longest or hold most. */
export function everyScreen(say: Say): Record<string, ViewInput[]> {
  const models = [createSketch({ drawSvg: () => Promise.reject(new Error("nothing is drawn here")) }).image];
  const prices = { accept: 42_000, optimize: null };
  const card = {
    ...{
      picturesMade: 1,
      untried: true,
      level: "med" as const,
      prices,
      tightest: window("chat", "day"),
      simulated: true,
      byRule: true,
    },
    nearestAspect: "16:9",
  };
  const iteration = { parent: made(0), last: 10, alone: false, idle: true, offersMore: true, prices };
  const progress = {
    ...{
      session: session(),
      events: [],
      position: 22,
      pictures: 2,
      spentMicros: 12_345,
      stopped: null,
      stopError: null,
    },
    canRetry: true,
  };
  const refused = {
    ...{ code: "E_BUDGET_BLOCKED" as const, message: "", retryable: true, spent: "no" as const },
    details: {
      scope: "chat",
      period: "day",
      capMicros: 1e6,
      leftMicros: 0,
      neededMicros: 1e5,
      resetsAt: AT.toISOString(),
    },
  };
  const stage = { stage: "judging" as const, round: 2, rounds: 3, fraction: 0.58 };
  const points = Array.from({ length: 7 }, (_, at) => ({ text: `${at} ${UNRULY}`, iteration: at }));
  const rule = { code: "kept" as const, args: { diff: "brighter", words: "yes", scored: "yes", from: 70, to: 80 } };
  const ended = { ...long, recommendations: [...points, { text: "kept", iteration: 1, rule }] };
  const spender = (at: number) => ({
    ...{ personId: String(at), name: NAME, dayMicros: 20_000, monthMicros: 4_000_000, pictures: at },
  });
  const plain = (...values: string[]) => values.map((value) => ({ value, label: value }));
  const choices = {
    ...{ provider: plain("openai", "nano-banana"), aspect: plain("1:1", "3:2"), preset: plain("draft", "final") },
    ...{ iterations: plain("1", "2"), language: plain("en", "ru", "zh") },
  };
  const health = models.map(({ provider, modelId: model }) => ({
    ...{ provider, model, state: "down" as const, calls: 1_000, errorShare: 0.5, medianMs: 12_345 },
  }));
  const request = { platform: "telegram", kind: "group" as const, id: "-1001234567890", name: UNRULY };
  const admission = { ...request, state: "asked" as const, chatId: "-1001234567890", language: "en", at: AT };
  return {
    cardScreen: [
      ...(["refining", "ready", "working", "cancelled"] as const).map((phase) =>
        cardScreen(say, { ...card, session: session(), phase }),
      ),
      cardScreen(say, { ...card, session: long, phase: "ready" }),
    ],
    confirmScreen: [confirmScreen(say, session(), 420_000, window("chat", "day"), { do: "confirm", with: {} })],
    defaultsScreen: [
      defaultsScreen(say, {
        rules,
        options: session().options,
        providers: ["openai", "grok", "nano-banana", "runware", "compatible", "sketch"],
        language: null,
      }),
    ],
    refusedScreen: [refusedScreen(say, capReached, { do: "begin", with: {} })],
    helpScreen: [helpScreen(say, "private"), helpScreen(say, "group")],
    privacyScreen: [privacyScreen(say)],
    startScreen: [startScreen(say)],
    iterationScreen: [
      iterationScreen(say, { ...iteration, session: long, iteration: made(1) }),
      iterationScreen(say, { ...iteration, session: session(), iteration: made(2, { verdict: null }) }),
      iterationScreen(say, { ...iteration, session: session(), iteration: made(2, { judgeError: "lost" }) }),
    ],
    galleryScreen: [
      galleryScreen(say, { iteration: made(1), session: long }, 1, true),
      galleryScreen(say, undefined, 0, false),
    ],
    historyScreen: [historyScreen(say, Array(6).fill(long), 5), historyScreen(say, [], 0)],
    modelsScreen: [modelsScreen(say, models, health)],
    queueScreen: [
      queueScreen(say, [
        { job: job("running"), position: 0, goal: LONG },
        { job: job("queued"), position: 21, goal: UNRULY },
      ]),
    ],
    spendScreen: [spendScreen(say, windows)],
    capsScreen: [capsScreen(say, windows, rules, "day"), capsScreen(say, windows, readChatRules({}), null)],
    changesScreen: [
      changesScreen(
        say,
        KINDS.map((kind) => ({
          ...{ personName: NAME, kind, at: AT },
          details: { cap: "day", from: "default", to: 5_000_000, person: "7", name: "photos" },
        })),
        new Map([["7", UNRULY]]),
        "America/Argentina/Ushuaia",
      ),
      changesScreen(say, [], new Map(), "UTC"),
    ],
    accessRequestScreen: [
      accessRequestScreen(say, request, null),
      accessRequestScreen(say, { ...request, kind: "private", state: "approved" }, NAME),
    ],
    adminUsageScreen: [adminUsageScreen(say)],
    jobsScreen: [
      jobsScreen(
        say,
        Array.from({ length: 20 }, (_, at) => ({
          ...{
            id: `0123456789abcde${at}`,
            tool: "optimize",
            state: "failed" as const,
            chatKey: "telegram:-1001234567890",
          },
          errorCode: "E_AI_MODEL_UNAVAILABLE",
        })),
      ),
    ],
    statusScreen: [
      statusScreen(say, {
        health: { database: "up", queue: "down", platforms: { telegram: "up", discord: "starting" } },
        disk: { freeBytes: 12e9, totalBytes: 100e9 },
        jobs: { running: 3, queued: 12 },
        byProvider: [{ name: "openai", micros: 1_230_000 }],
        byChat: Array(10).fill({ name: "telegram:-1001234567890", micros: 123_000 }),
        providers: (["up", "down", "disabled"] as const).map((state) => ({
          ...{ provider: "openai", state, since: null },
          ...{ calls: 1_234, errorShare: 0.987, medianMs: 123_456 },
        })),
        waiting: Array(10).fill(admission),
      }),
    ],
    progressScreen: [
      progressScreen(say, { ...progress, job: job("queued") }),
      progressScreen(say, { ...progress, job: job("running"), events: [{ type: "stage", stage }] }),
      progressScreen(say, { ...progress, job: job("blocked_budget", { lastError: refused }) }),
      ...["budget", "paused", "frozen", "provider_failed", "target_met", "no_progress", "person"].map((stopped) =>
        progressScreen(say, { ...progress, job: job("succeeded"), stopped }),
      ),
    ],
    settingsScreen: [
      settingsScreen(say, { ...session().options, negative: UNRULY.repeat(8) }, session(), "med", choices, false),
      settingsScreen(say, session().options, null, "med", choices, true),
    ],
    summaryScreen: [summaryScreen(say, ended, [made(0), made(1), made(2)], 1_234_567)],
    askScreen: [askScreen(say, session({ photo }), photo, EDITS)],
    describedScreen: [describedScreen(say, session(), "job1", { description: UNRULY, promptText: LONG })],
    exportScreen: [exportScreen(say, session(), made(1), sizes, Object.keys(sizes))],
    exportedScreen: [exportedScreen(say, { id: "e1", name: "picture.zip", files: Array(12).fill(exported) })],
    joinedFailedScreen: [joinedFailedScreen(say, session(), refused), joinedFailedScreen(say, session(), null)],
    joinedScreen: [joinedScreen(say)],
    sameScreen: [sameScreen(say, long, "picture-1", 42_000)],
    maskScreen: MaskSource.options.map((source) => maskScreen(say, session(), { ...mask, source })),
    toolsScreen: [toolsScreen(say, session(), null, EDITS), toolsScreen(say, session(), "i1", EDITS, 1)],
    albumScreen: [albumScreen(Array.from({ length: 13 }, (_, at) => made(at)))],
    notesScreen: [notesScreen(say, [], String), notesScreen(say, habits, ({ key }) => key)],
    stylesScreen: [stylesScreen(say, listed, templates)],
    goalUsageScreen: [goalUsageScreen(say, "imagine", templates, "en"), goalUsageScreen(say, "optimize", [], "en")],
    sheetScreen: [sheetScreen(say, session(), { imageId: "picture-1", pictures: 36 })],
    whyScreen: [whyScreen(say, listed, judged(2), judged(1)), whyScreen(say, listed, judged(1), undefined)],
    usageScreen: [
      usageScreen(
        say,
        Array.from({ length: 14 }, (_, at) => spender(at)),
      ),
    ],
  };
}

/** Each screen as it is stored, with a name to find it by. */
export function storedScreens(say: Say): { name: string; view: View }[] {
  return Object.entries(everyScreen(say)).flatMap(([name, views]) =>
    views.map((view, at) => ({ name: `${name} ${at}`, view: View.parse(view) })),
  );
}
