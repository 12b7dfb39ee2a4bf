import { SessionOptions } from "../../domain/session.ts";
import type { Stores } from "../../ports/stores.ts";
import type { ChatDeps } from "../chat-deps.ts";
import type { OptionLimits } from "../goal-options.ts";
import type { Intent } from "../intents.ts";

export function optionLimits(deps: ChatDeps): OptionLimits {
  return { providers: deps.models.images.map((model) => model.provider), maxIterations: deps.maxIterations };
}

/** A person's own defaults in a chat, over the deployment's; what no longer fits is left out. */
export async function ownOptions(
  deps: ChatDeps,
  stores: Stores,
  intent: Pick<Intent, "place" | "person">,
): Promise<SessionOptions> {
  const saved = await stores.settings.get(intent.place.platform, intent.place.chatId, intent.person.id);
  return withDefaults(deps, saved);
}

function withDefaults(deps: ChatDeps, saved: Record<string, unknown>): SessionOptions {
  const limits = optionLimits(deps);
  const options = { ...deps.defaults };
  for (const [name, schema] of Object.entries(SessionOptions.shape)) {
    const parsed = schema.safeParse(saved[name]);
    if (parsed.success && saved[name] !== undefined) Object.assign(options, { [name]: parsed.data });
  }
  if (!limits.providers.includes(options.provider)) options.provider = deps.defaults.provider;
  options.iterations = Math.min(options.iterations, deps.maxIterations);
  return options;
}

/** The value after `current` in a list, going round. */
export function nextOf<T>(values: readonly T[], current: T): T {
  return values[(values.indexOf(current) + 1) % values.length] as T;
}
