import type { ChatRules } from "../../domain/chat-rules.ts";
import type { SessionOptions } from "../../domain/session.ts";
import type { ViewInput } from "../views.ts";
import type { Say } from "../wording.ts";

/** Buttons of providers beside each other. */
const PROVIDERS_A_ROW = 3;

/** What `/defaults` shows. */
export interface DefaultsState {
  rules: ChatRules;
  /** The chat's defaults over the deployment's. */
  options: Pick<SessionOptions, "provider" | "aspect" | "preset">;
  /** Every provider that operators allow. */
  providers: readonly string[];
  /** Name of the chat's language; null when each person's own is followed. */
  language: string | null;
}

/** A chat's defaults; every moderator may press, and is checked at the press. */
export function defaultsScreen(say: Say, { rules, options, providers, language }: DefaultsState): ViewInput {
  const button = (label: string, name: string, more: Record<string, string> = {}) => ({
    label,
    intent: { do: "default", with: { name, ...more } },
    for: "everyone" as const,
  });
  const allowed = rules.allowedProviders ?? providers;
  const ticks = providers.map((provider) =>
    button(`${allowed.includes(provider) ? "✓" : "✗"} ${provider}`, "allow", { provider }),
  );
  return {
    text: [
      [{ text: say("defaults-title"), style: "bold" }],
      [say("defaults-zone", { zone: rules.timeZone })],
      [say("defaults-allowed")],
      [{ text: say("defaults-hint"), style: "italic" }],
    ],
    buttons: [
      [
        button(say("settings-provider", { value: options.provider }), "provider"),
        button(say("settings-aspect", { value: options.aspect }), "aspect"),
      ],
      [
        button(say("settings-preset", { value: say(`preset-${options.preset}`) }), "preset"),
        button(say("settings-language", { value: language ?? say("defaults-language-auto") }), "language"),
      ],
      [button(say(rules.photosFromStrangers ? "defaults-photos-yes" : "defaults-photos-no"), "photos")],
      ...rowsOf(ticks, PROVIDERS_A_ROW),
    ],
  };
}

function rowsOf<T>(items: readonly T[], size: number): T[][] {
  const rows: T[][] = [];
  for (let at = 0; at < items.length; at += size) rows.push(items.slice(at, at + size));
  return rows;
}
