import { SfumatoError } from "../../domain/errors.ts";
import { type Aspect, nearestAspect, Preset } from "../../domain/picture.ts";
import type { Prompt } from "../../domain/prompt-blocks.ts";
import type { Session, SessionOptions } from "../../domain/session.ts";
import { readOption } from "../goal-options.ts";
import { cardKey, putForSession, putLoose } from "../messages.ts";
import type { Answer } from "../platform.ts";
import { type SettingChoices, settingsScreen } from "../screens/settings.ts";
import { modelOf, presetLevel } from "../session-state.ts";
import { sayIn } from "../wording.ts";
import { nextOf, optionLimits, ownOptions } from "./options.ts";
import { sessionById } from "./sessions.ts";
import { commandOf, type Turn } from "./turn.ts";

const ownKey = (turn: Turn) =>
  `settings:${turn.intent.place.platform}:${turn.intent.place.chatId}:${turn.intent.person.id}`;

/** The card turns into the session's settings until Done. */
export async function showSessionSettings(turn: Turn, session: Session): Promise<Answer | undefined> {
  if ((await turn.stores.jobs.activeOfSession(session.id)).length > 0)
    throw new SfumatoError("E_DUPLICATE", "This session is at work already.");
  await putForSession(
    turn.stores,
    cardKey(session.id),
    session,
    settingsScreen(
      turn.say,
      session.options,
      session,
      presetLevel(turn.deps, session),
      settingChoices(turn, session.options),
      hasMenus(turn),
    ),
  );
  return undefined;
}

function hasMenus({ deps, intent }: Turn): boolean {
  return deps.platforms.get(intent.place.platform)?.limits.menus ?? false;
}

/** What each setting may become, for platforms with menus. */
function settingChoices(turn: Turn, options: SessionOptions): SettingChoices {
  const { maxIterations, wording } = turn.deps;
  const { providers } = optionLimits(turn);
  const plain = (values: readonly (string | number)[]) => values.map(String).map((value) => ({ value, label: value }));
  return {
    provider: plain([...new Set(providers)]),
    aspect: plain(aspectsOf(turn, options)),
    preset: Preset.options.map((value) => ({ value, label: turn.say(`preset-${value}`) })),
    iterations: plain(Array.from({ length: maxIterations }, (_, at) => at + 1)),
    language: wording.languages.map((value) => ({ value, label: wording.text(value, "language-name") })),
  };
}

/** What the chosen model makes, the default first. */
function aspectsOf(turn: Turn, options: SessionOptions): readonly Aspect[] {
  return modelOf(turn.deps, { options })?.capabilities.supported_aspect_ratios ?? ["1:1"];
}

/** A person's own defaults in this chat, as a new message at the command, in place at a press. */
export async function showOwnSettings(turn: Turn, key: string): Promise<void> {
  const options = ownOptions(turn);
  const level = presetLevel(turn.deps, { options, prompt: null, goal: "", photo: null });
  const to = { place: turn.intent.place, personId: turn.intent.person.id, replyTo: commandOf(turn) };
  const view = settingsScreen(turn.say, options, null, level, settingChoices(turn, options), hasMenus(turn));
  await putLoose(turn.stores, key, to, { ...view, private: true });
}

