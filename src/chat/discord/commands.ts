import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  Routes,
} from "discord.js";
import type { Logger } from "pino";
import type { CommandMenu, MenuCommand, MenuOption } from "../platform.ts";
import type { DiscordApi } from "./api.ts";
import { cut } from "./components.ts";
import { DiscordFailure } from "./failure.ts";

const MAX_DESCRIPTION = 100;
const KIND = {
  text: ApplicationCommandOptionType.String,
  whole: ApplicationCommandOptionType.Integer,
  picture: ApplicationCommandOptionType.Attachment,
} as const;
/** The longest goal that a message holds elsewhere. */
const MAX_TEXT = 4000;
/** Languages of ours as Discord calls them; each other one has the same name on both sides. */
const LOCALES: Readonly<Record<string, readonly string[]>> = { en: ["en-US", "en-GB"], zh: ["zh-CN", "zh-TW"] };
/** What Discord takes as the name of a command or an option. */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** What is known of the commands while their interactions come in. */
export interface CommandBook {
  /** Everyone in the chat sees the answer. */
  isPublic(name: string): boolean;
  /** It begins a session. */
  begins(name: string): boolean;
  /** The command behind an entry of the menu on a message. */
  ofMenu(title: string): string;
  /** The entry of this command is about a message of ours, which counts as replied to. */
  replies(name: string): boolean;
}

/** Reads the menus. */
export function createCommandBook(menus: () => readonly CommandMenu[]): CommandBook {
  const commandOf = (name: string) =>
    menus()
      .flatMap((menu) => menu.commands)
      .find((command) => command.name === name);
  const entries = () => menus().flatMap((menu) => menu.onPictures ?? []);
  return {
    isPublic: (name) => commandOf(name)?.public ?? false,
    begins: (name) => commandOf(name)?.options?.some((option) => option.name === "goal") ?? false,
    ofMenu: (title) => entries().find((entry) => entry.title === title)?.command ?? title.toLowerCase(),
    replies: (name) => entries().some(({ command, replies }) => command === name && replies === true),
  };
}

/** Registers the commands when they differ from what Discord has. A menu's failure is logged and no more. */
export async function setCommands(
  { api, log }: { api: DiscordApi; log: Logger },
  to: { applicationId: string; guildId?: string },
  menus: readonly CommandMenu[],
): Promise<void> {
  const { applicationId, guildId } = to;
  const route = guildId
    ? Routes.applicationGuildCommands(applicationId, guildId)
    : Routes.applicationCommands(applicationId);
  const wanted = toCommands(menus);
  try {
    const known = await api.call<Record<string, unknown>[]>("get", route, { query: { with_localizations: "true" } });
    if (fingerprint(known) === fingerprint(wanted)) return;
    await api.call("put", route, { body: wanted });
    log.info({ commands: wanted.length }, "Discord has the commands");
  } catch (error) {
    if (!(error instanceof DiscordFailure)) throw error;
    log.warn({ reason: error.message }, "the commands were not registered with Discord");
  }
}

type Body = Record<string, unknown>;

/** The menus of all languages as Discord's commands. */
function toCommands(menus: readonly CommandMenu[]): Body[] {
  const own = menus.filter((menu) => menu.language === null);
  const others = menus.filter((menu) => menu.language !== null);
  const named = new Map<string, { menu: CommandMenu; command: MenuCommand }>();
  // A moderators' menu may repeat everyone's commands, which stay everyone's.
  for (const menu of own)
    for (const command of menu.commands) if (!named.has(command.name)) named.set(command.name, { menu, command });
  const slash = [...named.values()].map(({ menu, command }) => {
    const translated = translations(others, (other) => other.commands.find(({ name }) => name === command.name));
    return {
      type: ApplicationCommandType.ChatInput,
      ...labels(command, translated),
      ...describe(command, translated),
      ...everywhere(menu.audience === "moderators"),
      options: (command.options ?? []).map((option) => toOption(option, translated)),
    };
  });
  const entries = new Map(own.flatMap((menu) => (menu.onPictures ?? []).map((entry) => [entry.command, entry])));
  const onMessages = [...entries.values()].map((entry) => {
    const found = translations(others, (other) => other.onPictures?.find(({ command }) => command === entry.command));
    const titles = Object.fromEntries([...found].map(([language, { title }]) => [language, title]));
    const names = Object.fromEntries(Object.entries(titles).filter(([, title]) => title !== entry.title));
    return {
      type: ApplicationCommandType.Message,
      name: cut(entry.title, 32),
      ...(Object.keys(names).length > 0 ? { name_localizations: names } : {}),
      ...everywhere(false),
    };
  });
  return [...slash, ...onMessages];
}

