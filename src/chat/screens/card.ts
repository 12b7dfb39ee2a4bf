import type { WindowState } from "../../domain/budget.ts";
import { type CostLevel, formatLeft, formatPrice, formatUsd, type MicroUsd } from "../../domain/money.ts";
import { plainText } from "../../domain/prompt-blocks.ts";
import type { Iteration, Session } from "../../domain/session.ts";
import type { Button, Paragraph, ViewInput } from "../views.ts";
import type { Say } from "../wording.ts";
import { photoLine, unfoundLine } from "./photo-line.ts";

/** Prices of what a card offers, upper bounds; null when no price is known. */
export interface CardPrices {
  accept: MicroUsd | null;
  optimize: MicroUsd | null;
}

export interface CardState {
  session: Session;
  /** `refining`: the prompt is being made. `working`: a job runs, so no paid button is shown. */
  phase: "refining" | "ready" | "working" | "cancelled";
  picturesMade: number;
  /** No picture was made of this prompt yet. */
  untried: boolean;
  prices: CardPrices;
  /** The capped window with the least left, if any. */
  tightest: WindowState | null;
  simulated: boolean;
  /** What one picture of the chosen preset costs, in a word. */
  level: CostLevel;
  /** The prompt writer failed: the prompt is the person's own words. */
  byRule: boolean;
  /** The aspect that the provider will use when it lacks the wanted one. */
  nearestAspect: string | null;
}

type ButtonInput = NonNullable<ViewInput["buttons"]>[number][number];

/** A button's intent on a session. */
export function onSession(
  what: string,
  session: Pick<Session, "id">,
  more: Button["intent"] extends infer _ ? Record<string, string | number | boolean | null> : never = {},
) {
  return { do: what, with: { session: session.id, ...more } };
}

export function priceLabel(say: Say, micros: MicroUsd | null): string {
  if (micros === null) return say("price-unknown");
  return micros === 0 ? say("price-free") : formatPrice(micros);
}

/** Puts a picture's prompt on the clipboard; where that cannot be, or it is too long, sends it alone, ready to copy. */
export function copyButton(say: Say, session: Pick<Session, "id">, iteration: Pick<Iteration, "id" | "promptText">) {
  return {
    label: say("button-copy"),
    copy: iteration.promptText,
    intent: onSession("prompt", session, { iteration: iteration.id }),
  };
}

/** Shows the judge's evidence for a picture, or for the session's newest judged one. Free, so anybody in the chat may ask. */
export function whyButton(say: Say, session: Pick<Session, "id">, iteration?: Pick<Iteration, "id">) {
  return {
    label: say("button-why"),
    intent: onSession("why", session, { iteration: iteration?.id ?? null }),
    for: "everyone" as const,
  };
}

/** From this length of wish and prompt together, what else the card says comes first, where no limit cuts it off. */
const LONG = 3000;

/** The card: the wish, the prompt, the choice, what is left, and the buttons with their prices. */
export function cardScreen(say: Say, state: CardState): ViewInput {
  const { session, phase } = state;
  const wish: Paragraph[] =
    session.goal === ""
      ? []
      : [[{ text: say("card-goal"), style: "bold" }], { quote: session.goal, fold: session.goal.length > 300 }];
  if (phase === "refining")
    return {
      live: true,
      text: [...wish, [{ text: say(session.goal === "" ? "photo-looking" : "card-refining"), style: "italic" }]],
    };
  const words = [...wish, ...promptLines(say, state)];
  const facts = factLines(say, state);
  const prompt = session.prompt ? plainText(session.prompt) : "";
  return {
    live: true,
    text: session.goal.length + prompt.length > LONG ? [...facts, ...words] : [...words, ...facts],
    buttons: phase === "ready" ? cardButtons(say, state) : [],
  };
}

function promptLines(say: Say, { session, byRule }: CardState): Paragraph[] {
  if (!session.prompt) return [];
  const edited = session.originalPrompt !== null && plainText(session.originalPrompt) !== plainText(session.prompt);
  const lines: Paragraph[] = [
    [{ text: say(edited ? "card-prompt-edited" : "card-prompt"), style: "bold" }],
    { quote: plainText(session.prompt), fold: true },
  ];
  if (session.assumptions.length > 0 && !edited)
    lines.push([{ text: say("card-assumptions", { list: session.assumptions.join(", ") }), style: "italic" }]);
  if (byRule) lines.push([{ text: say("card-by-rule"), style: "italic" }]);
  return lines;
}

