import type { CostLevel } from "../../domain/money.ts";
import type { Session, SessionOptions } from "../../domain/session.ts";
import type { ViewInput } from "../views.ts";
import type { Say } from "../wording.ts";
import { presetWords } from "./card.ts";

/** A choice that a press moves to its next value. */
export type SettingName = "provider" | "aspect" | "preset" | "iterations" | "language";

/** What each setting may become; a press without a choice takes the next. */
export type SettingChoices = Readonly<Record<SettingName, readonly { value: string; label: string }[]>>;

/** Settings of a session (with its id), or a person's own defaults (without); only what the chosen model leaves a choice of. */
export function settingsScreen(
  say: Say,
  options: SessionOptions,
  session: Pick<Session, "id"> | null,
  level: CostLevel,
  choices: SettingChoices,
  /** The platform shows choices as menus, which need no words. */
  menus: boolean,
): ViewInput {
  const target = { session: session?.id ?? null };
  const next = (name: SettingName, value: string, chosen = value) => ({
    label: say(`settings-${name}`, { value }),
    intent: { do: "setting", with: { ...target, name } },
    choices: choices[name].map((choice) => ({ ...choice, chosen: choice.label === chosen })),
  });
  const preset = presetWords(say, options.preset, level);
  const negative = options.negative || say("settings-none");
  return {
    text: [
      [{ text: say(session ? "settings-title" : "settings-title-own"), style: "bold" }],
      ...(options.negative ? [[say("settings-negative", { value: options.negative })]] : []),
      ...(menus ? [] : [[{ text: say("settings-hint"), style: "italic" as const }]]),
    ],
    buttons: [
      [next("provider", options.provider), ...(choices.aspect.length > 1 ? [next("aspect", options.aspect)] : [])],
      [next("preset", preset, say(`preset-${options.preset}`)), next("iterations", String(options.iterations))],
      [
        {
          label: say("settings-negative", { value: negative.slice(0, 20) }),
          intent: { do: "ask_negative", with: target },
          form: true as const,
        },
        next("language", say("language-name")),
      ],
      ...(session
        ? [
            [
              {
                label: say("button-done"),
                intent: { do: "card", with: { session: session.id } },
                style: "primary" as const,
              },
            ],
          ]
        : []),
    ],
  };
}