/** Moves one setting to its next value and shows the settings again. */
export async function moveSetting(turn: Turn, args: Record<string, unknown>): Promise<Answer | undefined> {
  const name = String(args.name);
  const session = args.session === null ? null : await sessionById(turn, args.session);
  const options = session?.options ?? ownOptions(turn);
  const { action } = turn.intent;
  const chosen = action.type === "press" ? action.value : undefined;
  const { languages } = turn.deps.wording;
  const language =
    chosen !== undefined && languages.includes(chosen) ? chosen : nextOf(languages, session?.language ?? turn.language);
  const change =
    name === "language"
      ? { language }
      : chosen === undefined
        ? movedOption(turn, options, name)
        : readOption(settingName(name), chosen, optionLimits(turn));
  if (session) {
    const changed = "language" in change ? { language } : { options: { ...options, ...change } };
    await turn.stores.sessions.update(session.id, changed);
    return showSessionSettings(
      { ...turn, say: sayIn(turn.deps.wording, { ...session, ...changed }.language) },
      { ...session, ...changed },
    );
  }
  const { place, person, messageId } = turn.intent;
  await turn.stores.settings.merge(place.platform, place.chatId, person.id, change);
  const shown = messageId === null ? undefined : await turn.stores.outbox.byMessage(place, messageId);
  const changed = { ...turn, own: { ...turn.own, ...change } };
  const spoken = "language" in change ? { ...changed, language, say: sayIn(turn.deps.wording, language) } : changed;
  await showOwnSettings(spoken, shown?.key ?? ownKey(turn));
  return undefined;
}

/** @throws SfumatoError `E_NOT_FOUND` */
function settingName(name: string): string {
  if (!["provider", "aspect", "preset", "iterations"].includes(name)) throw noSetting(name);
  return name;
}

const noSetting = (name: string) => new SfumatoError("E_NOT_FOUND", `There is no setting "${name.slice(0, 20)}".`);

function movedOption(turn: Turn, options: SessionOptions, name: string): Partial<SessionOptions> {
  const { maxIterations } = turn.deps;
  switch (name) {
    case "provider": {
      const providers = [...new Set(optionLimits(turn).providers)];
      const provider = nextOf(providers, options.provider) ?? options.provider;
      const aspects = aspectsOf(turn, { ...options, provider });
      // An aspect that the new one does not make would be shown as if it did.
      return {
        provider,
        aspect: aspects.includes(options.aspect) ? options.aspect : nearestAspect(options.aspect, aspects),
      };
    }
    case "aspect":
      return { aspect: nextOf(aspectsOf(turn, options), options.aspect) };
    case "preset":
      return { preset: options.preset === "draft" ? "final" : "draft" };
    case "iterations":
      return { iterations: (options.iterations % maxIterations) + 1 };
    default:
      throw noSetting(name);
  }
}

/** Words that mean "nothing" as an answer to what must not be in the pictures. */
const NOTHING = /^(none|nothing|-|–|нет|ничего|无|没有)$/i;

/** The prompt with another wish of what must not be there; what else its negative block says stays. */
function withNegative(prompt: Prompt, before: string, now: string): Prompt {
  const kept = prompt.blocks.negative_constraints.replace(before, "").replace(/^[,\s]+|[,\s]+$/g, "");
  const negative_constraints = [kept, now].filter(Boolean).join(", ");
  return { ...prompt, blocks: { ...prompt.blocks, negative_constraints } };
}

/** The answer to "what must not be in your pictures". */
export async function setNegative(turn: Turn, target: string, text: string): Promise<void> {
  const negative = NOTHING.test(text.trim()) ? "" : text.trim().slice(0, 1000);
  if (target !== "own") {
    const session = await sessionById(turn, target);
    const avoid = (prompt: Prompt | null) => prompt && withNegative(prompt, session.options.negative, negative);
    const change = {
      options: { ...session.options, negative },
      prompt: avoid(session.prompt),
      originalPrompt: avoid(session.originalPrompt),
    };
    const changed = { ...session, ...change };
    await turn.stores.sessions.update(session.id, change);
    await showSessionSettings(turn, changed);
    return;
  }
  const { place, person } = turn.intent;
  await turn.stores.settings.merge(place.platform, place.chatId, person.id, { negative });
  const { action, messageId } = turn.intent;
  const shown =
    action.type === "form" && messageId !== null ? await turn.stores.outbox.byMessage(place, messageId) : undefined;
  const changed = { ...turn, own: { ...turn.own, negative } };
  await showOwnSettings(changed, shown?.key ?? `${ownKey(turn)}:${turn.intent.updateId}`);
}