function factLines(say: Say, state: CardState): Paragraph[] {
  const { session, phase } = state;
  const { provider, aspect: wanted } = session.options;
  const { photo } = session;
  const unfound = photo && unfoundLine(say, photo);
  const lines: Paragraph[] = [...(photo ? [[photoLine(say, photo)]] : []), [choiceLine(say, state)]];
  if (unfound) lines.unshift([{ text: unfound, style: "bold" }]);
  if (state.nearestAspect) lines.push([say("card-aspect-nearest", { provider, wanted, nearest: state.nearestAspect })]);
  if (state.simulated) lines.push([say("card-simulation")]);
  if (state.tightest) lines.push([leftLine(say, state.tightest)]);
  if (phase === "cancelled")
    lines.push([{ text: say(state.picturesMade === 0 ? "card-cancelled" : "card-closed"), style: "italic" }]);
  if (phase === "working") lines.push([{ text: say("card-working"), style: "italic" }]);
  return lines;
}

function choiceLine(say: Say, { session, level }: CardState): string {
  const { provider, aspect, preset } = session.options;
  return say("card-choice", { provider, aspect, size: say(`size-${preset}`), preset: presetWords(say, preset, level) });
}

/** A preset with what it costs in a word: `final (high)`. */
export function presetWords(say: Say, preset: Session["options"]["preset"], level: CostLevel): string {
  return say("preset-level", { preset: say(`preset-${preset}`), level: say(`level-${level}`) });
}

function leftLine(say: Say, window: WindowState): string {
  const key = leftOf(window) === 0 ? "card-left-none" : "card-left";
  return say(key, capWords(say, window));
}

/** Micro-USD that a capped window has left. */
function leftOf(window: WindowState): MicroUsd {
  return Math.max(0, (window.capMicros as number) - window.spentMicros - window.reservedMicros);
}

function capWords(say: Say, window: WindowState) {
  return {
    left: formatLeft(leftOf(window)),
    cap: formatUsd(window.capMicros as number),
    name: say("cap-name", { scope: say(`scope-${window.scope}`), period: window.period }),
  };
}

function cardButtons(say: Say, { session, prices, untried }: CardState): ButtonInput[][] {
  const accept: ButtonInput = {
    label: say("button-accept", { price: priceLabel(say, prices.accept) }),
    intent: onSession("accept", session),
    style: "primary",
  };
  const rounds = session.options.iterations;
  const optimize: ButtonInput = {
    label: say("button-optimize", { rounds, price: priceLabel(say, prices.optimize) }),
    intent: onSession("optimize", session, { rounds }),
    style: untried ? "plain" : "primary",
  };
  const edited =
    session.prompt && session.originalPrompt && plainText(session.prompt) !== plainText(session.originalPrompt);
  const small: ButtonInput[] = [
    { label: say("button-edit"), intent: onSession("edit", session), form: true },
    { label: say("button-settings"), intent: onSession("settings", session) },
    ...(takesStyle(session) ? [{ label: say("button-style"), intent: onSession("styles", session) }] : []),
    ...(session.photo && untried ? [{ label: say("button-tools"), intent: onSession("tools", session) }] : []),
    ...(edited ? [{ label: say("button-reset"), intent: onSession("reset", session) }] : []),
    { label: say("button-cancel"), intent: onSession("cancel", session), style: "danger" as const },
  ];
  // A prompt that was edited after its pictures can be tried on its own; Optimize goes on from the best picture.
  return [untried ? [accept, optimize] : [optimize], small];
}

/** An extension continues the photo's own look; enlarging and cutting out change none. */
function takesStyle({ photo }: Session): boolean {
  return photo === null || photo.task === "edit";
}

/** Asks once before an expensive choice. */
export function confirmScreen(
  say: Say,
  session: Session,
  price: MicroUsd | null,
  tightest: WindowState | null,
  intent: Button["intent"],
): ViewInput {
  const shown = priceLabel(say, price);
  return {
    text: [
      [{ text: say("confirm-title", { price: shown }), style: "bold" }],
      [tightest ? say("confirm-body", capWords(say, tightest)) : say("confirm-body-uncapped")],
    ],
    buttons: [
      [
        { label: say("button-confirm", { price: shown }), intent, style: "primary" },
        { label: say("button-cancel"), intent: onSession("decline", session), style: "danger" },
      ],
    ],
  };
}
