import type {
  APIApplicationCommandInteractionDataOption,
  APIAttachment,
  APIChatInputApplicationCommandInteraction,
  APIInteraction,
  APIMessageApplicationCommandInteraction,
  APIMessageComponentInteraction,
  APIModalSubmitInteraction,
} from "discord.js";
import { ApplicationCommandOptionType, ChannelType } from "discord.js";
import { GOAL_OPTIONS } from "../goal-options.ts";
import type { Action, IncomingFile, Intent } from "../intents.ts";
import { fromCustomId } from "./components.ts";
import { type ChannelFacts, fileOf, filesOf, isModerating, nameOf, placeOf, titleOf } from "./read.ts";

/** What every intent of an interaction has, whatever was done. */
export type Base = Omit<Intent, "action">;

/** Reads who did something and where. */
export function readBase(interaction: APIInteraction): Base {
  const user = interaction.member?.user ?? interaction.user;
  const channel = channelOf(interaction);
  const place = placeOf(channel, user?.id ?? "");
  return {
    updateId: interaction.id,
    place,
    person: {
      id: user?.id ?? "",
      name: nameOf(interaction.member?.nick, user?.global_name, user?.username, user?.id),
      language: "locale" in interaction ? interaction.locale : null,
      ...(user ? { username: user.username } : {}),
      moderator: place.kind === "group" && isModerating(interaction.member?.permissions),
    },
    messageId: interaction.message?.id ?? null,
    replyToMessageId: null,
    ...titleOf(channel),
  };
}

/** What an interaction tells of its channel. */
export function channelOf(interaction: APIInteraction): ChannelFacts {
  const channel = interaction.channel;
  const fallback = interaction.guild_id === undefined ? ChannelType.DM : ChannelType.GuildText;
  return {
    id: channel?.id ?? interaction.channel_id ?? "",
    type: channel?.type ?? fallback,
    parentId: channel && "parent_id" in channel ? (channel.parent_id ?? null) : null,
    name: channel && "name" in channel ? (channel.name ?? null) : null,
  };
}

/** A slash command in the words that are typed elsewhere: the goal, then options as `key=value`; pictures beside it. */
export function readCommand(interaction: APIChatInputApplicationCommandInteraction): Action {
  const { name, options = [], resolved } = interaction.data;
  const files: IncomingFile[] = [];
  const first: string[] = [];
  const rest: string[] = [];
  for (const option of flat(options)) {
    if (option.type === ApplicationCommandOptionType.Attachment) {
      files.push(...givenFile(resolved?.attachments?.[String(option.value)], option.name));
    } else if (KEYED.has(option.name)) rest.push(`${option.name}=${quotedValue(String(option.value))}`);
    else first.push(String(option.value));
  }
  const args = [...first, ...rest].join(" ");
  if (files.length > 0) return { type: "photo", files, caption: `/${name} ${args}`.trim() };
  return { type: "command", name, args };
}

/** Options that are written with their name elsewhere; the value of any other stands alone after the command. */
const KEYED: ReadonlySet<string> = new Set(GOAL_OPTIONS);

/** Subcommands become words in front of their own options. */
function flat(
  options: readonly APIApplicationCommandInteractionDataOption[],
): { name: string; type: ApplicationCommandOptionType; value: string | number | boolean }[] {
  return options.flatMap((option) => {
    if ("value" in option) return [{ name: option.name, type: option.type, value: option.value as string | number }];
    const inner = "options" in option ? flat(option.options ?? []) : [];
    return [{ name: "", type: ApplicationCommandOptionType.String, value: option.name }, ...inner];
  });
}

/** Quoted when it has spaces; its own quotes become typographic ones, which nothing takes for an end. */
function quotedValue(value: string): string {
  const plain = value.replaceAll('"', "”");
  return /\s|^$/.test(plain) ? `"${plain}"` : plain;
}

function givenFile(attachment: APIAttachment | undefined, option: string): IncomingFile[] {
  if (!attachment) return [];
  const file = fileOf(attachment);
  return [option === "mask" ? { ...file, role: "mask" } : file];
}

/** The pictures of the message whose menu was used. */
export function picturesOfTarget({ data }: APIMessageApplicationCommandInteraction): IncomingFile[] {
  const message = data.resolved?.messages?.[data.target_id];
  return filesOf(message?.attachments);
}

/** A press, or a choice in a menu. */
export function readPress(interaction: APIMessageComponentInteraction): Extract<Action, { type: "press" }> {
  const { custom_id } = interaction.data;
  const value = "values" in interaction.data ? interaction.data.values[0] : undefined;
  const press = { type: "press" as const, token: fromCustomId(custom_id).token, pressId: interaction.id };
  return value === undefined ? press : { ...press, value };
}

/** What was filled into a modal. */
export function readModal({ data }: APIModalSubmitInteraction): {
  values: Record<string, string>;
  files: Record<string, IncomingFile[]>;
} {
  const values: Record<string, string> = {};
  const files: Record<string, IncomingFile[]> = {};
  for (const row of data.components) {
    const fields = "component" in row ? [row.component] : "components" in row ? row.components : [];
    for (const field of fields) {
      if ("value" in field && typeof field.value === "string") values[field.custom_id] = field.value;
      else if ("values" in field)
        files[field.custom_id] = field.values.flatMap((id) =>
          givenFile(data.resolved?.attachments?.[id], field.custom_id),
        );
    }
  }
  return { values, files };
}
