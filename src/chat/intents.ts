import { z } from "zod";
import { Place } from "../domain/session.ts";
import { IncomingFile } from "../domain/upload.ts";

export { IncomingFile };

/** What somebody did, in the same words on every platform. */
export const Action = z.discriminatedUnion("type", [
  /** Words: a goal, a reply, an answer to a question. In groups only when the bot is addressed. */
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({ type: z.literal("command"), name: z.string(), args: z.string() }),
  /** `value`: what was chosen in a menu. */
  z.object({ type: z.literal("press"), token: z.string(), pressId: z.string(), value: z.string().optional() }),
  z.object({ type: z.literal("photo"), files: z.array(IncomingFile).min(1), caption: z.string() }),
  /** The modal that a button opened was sent; it is answered as a press is. */
  z.object({
    type: z.literal("form"),
    token: z.string(),
    pressId: z.string(),
    values: z.record(z.string(), z.string()),
    files: z.record(z.string(), z.array(IncomingFile)),
  }),
  /** The chat got a new id (Telegram: a group became a supergroup). */
  z.object({ type: z.literal("moved"), newChatId: z.string() }),
]);
export type Action = z.infer<typeof Action>;

/** Somebody whom a message mentions or answers. */
const Mentioned = z.object({ id: z.string(), name: z.string() });

/** An update of a platform, read. */
export const Intent = z.object({
  /** Unique on its platform: the same again is the same update. */
  updateId: z.string(),
  place: Place,
  person: z.object({
    id: z.string(),
    name: z.string(),
    /** Language tag of the person's client. */
    language: z.string().nullable(),
    /** The name that others mention the person by, without `@`. */
    username: z.string().optional(),
    /** Whether the person moderates the chat, where the platform says so with the action itself; else it is asked. */
    moderator: z.boolean().optional(),
  }),
  /** The message that holds it, or the pressed button's message. */
  messageId: z.string().nullable(),
  /** The message that it answers. */
  replyToMessageId: z.string().nullable(),
  /** Pictures of the message that it answers, in the same chat. None: left out. */
  repliedPictures: z.array(IncomingFile).optional(),
  /** Whom it speaks of by id: a mention, or the author of the message that it answers. Nobody: left out. */
  mentions: z.array(Mentioned).optional(),
  /** Title of the group. */
  placeName: z.string().optional(),
  /** Name of the server that the group is a channel of, where one asks to be let in. */
  serverName: z.string().optional(),
  action: Action,
});
export type Intent = z.infer<typeof Intent>;
