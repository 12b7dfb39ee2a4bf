import type { Message, MessageEntity } from "grammy/types";

/** The bot itself, as getMe tells. */
export interface Me {
  readonly id: number;
  readonly username: string;
}

/** The words of a message as far as they are for this bot. */
export type Addressed =
  | { type: "command"; name: string; args: string }
  | { type: "words"; text: string }
  /** For another bot, or for nobody. */
  | null;

/** Reads text or caption: is it for us, and what does it say? In private everything is, but others' commands. */
export function addressed(message: Message, me: Me): Addressed {
  const said = message.text ?? message.caption ?? "";
  const mentioned = mentionsOf(said, message.entities ?? message.caption_entities ?? [], me);
  const text = without(said, mentioned);
  const command = /^\/(\w{1,32})(?:@(\w+))?(?:\s+([\s\S]*))?$/.exec(text);
  if (command) {
    const [, name = "", bot, args = ""] = command;
    if (bot !== undefined && bot.toLowerCase() !== me.username.toLowerCase()) return null;
    return { type: "command", name: name.toLowerCase(), args: args.trim() };
  }
  const forUs = message.chat.type === "private" || mentioned.length > 0 || isReplyTo(message, me);
  return forUs ? { type: "words", text } : null;
}

/** The message that this one answers. In a topic every message formally answers the one that opened the topic. */
export function repliedTo(message: Message): NonNullable<Message["reply_to_message"]> | undefined {
  const reply = message.reply_to_message;
  return reply && "forum_topic_created" in reply && reply.forum_topic_created ? undefined : reply;
}

function isReplyTo(message: Message, me: Me): boolean {
  return repliedTo(message)?.from?.id === me.id;
}

function mentionsOf(text: string, entities: readonly MessageEntity[], me: Me): MessageEntity[] {
  const name = `@${me.username}`.toLowerCase();
  return entities.filter((entity) => {
    if (entity.type === "text_mention") return entity.user.id === me.id;
    const part = text.slice(entity.offset, entity.offset + entity.length);
    return entity.type === "mention" && part.toLowerCase() === name;
  });
}

function without(text: string, parts: readonly MessageEntity[]): string {
  let rest = text;
  for (const { offset, length } of [...parts].sort((a, b) => b.offset - a.offset)) {
    const before = rest.slice(0, offset).trimEnd();
    const after = rest.slice(offset + length).replace(/^[,:]?\s+/, "");
    rest = before && after ? `${before} ${after}` : before + after;
  }
  return rest.trim();
}
