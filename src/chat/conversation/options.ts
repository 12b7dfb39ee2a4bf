import { usableProviders } from "../../domain/chat-rules.ts";
import { SessionOptions } from "../../domain/session.ts";
import { deploymentRules } from "../../engine/standstill.ts";
import type { OptionLimits } from "../goal-options.ts";
import type { Turn } from "./turn.ts";

/** Limits of options in a chat: the providers that its moderators and the operators allow. */
export async function optionLimits(turn: Pick<Turn, "deps" | "stores" | "rules">): Promise<OptionLimits> {
  const all = turn.deps.models.images.map((model) => model.provider);
  const providers = usableProviders(all, turn.rules, await deploymentRules(turn.stores));
  return { providers, maxIterations: turn.deps.maxIterations };
}

/** A person's own defaults in a chat, over the chat's, over the deployment's; what no longer fits is left out. */
export async function ownOptions(turn: Turn): Promise<SessionOptions> {
  const { deps, stores, intent, rules } = turn;
  const saved = await stores.settings.get(intent.place.platform, intent.place.chatId, intent.person.id);
  const limits = await optionLimits(turn);
  const options = { ...deps.defaults, ...rules.defaults };
  for (const [name, schema] of Object.entries(SessionOptions.shape)) {
    const parsed = schema.safeParse(saved[name]);
    if (parsed.success && saved[name] !== undefined) Object.assign(options, { [name]: parsed.data });
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
