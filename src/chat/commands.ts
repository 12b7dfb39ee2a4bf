import type { CommandMenu } from "./platform.ts";
import type { Wording } from "./wording.ts";

/** A command; its description is the wording `command-<name>`. */
export interface Command {
  readonly name: string;
  readonly audience: "everyone" | "moderators" | "operators";
  /** Whether it takes words after it. */
  readonly takes: "nothing" | "goal" | "id";
}

/** The one list that menus, /help and the terminal come from. */
export const COMMANDS: readonly Command[] = [
  { name: "imagine", audience: "everyone", takes: "goal" },
  { name: "optimize", audience: "everyone", takes: "goal" },
  { name: "describe", audience: "everyone", takes: "nothing" },
  { name: "export", audience: "everyone", takes: "nothing" },
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
];

/** The commands as platforms show them, for every language. */
export function commandMenus(wording: Wording): CommandMenu[] {
  const inLanguage = (language: string) =>
    COMMANDS.filter((command) => command.audience === "everyone").map(({ name }) => ({
      name,
      description: wording.text(language, `command-${name}`),
    }));
  const languages = [null, ...wording.languages.filter((language) => language !== "en")];
  return languages.flatMap((language) =>
    (["everyone", "groups"] as const).map((audience) => ({
      audience,
      language,
      commands: inLanguage(language ?? "en"),
    })),
  );
}
