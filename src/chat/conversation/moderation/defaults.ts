import { isTimeZone } from "../../../domain/budget.ts";
import { type ChatRules, readChatRules } from "../../../domain/chat-rules.ts";
import { SfumatoError } from "../../../domain/errors.ts";
import type { Answer } from "../../platform.ts";
import { defaultsScreen } from "../../screens/defaults.ts";
import { modelOf } from "../../session-state.ts";
import { sayIn } from "../../wording.ts";
import { nextOf, optionLimits } from "../options.ts";
import { requireModerator } from "../rights.ts";
import { answerInPlace, type Turn } from "../turn.ts";
import { record } from "./caps.ts";

/** `/defaults`, `/defaults zone Europe/Berlin`. */
export async function handleDefaults(turn: Turn, args: string): Promise<void> {
  await requireModerator(turn);
  const [word = "", zone = ""] = args.split(/\s+/);
  if (word === "") return show(turn);
  if (word !== "zone" || !isTimeZone(zone))
    throw new SfumatoError("E_PROMPT_INVALID", "Write /defaults zone and a time zone such as Europe/Berlin.", {
      details: { reason: "zone_usage" },
    });
  await change(turn, "zone", { timeZone: zone }, zone);
}

/** A press moves one of the chat's defaults to its next value. Who may is asked at each press. */
export async function moveDefault(turn: Turn, args: Record<string, unknown>): Promise<Answer | undefined> {
  await requireModerator(turn);
  const name = String(args.name);
  const { rules } = turn;
  const { providers } = optionLimits({ ...turn, rules: { ...rules, allowedProviders: null } });
  const usable = rules.allowedProviders ?? providers;
  const provider = rules.defaults.provider ?? turn.deps.defaults.provider;
  const set = (one: ChatRules["defaults"]) => ({ defaults: { ...rules.defaults, ...one } });
  switch (name) {
    case "provider": {
      const next = nextOf(usable, provider) ?? provider;
      await change(turn, name, set({ provider: next }), next);
      return undefined;
    }
    case "aspect": {
      const options = { ...turn.deps.defaults, provider };
      const aspects = modelOf(turn.deps, { options })?.capabilities.supported_aspect_ratios ?? ["1:1"];
      const aspect = nextOf(aspects, rules.defaults.aspect ?? turn.deps.defaults.aspect);
      await change(turn, name, set({ aspect }), aspect);
      return undefined;
    }
    case "preset": {
      const preset = (rules.defaults.preset ?? turn.deps.defaults.preset) === "draft" ? "final" : "draft";
      await change(turn, name, set({ preset }), preset);
      return undefined;
    }
    case "language": {
      const language = nextOf([null, ...turn.deps.wording.languages], rules.language);
      await change(turn, name, { language }, language ?? "auto");
      return undefined;
    }
    case "photos": {
      const photosFromStrangers = !rules.photosFromStrangers;
      await change(turn, name, { photosFromStrangers }, photosFromStrangers ? "yes" : "no");
      return undefined;
    }
    case "allow":
      return allow(turn, String(args.provider), providers);
    default:
      throw new SfumatoError("E_NOT_FOUND", `There is no default "${name.slice(0, 20)}".`);
  }
}

/** Allows or forbids one provider; one must be left. */
async function allow(turn: Turn, provider: string, all: readonly string[]): Promise<Answer | undefined> {
  const allowed = turn.rules.allowedProviders ?? all;
  const next = all.filter((id) => (id === provider ? !allowed.includes(id) : allowed.includes(id)));
  if (next.length === 0) return { notice: turn.say("defaults-one-must-stay"), alert: true };
  const everyone = next.length === all.length;
  await change(turn, "allow", { allowedProviders: everyone ? null : next }, next.join(", "));
  return undefined;
}

async function change(turn: Turn, name: string, changed: Record<string, unknown>, to: string): Promise<void> {
  const { platform, chatId } = turn.intent.place;
  await turn.stores.settings.merge(platform, chatId, "", changed);
  await record(turn, "default", { name, to });
  const rules = readChatRules(await turn.stores.settings.get(platform, chatId, ""));
  await show({ ...turn, rules });
}

async function show(turn: Turn): Promise<void> {
  const { deps, rules } = turn;
  const { providers } = optionLimits({ ...turn, rules: { ...rules, allowedProviders: null } });
  const options = { ...deps.defaults, ...rules.defaults };
  const language = rules.language === null ? null : sayIn(deps.wording, rules.language)("language-name");
  await answerInPlace(turn, defaultsScreen(turn.say, { rules, options, providers, language }), "defaults");
}
