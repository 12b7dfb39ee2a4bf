import { Preset } from "../domain/picture.ts";
import type { CommandMenu, MenuCommand, MenuOption } from "./platform.ts";
import { FALLBACK_LANGUAGE, type Say, sayIn, type Wording } from "./wording.ts";

/** A command; its description is the wording `command-<name>`. */
export interface Command {
  readonly name: string;
  readonly audience: "everyone" | "moderators" | "operators";
  /** Whether it takes words after it. */
  readonly takes: "nothing" | "goal" | "id" | "sizes" | "words";
  /** What the words may begin with. */
  readonly choices?: readonly string[];
  /** A picture may come with it, in a field of its own where a platform has them. */
  readonly picture?: true;
  /** Everyone in the chat sees the answer; else the person alone, where a platform can show it so. */
  readonly public?: true;
}

/** What stands after a goal, as fields where a platform has them; described by the wording `option-<name>`. */
const GOAL_FIELDS = [
  { name: "provider", kind: "text", suggests: true },
  { name: "aspect", kind: "text", suggests: true },
  { name: "preset", kind: "text", suggests: false },
  { name: "iterations", kind: "whole", suggests: false },
  { name: "negative", kind: "text", suggests: false },
  { name: "spoiler", kind: "text", suggests: false },
  { name: "image", kind: "picture", suggests: false },
  { name: "mask", kind: "picture", suggests: false },
] as const satisfies readonly Partial<MenuOption>[];

/** The one list that menus, /help and the terminal come from. */
export const COMMANDS: readonly Command[] = [
  { name: "imagine", audience: "everyone", takes: "goal", public: true },
  { name: "optimize", audience: "everyone", takes: "goal", public: true },
  { name: "describe", audience: "everyone", takes: "nothing", picture: true, public: true },
  { name: "export", audience: "everyone", takes: "sizes", public: true },
  { name: "why", audience: "everyone", takes: "nothing", public: true },
  { name: "settings", audience: "everyone", takes: "nothing" },
  { name: "style", audience: "everyone", takes: "nothing" },
  { name: "history", audience: "everyone", takes: "nothing" },
  { name: "gallery", audience: "everyone", takes: "nothing" },
  { name: "rerun", audience: "everyone", takes: "id", public: true },
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

/** Commands that the menu on a picture offers, where a platform has one. `replies`: about a message of ours, as a reply is. */
const ON_PICTURES = [{ command: "describe" }, { command: "optimize" }, { command: "why", replies: true }] as const;

/** Whether a command is about the pictures of a message that it answers. */
export function isAboutPictures(name: string): boolean {
  return ON_PICTURES.some((entry) => entry.command === name && !("replies" in entry));
}

/** The commands as platforms show them, for every language. */
export function commandMenus(wording: Wording): CommandMenu[] {
  const languages = [null, ...wording.languages.filter((language) => language !== FALLBACK_LANGUAGE)];
  return languages.flatMap((language) =>
    (["everyone", "groups", "moderators"] as const).map((audience) => ({
      audience,
      language,
      commands: commandsFor(audience).map((command) => menuCommand(wording, language ?? FALLBACK_LANGUAGE, command)),
      onPictures: ON_PICTURES.map((entry) => ({
        ...entry,
        title: wording.text(language ?? FALLBACK_LANGUAGE, `menu-${entry.command}`),
      })),
    })),
  );
}

/** A command in one language. */
function menuCommand(wording: Wording, language: string, command: Command): MenuCommand {
  const { name, takes, picture } = command;
  const first = { name: takes, kind: "text", suggests: takes === "id" || takes === "sizes" } as const;
  const plain = takes === "nothing" ? [] : takes === "goal" ? [first, ...GOAL_FIELDS] : [first];
  const fields = picture ? [...plain, { name: "image", kind: "picture", suggests: false } as const] : plain;
  return {
    name,
    description: wording.text(language, `command-${name}`),
    title: wording.attribute(language, `command-${name}`, "name"),
    public: command.public ?? false,
    options: fields.map((field) => ({
      ...field,
      title: wording.attribute(language, `option-${field.name}`, "name"),
      description: wording.text(language, `option-${field.name}`),
      required: field.name === "goal" || field.name === "id",
      choices: choicesOf(field.name, sayIn(wording, language)),
    })),
  };
}

/** The values of an option that has few. */
function choicesOf(option: string, say: Say): { value: string; label: string }[] | undefined {
  if (option === "preset") return Preset.options.map((value) => ({ value, label: say(`preset-${value}`) }));
  if (option !== "spoiler") return undefined;
  return ["yes", "no"].map((value) => ({ value, label: say(`choice-${value}`) }));
}
