import { usableProviders } from "../../domain/chat-rules.ts";
import { SessionOptions } from "../../domain/session.ts";
import type { OptionLimits } from "../goal-options.ts";
import type { Turn } from "./turn.ts";

/** Limits of options in a chat: the providers that its moderators and the operators allow. */
export function optionLimits(turn: Pick<Turn, "deps" | "deployment" | "rules">): OptionLimits {
  const all = turn.deps.models.images.map((model) => model.provider);
  const providers = usableProviders(all, turn.rules, turn.deployment);
  return { providers, maxIterations: turn.deps.maxIterations };
}

/** A person's own defaults in a chat, over the chat's, over the deployment's; what no longer fits is left out. */
export function ownOptions(turn: Turn): SessionOptions {
  const { deps, own, rules } = turn;
  const limits = optionLimits(turn);
  const options = { ...deps.defaults, ...rules.defaults };
  for (const [name, schema] of Object.entries(SessionOptions.shape)) {
    const parsed = schema.safeParse(own[name]);
    if (parsed.success && own[name] !== undefined) Object.assign(options, { [name]: parsed.data });
  }
  const fitting = [options.provider, rules.defaults.provider, deps.defaults.provider, ...limits.providers];
  options.provider = fitting.find((id) => id !== undefined && limits.providers.includes(id)) ?? deps.defaults.provider;
  options.iterations = Math.min(options.iterations, deps.maxIterations);
  return options;
}

/** The value after `current` in a list, going round. */
export function nextOf<T>(values: readonly T[], current: T): T {
  return values[(values.indexOf(current) + 1) % values.length] as T;
}
