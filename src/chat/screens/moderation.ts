import { DateTime } from "luxon";
import type { ChatCaps, WindowState } from "../../domain/budget.ts";
import type { ChatRules } from "../../domain/chat-rules.ts";
import { formatUsd } from "../../domain/money.ts";
import type { Change } from "../../ports/moderation.ts";
import type { Paragraph, ViewInput } from "../views.ts";
import type { Say } from "../wording.ts";
import { spendRow } from "./lists.ts";

/** A chat's caps as bars, what an operator allows at most, and how to change them. */
export function capsScreen(
  say: Say,
  windows: readonly WindowState[],
  rules: ChatRules,
  changed: keyof ChatCaps | null,
): ViewInput {
  const chat = windows.filter((window) => window.scope === "chat").flatMap((window) => spendRow(say, window));
  const each = windows
    .filter((window) => window.scope !== "chat")
    .map((window): Paragraph => {
      const key = window.scope === "session" ? "caps-session" : "caps-person";
      return [say(key, { cap: window.capMicros === null ? say("cap-off") : formatUsd(window.capMicros) })];
    });
  const ceilings = (["day", "month", "session", "person"] as const).flatMap((cap) => {
    const most = rules.ceiling[cap];
    return typeof most === "number" ? [`${say(`capname-${cap}`)} ${formatUsd(most)}`] : [];
  });
  return {
    text: [
      [{ text: say("caps-title"), style: "bold" }],
      ...(changed ? [[say("caps-changed", { cap: say(`capname-${changed}`) })]] : []),
      ...chat,
      ...each,
      ...(ceilings.length > 0 ? [[say("caps-ceiling", { list: ceilings.join(" · ") })]] : []),
      ...(rules.paused ? [[say("caps-paused")]] : []),
      ...(rules.frozen === null ? [] : [[say("caps-frozen")]]),
      [{ text: say("caps-usage"), style: "italic" }],
    ],
  };
}

/** Who changed what and when, newest first. */
export function changesScreen(
  say: Say,
  changes: readonly Change[],
  names: ReadonlyMap<string, string>,
  zone: string,
): ViewInput {
  if (changes.length === 0) return { text: [[say("changes-empty")]] };
  return {
    text: [
      [{ text: say("changes-title", { zone }), style: "bold" }],
      ...changes.map((change) => [
        {
          text: DateTime.fromJSDate(change.at, { zone }).toFormat("yyyy-MM-dd HH:mm"),
          style: "code" as const,
        },
        ` ${change.personName ?? say("usage-forgotten")}: ${changeText(say, change, names)}`,
      ]),
    ],
  };
}

function changeText(say: Say, { kind, details }: Change, names: ReadonlyMap<string, string>): string {
  const person = String(details.person ?? "");
  return say(`change-${kind}`, {
    cap: details.cap ? say(`capname-${details.cap as keyof ChatCaps}`) : "",
    from: amount(say, details.from),
    to: kind === "default" ? String(details.to) : amount(say, details.to),
    person: names.get(person) ?? person,
    name: details.name ? say(`defaultname-${details.name}`) : "",
  });
}

function amount(say: Say, kept: string | number | null | undefined): string {
  if (typeof kept === "number") return formatUsd(kept);
  return say(kept === "off" ? "cap-off" : "cap-default");
}
