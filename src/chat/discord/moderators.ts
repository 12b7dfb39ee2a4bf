import { PermissionFlagsBits, Routes } from "discord.js";
import type { Place } from "../../domain/session.ts";
import type { DiscordApi } from "./api.ts";
import type { Channels } from "./channels.ts";
import { isModerating } from "./read.ts";

interface Guild {
  readonly owner_id: string;
  readonly roles: readonly { readonly id: string; readonly permissions: string }[];
}

/**
 * Whether a person may manage the server of a chat, asked at this moment; false in private chats.
 * @throws Error when Discord cannot be asked
 */
export async function isModerator(
  { api, channels }: { api: DiscordApi; channels: Channels },
  place: Place,
  personId: string,
): Promise<boolean> {
  if (place.kind === "private") return false;
  const guildId = await channels.guildOf(place.chatId);
  if (guildId === null) throw new Error("Discord did not tell the channel's server");
  const [guild, member] = await Promise.all([
    api.call<Guild>("get", Routes.guild(guildId)),
    api.call<{ roles: string[] }>("get", Routes.guildMember(guildId, personId)),
  ]);
  if (guild.owner_id === personId) return true;
  // The role that everyone has carries the server's own id.
  const held = guild.roles.filter(({ id }) => id === guildId || member.roles.includes(id));
  const bits = held.reduce((all, { permissions }) => all | BigInt(permissions), 0n);
  return isModerating(String(bits & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator)));
}
