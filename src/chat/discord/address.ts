import type { GatewayMessageCreateDispatchData } from "discord.js";

/** The words of a message as far as they are for this bot. */
export type Addressed =
  | { type: "command"; name: string; args: string }
  | { type: "words"; text: string }
  /** For somebody else, or for nobody. */
  | null;

/** Reads a message: is it for us, and what does it say? In private everything is; else a mention or a reply. */
export function addressed(message: GatewayMessageCreateDispatchData, meId: string): Addressed {
  const isPrivate = message.guild_id === undefined;
  const mentioned = message.mentions?.some((user) => user.id === meId) ?? false;
  const repliesToUs = message.referenced_message?.author?.id === meId;
  if (!isPrivate && !mentioned && !repliesToUs) return null;
  const text = withoutMention(message.content ?? "", meId);
  const command = /^\/([\w-]{1,32})(?:\s+([\s\S]*))?$/.exec(text);
  if (command) return { type: "command", name: (command[1] as string).toLowerCase(), args: (command[2] ?? "").trim() };
  return { type: "words", text };
}

/** Takes the bot's own mention away: at an end with what sets it off, else with one of its spaces. */
function withoutMention(content: string, meId: string): string {
  return content.replace(new RegExp(`\\s*<@!?${meId}>[,:]?\\s*`, "g"), " ").trim();
}
