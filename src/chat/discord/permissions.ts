import { PermissionFlagsBits } from "discord.js";

/** What the bot needs in a channel, by the names that Discord's settings show (English). */
export const NEEDED = {
  "View Channel": PermissionFlagsBits.ViewChannel,
  "Send Messages": PermissionFlagsBits.SendMessages,
  "Embed Links": PermissionFlagsBits.EmbedLinks,
  "Attach Files": PermissionFlagsBits.AttachFiles,
  "Read Message History": PermissionFlagsBits.ReadMessageHistory,
} as const;

const IN_THREADS = PermissionFlagsBits.SendMessagesInThreads;
const has = (bits: bigint, wanted: bigint) =>
  (bits & wanted) !== 0n || (bits & PermissionFlagsBits.Administrator) !== 0n;

/** Names of what is missing; none when nothing is known (`0` or no field). */
export function missingPermissions(appPermissions: string | undefined, inThread: boolean): string[] {
  const bits = BigInt(appPermissions ?? "0");
  if (bits === 0n) return [];
  const names = Object.entries(NEEDED).filter(([name, bit]) => {
    if (inThread && name === "Send Messages") return !has(bits, IN_THREADS);
    // Without it replies lose their arrow, and no more.
    return name !== "Read Message History" && !has(bits, bit);
  });
  return names.map(([name]) => (inThread && name === "Send Messages" ? "Send Messages in Threads" : name));
}

/** Whether a thread may be begun and written in. */
export function mayUseThreads(appPermissions: string | undefined): boolean {
  const bits = BigInt(appPermissions ?? "0");
  return has(bits, PermissionFlagsBits.CreatePublicThreads) && has(bits, IN_THREADS);
}
