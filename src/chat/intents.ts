import { z } from "zod";
import { Place } from "../domain/session.ts";
import { IncomingFile } from "../domain/upload.ts";

export { IncomingFile };

/** What somebody did, in the same words on every platform. */
export const Action = z.discriminatedUnion("type", [
  /** Words: a goal, a reply, an answer to a question. In groups only when the bot is addressed. */
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({ type: z.literal("command"), name: z.string(), args: z.string() }),
  z.object({ type: z.literal("press"), token: z.string(), pressId: z.string() }),
  z.object({ type: z.literal("photo"), files: z.array(IncomingFile).min(1), caption: z.string() }),
  /** A text was sent by the modal that a button opened. */
  z.object({ type: z.literal("form"), token: z.string(), values: z.record(z.string(), z.string()) }),
  /** The chat got a new id (Telegram: a group became a supergroup). */
  z.object({ type: z.literal("moved"), newChatId: z.string() }),
]);
export type Action = z.infer<typeof Action>;

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
  }),
  /** The message that holds it, or the pressed button's message. */
  messageId: z.string().nullable(),
  /** The message that it answers. */
  replyToMessageId: z.string().nullable(),
  action: Action,
});
export type Intent = z.infer<typeof Intent>;
