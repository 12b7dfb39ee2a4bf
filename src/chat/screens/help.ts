import type { Place } from "../../domain/session.ts";
import { COMMANDS, type Command } from "../commands.ts";
import { GOAL_OPTIONS } from "../goal-options.ts";
import type { ViewInput } from "../views.ts";
import type { Say } from "../wording.ts";

/** Number of example goals in the wording files. */
const EXAMPLES = 3;

export function startScreen(say: Say): ViewInput {
  const chips = Array.from({ length: EXAMPLES }, (_, at) => at + 1);
  return {
    text: [
      [{ text: say("start-title"), style: "bold" }],
      [say("start-body")],
      [{ text: say("start-examples"), style: "italic" }],
    ],
    buttons: chips.map((n) => [
      { label: say(`example-chip-${n}`), intent: { do: "example", with: { n } }, for: "everyone" as const },
    ]),
  };
}

/** The commands; in a group those of its moderators too. */
export function helpScreen(say: Say, kind: Place["kind"]): ViewInput {
  const lines = (audience: Command["audience"]) =>
    COMMANDS.filter((command) => command.audience === audience).map(({ name }) => [
      { text: `/${name}`, style: "bold" as const },
      ` – ${say(`command-${name}`)}`,
    ]);
  return {
    text: [
      [{ text: say("help-title"), style: "bold" }],
      ...lines("everyone"),
      ...(kind === "group" ? [[{ text: say("help-moderators"), style: "bold" as const }], ...lines("moderators")] : []),
      [say("help-reply")],
      [say("help-options", { options: GOAL_OPTIONS.map((name) => `${name}=`).join(" ") })],
    ],
  };
}

export function privacyScreen(say: Say): ViewInput {
  return { text: [[{ text: say("privacy-title"), style: "bold" }], [say("privacy-body")]] };
}
