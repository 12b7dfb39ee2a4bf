import type { BudgetPeriod, WindowState } from "../domain/budget.ts";
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
  const left = (window: WindowState) => (window.capMicros as number) - window.spentMicros - window.reservedMicros;
  const capped = windows.filter((window) => window.capMicros !== null && (!period || window.period === period));
  return capped.sort((a, b) => left(a) - left(b))[0] ?? null;
}

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
