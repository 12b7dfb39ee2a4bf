import { describe, expect, it } from "vitest";
import { type CardState, cardScreen } from "../../src/chat/screens/card.ts";
import { iterationScreen } from "../../src/chat/screens/iteration.ts";
import { settingsScreen } from "../../src/chat/screens/settings.ts";
import { summaryScreen } from "../../src/chat/screens/summary.ts";
import { toRichText } from "../../src/chat/telegram/rich-text.ts";
import { View, type ViewInput } from "../../src/chat/views.ts";
import type { Session } from "../../src/domain/session.ts";
import type { Verdict } from "../../src/domain/verdict.ts";
import { anIteration, aPrompt, aSession, say } from "./chat-world.ts";

const session = (more: Partial<Session> = {}): Session => ({ ...aSession(more), createdAt: new Date() });
const prices = { accept: 40_000, optimize: 230_000 };
const textOf = (view: ViewInput) => toRichText(View.parse(view).text).text;
const labelsOf = (view: ViewInput) =>
  View.parse(view)
    .buttons.flat()
    .map((button) => button.label);
const card = (more: Partial<CardState> = {}) =>
  cardScreen(say, {
    ...{ session: session(), phase: "ready", picturesMade: 0, untried: true, prices, byRule: false },
    ...{ tightest: null, simulated: false, level: "low" as const, nearestAspect: null },
    ...more,
  });
const verdict = (score: number, version = 1): Verdict =>
  ({ score, checklist_version: version, failed: [], suspicious_text: false }) as unknown as Verdict;
const post = (more: Partial<Parameters<typeof iterationScreen>[1]> = {}) =>
  iterationScreen(say, {
    ...{ session: session(), iteration: anIteration(), parent: undefined, last: 3, alone: false, idle: true },
    ...{ offersMore: true, prices },
    ...more,
  });

describe("the card", () => {
  it("offers what CHAT.md names, with prices", () => {
    expect(labelsOf(card())).toEqual(["Accept · $0.04", "Optimize ×3 · $0.23", "Edit", "Settings", "Style", "Cancel"]);
  });

  it("offers Accept as long as no picture was made of its prompt", () => {
    expect(labelsOf(card({ picturesMade: 1, untried: false }))[0]).toBe("Optimize ×3 · $0.23");
    expect(labelsOf(card({ picturesMade: 1, untried: true }))[0]).toBe("Accept · $0.04");
  });

  it("shows no button that costs money while work goes on", () => {
    expect(labelsOf(card({ phase: "working" }))).toEqual([]);
    expect(labelsOf(card({ phase: "refining" }))).toEqual([]);
  });

  it("says a price that is unknown or nothing in words", () => {
    expect(labelsOf(card({ prices: { accept: null, optimize: 0 } })).slice(0, 2)).toEqual([
      "Accept · price unknown",
      "Optimize ×3 · free",
    ]);
  });

  it("puts the choice and what is left first when the wish is long, so that only the wish's tail can be cut", () => {
    const long = "owls ".repeat(790).trim();
    const text = textOf(card({ session: session({ goal: long, prompt: aPrompt(long) }) }));
    expect(text.indexOf("sketch · 1:1")).toBe(0);
    expect(textOf(card()).indexOf("Your wish")).toBe(0);
  });

  it("names a cap with its time, and says when nothing is left", () => {
    const window = { scope: "chat", period: "day", capMicros: 1_000_000, spentMicros: 400_000, reservedMicros: 0 };
    expect(textOf(card({ tightest: window as never }))).toContain("Left: $0.60 of $1.00 (chat cap, today)");
    const empty = { ...window, scope: "session", period: "total", spentMicros: 1_000_000 };
    expect(textOf(card({ tightest: empty as never }))).toContain("Nothing is left of $1.00 (session cap).");
  });

  it("does not say that nothing was spent when pictures were made", () => {
    expect(textOf(card({ phase: "cancelled" }))).toContain("Nothing was spent on pictures");
    expect(textOf(card({ phase: "cancelled", picturesMade: 2 }))).toContain("The pictures stay");
  });
});

describe("the post of a picture", () => {
  it("begins with its place, score and change", () => {
    const parent = anIteration({ verdict: verdict(75) });
    expect(textOf(post({ iteration: anIteration({ index: 2, verdict: verdict(84) }), parent }))).toMatch(
      /^2\/3 · score 84 \(\+9\)\n/,
    );
    expect(textOf(post({ iteration: anIteration({ index: 2, verdict: verdict(70) }), parent }))).toMatch(
      /^2\/3 · score 70 \(−5\)\n/,
    );
    expect(textOf(post({ iteration: anIteration({ index: 1 }) }))).toMatch(/^1\/3 · judging…\n/);
  });

  it("compares no scores of different checklists", () => {
    const parent = anIteration({ verdict: verdict(75, 1) });
    const iteration = anIteration({ index: 2, verdict: verdict(60, 2) });
    expect(textOf(post({ iteration, parent }))).toMatch(/^2\/3 · score 60\n/);
  });

  it("loses the buttons that cost money while a job runs, and Keep once it is kept; Why comes with the score", () => {
    expect(labelsOf(post())).toEqual([
      ...["Keep", "Feedback", "Original", "Optimize ×3 · $0.23", "Re-roll · $0.04", "Tools", "Export"],
    ]);
    expect(labelsOf(post({ idle: false }))).toEqual(["Keep", "Feedback", "Original"]);
    const judged = anIteration({ verdict: verdict(75) });
    expect(labelsOf(post({ iteration: judged })).at(-1)).toBe("Why");
    expect(labelsOf(post({ iteration: judged, idle: false })).at(-1)).toBe("Why");
    const iteration = anIteration();
    const kept = session({ bestIterationId: iteration.id, bestChosenByPerson: true });
    expect(labelsOf(post({ iteration, session: kept }))[0]).toBe("Feedback");
    expect(textOf(post({ iteration, session: kept }))).toContain("★ kept by you");
  });
});

describe("the summary", () => {
  it("names the best, marks it in the table, and ends with the cost of everything", () => {
    const first = anIteration({ verdict: verdict(58) });
    const best = anIteration({ index: 1, verdict: verdict(84), promptDiff: "names the light" });
    const text = textOf(summaryScreen(say, session({ bestIterationId: best.id }), [first, best], 12_300));
    expect(text).toMatch(/^The best: picture 1, score 84\nFinal prompt\n/);
    expect(text).toContain("0 · 58 · first picture\n★ 1 · 84 · names the light");
    expect(text).toMatch(/Total: \$0\.01 for 2 pictures$/);
  });

  it("copies a prompt of any length", () => {
    const [[button] = []] = View.parse(summaryScreen(say, session(), [anIteration()], 0)).buttons;
    expect(button).toMatchObject({ label: "Copy prompt", copy: "a red fox", intent: { do: "prompt" } });
  });
});

it.each([
  [true, false],
  [false, true],
])("settings speak of presses only where there are no menus (%s)", (menus, speaks) => {
  const choices = { provider: [], aspect: [], preset: [], iterations: [], language: [] };
  const view = settingsScreen(say, session().options, null, "low", choices, menus);
  expect(textOf(view).includes("Each press takes the next choice.")).toBe(speaks);
});