/** In servers and private chats; a moderators' command in servers, shown to those who may manage them. */
function everywhere(moderators: boolean): Body {
  return {
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: moderators
      ? [InteractionContextType.Guild]
      : [InteractionContextType.Guild, InteractionContextType.BotDM],
    ...(moderators ? { default_member_permissions: Number(PermissionFlagsBits.ManageGuild) } : {}),
  };
}

/** What each language has, by Discord's locale. */
function translations<T>(menus: readonly CommandMenu[], find: (menu: CommandMenu) => T | undefined): Map<string, T> {
  const found = new Map<string, T>();
  for (const menu of menus) {
    const one = find(menu);
    if (one !== undefined) for (const locale of localesOf(menu.language as string)) found.set(locale, one);
  }
  return found;
}

const localesOf = (language: string) => LOCALES[language] ?? [language];

function labels(item: { name: string }, translated: ReadonlyMap<string, { title?: string }>): Body {
  const names: [string, string][] = [...translated].flatMap(([locale, { title }]) =>
    title && title !== item.name && NAME.test(title) && title === title.toLowerCase() ? [[locale, title]] : [],
  );
  return { name: item.name, ...(names.length > 0 ? { name_localizations: Object.fromEntries(names) } : {}) };
}

function describe(item: { description: string }, translated: ReadonlyMap<string, { description: string }>): Body {
  const texts = [...translated].map(([locale, { description }]) => [locale, cut(description, MAX_DESCRIPTION)]);
  return {
    description: cut(item.description, MAX_DESCRIPTION),
    ...(texts.length > 0 ? { description_localizations: Object.fromEntries(texts) } : {}),
  };
}

function toOption(option: MenuOption, commands: ReadonlyMap<string, MenuCommand>): Body {
  const translated = new Map(
    [...commands].flatMap(([locale, { options }]) => {
      const found = options?.find(({ name }) => name === option.name);
      return found ? [[locale, found] as const] : [];
    }),
  );
  const { kind, choices } = option;
  return {
    type: KIND[kind],
    ...labels(option, translated),
    ...describe(option, translated),
    required: option.required,
    ...(option.suggests ? { autocomplete: true } : {}),
    ...(choices ? { choices: choices.map((choice, at) => toChoice(choice, at, translated)) } : {}),
    ...(kind === "text" && !choices ? { max_length: MAX_TEXT } : {}),
    ...(kind === "whole" ? { min_value: 1 } : {}),
  };
}

function toChoice(
  choice: { value: string; label: string },
  at: number,
  translated: ReadonlyMap<string, MenuOption>,
): Body {
  const names = [...translated].flatMap(([locale, option]) => {
    const label = option.choices?.[at]?.label;
    return label && label !== choice.label ? [[locale, cut(label, 100)] as const] : [];
  });
  return {
    name: cut(choice.label, 100),
    value: choice.value,
    ...(names.length > 0 ? { name_localizations: Object.fromEntries(names) } : {}),
  };
}

/** Discord adds ids, versions and defaults: only what we set is compared, in an order of its own. */
function fingerprint(commands: readonly Body[]): string {
  const sorted = [...commands].sort((a, b) => key(a).localeCompare(key(b)));
  return JSON.stringify(sorted.map((command) => normal(command)));
}

const key = (command: Body) => `${command.type ?? 1}:${command.name}`;
const COMPARED = ["type", "name", "name_localizations", "description", "description_localizations"] as const;
const OF_COMMANDS = ["default_member_permissions", "contexts", "integration_types"] as const;
const OF_OPTIONS = ["required", "autocomplete", "choices", "max_length", "min_value", "value"] as const;

function normal(body: Body): Body {
  const kept: Body = {};
  for (const name of [...COMPARED, ...OF_COMMANDS, ...OF_OPTIONS]) {
    const value = body[name];
    const empty = value === undefined || value === null || value === false || value === "";
    if (empty || (Array.isArray(value) && value.length === 0)) continue;
    kept[name] = name === "choices" ? (value as Body[]).map(normal) : sortedKeys(name, value);
  }
  const options = (body.options ?? []) as Body[];
  return options.length === 0 ? kept : { ...kept, options: options.map(normal) };
}

function sortedKeys(name: string, value: unknown): unknown {
  if (name === "default_member_permissions") return String(value);
  if (Array.isArray(value)) return [...value].sort();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a.localeCompare(b)));
}
