import type { BudgetPeriod, WindowState } from "../domain/budget.ts";
import { SfumatoError } from "../domain/errors.ts";
import { type CostLevel, costLevel, type MicroUsd } from "../domain/money.ts";
import { nearestAspect } from "../domain/picture.ts";
import { negativeText, type Prompt, plainText } from "../domain/prompt-blocks.ts";
import type { Iteration, Session } from "../domain/session.ts";
import { chooseModel } from "../engine/choose-model.ts";
import { standingOf, windowsOf } from "../engine/standing.ts";
import type { ImageModel } from "../ports/models.ts";
import type { Stores } from "../ports/stores.ts";
import { quoteImage } from "../tools/quotes.ts";
import type { ChatDeps } from "./chat-deps.ts";
import type { CardPrices, CardState } from "./screens/card.ts";

/** Upper bound of a tool for a session as it stands, micro-USD; null when a price is unknown. */
export function priceOf(
  deps: ChatDeps,
  session: Session,
  tool: string,
  input: unknown,
  iterationsMade: number,
): MicroUsd | null {
  const image = modelOf(deps, session);
  const found = deps.submit.tools.get(tool);
  if (!image || !found) return null;
  return found.quote(found.input.parse(input), session, { image, models: deps.models, iterationsMade }).maxMicros;
}

/** The session's model, or undefined when its provider is gone. */
export function modelOf(deps: ChatDeps, session: Pick<Session, "options">): ImageModel | undefined {
  try {
    return chooseModel(session.options, deps.models);
  } catch {
    return undefined;
  }
}

/** What one picture of these choices costs, in a word. */
export function presetLevel(deps: ChatDeps, session: Parameters<typeof quoteImage>[1]): CostLevel {
  const model = modelOf(deps, session);
  return costLevel(model ? quoteImage(model, session) : null);
}

export function optimizeInput(deps: ChatDeps, rounds: number): { rounds: number; targetScore: number } {
  return { rounds: Math.min(rounds, deps.maxIterations), targetScore: deps.targetScore };
}

export function pricesOf(deps: ChatDeps, session: Session, iterationsMade: number): CardPrices {
  return {
    accept: priceOf(deps, session, session.photo?.tool ?? "generate", { mode: "accept" }, iterationsMade),
    optimize: priceOf(deps, session, "optimize", optimizeInput(deps, session.options.iterations), iterationsMade),
  };
}

/** The capped window with the least left: the one that would refuse first. `period` looks at windows of that length only. */
export async function tightestWindow(
  deps: ChatDeps,
  stores: Stores,
  session: Session,
  period?: BudgetPeriod,
): Promise<WindowState | null> {
  const owner = { ...session.place, personId: session.personId, sessionId: session.id };
  const windows = await stores.money.windows(windowsOf(deps.caps, owner, await standingOf(stores, owner)));
  const capped = windows.filter((window) => window.capMicros !== null && (!period || window.period === period));
  return capped.sort((a, b) => leftIn(a) - leftIn(b))[0] ?? null;
}

/**
 * Why a cap surely refuses the session's next picture: one window has less left than a picture of the shortest prompt
 * reserves. Null when it may be made, also where nobody knows its price.
 */
export async function certainRefusal(deps: ChatDeps, stores: Stores, session: Session): Promise<SfumatoError | null> {
  const model = modelOf(deps, session);
  const { aspect, preset, seed } = session.options;
  const least = model?.quote({ prompt: "x", negativePrompt: "", aspect, preset, seed }) ?? null;
  const window = least === null || least === 0 ? null : await tightestWindow(deps, stores, session);
  if (!model || !window || leftIn(window) >= (least as MicroUsd)) return null;
  const { scope, period, capMicros, endsAt } = window;
  const { rules } = await standingOf(stores, { ...session.place, personId: session.personId });
  return new SfumatoError("E_BUDGET_BLOCKED", `The ${scope}'s cap (${period}) is used up.`, {
    details: {
      ...{ scope, period, capMicros, leftMicros: Math.max(0, leftIn(window)), zone: rules.timeZone },
      ...{ neededMicros: quoteImage(model, session) ?? least, resetsAt: endsAt?.toISOString() ?? null },
    },
  });
}

/** Micro-USD that a capped window has left; less than none where a cap was lowered. */
const leftIn = (window: WindowState) => (window.capMicros as number) - window.spentMicros - window.reservedMicros;

const isSame = (one: Prompt, other: Prompt) =>
  plainText(one) === plainText(other) && negativeText(one) === negativeText(other);

/** Everything that the card shows. */
export async function cardState(
  deps: ChatDeps,
  stores: Stores,
  session: Session,
  phase: CardState["phase"],
  iterations: readonly Iteration[],
): Promise<Omit<CardState, "byRule">> {
  const model = modelOf(deps, session);
  const aspects = model?.capabilities.supported_aspect_ratios ?? [];
  const nearest = aspects.length > 0 ? nearestAspect(session.options.aspect, aspects) : session.options.aspect;
  const simulated = model?.simulated ?? false;
  return {
    session,
    phase,
    picturesMade: iterations.length,
    untried: !iterations.some((made) => session.prompt !== null && isSame(made.prompt, session.prompt)),
    prices: pricesOf(deps, session, iterations.length),
    tightest: simulated ? null : await tightestWindow(deps, stores, session),
    simulated,
    level: presetLevel(deps, session),
    nearestAspect: nearest === session.options.aspect ? null : nearest,
  };
}
