import type { CommandMenu } from "./platform.ts";
import type { Wording } from "./wording.ts";

/** A command; its description is the wording `command-<name>`. */
export interface Command {
  readonly name: string;
  readonly audience: "everyone" | "moderators" | "operators";
  /** Whether it takes words after it. */
  readonly takes: "nothing" | "goal" | "id" | "words";
  /** What the words may begin with. */
  readonly choices?: readonly string[];
}

/** The one list that menus, /help and the terminal come from. */
export const COMMANDS: readonly Command[] = [
  { name: "imagine", audience: "everyone", takes: "goal" },
  { name: "optimize", audience: "everyone", takes: "goal" },
  { name: "settings", audience: "everyone", takes: "nothing" },
  { name: "history", audience: "everyone", takes: "nothing" },
  { name: "gallery", audience: "everyone", takes: "nothing" },
  { name: "rerun", audience: "everyone", takes: "id" },
  { name: "cancel", audience: "everyone", takes: "nothing" },
  { name: "queue", audience: "everyone", takes: "nothing" },
  { name: "models", audience: "everyone", takes: "nothing" },
  { name: "spend", audience: "everyone", takes: "nothing" },
  { name: "start", audience: "everyone", takes: "nothing" },
  { name: "help", audience: "everyone", takes: "nothing" },
  { name: "privacy", audience: "everyone", takes: "nothing" },
  { name: "forgetme", audience: "everyone", takes: "nothing" },
  { name: "caps", audience: "moderators", takes: "words", choices: ["daily", "monthly", "session", "user", "log"] },
  { name: "pause", audience: "moderators", takes: "nothing" },
  { name: "resume", audience: "moderators", takes: "nothing" },
  { name: "block", audience: "moderators", takes: "words" },
  { name: "unblock", audience: "moderators", takes: "words" },
  { name: "usage", audience: "moderators", takes: "nothing" },
  { name: "defaults", audience: "moderators", takes: "words", choices: ["zone"] },
  {
    name: "admin",
    audience: "operators",
    takes: "words",
    choices: ["approve", "refuse", "ceiling", "freeze", "unfreeze", "jobs", "retry", "disable", "enable"],
  },
];

/** Commands that a chat's menu shows; a moderator sees their own after everyone's. */
function commandsFor(audience: CommandMenu["audience"]): readonly Command[] {
  const shown = audience === "moderators" ? ["everyone", "moderators"] : ["everyone"];
  return COMMANDS.filter((command) => shown.includes(command.audience));
}

/** The commands as platforms show them, for every language. */
export function commandMenus(wording: Wording): CommandMenu[] {
  const languages = [null, ...wording.languages.filter((language) => language !== "en")];
  return languages.flatMap((language) =>
    (["everyone", "groups", "moderators"] as const).map((audience) => ({
      audience,
      language,
      commands: commandsFor(audience).map(({ name }) => ({
        name,
        description: wording.text(language ?? "en", `command-${name}`),
      })),
    })),
  );
}
