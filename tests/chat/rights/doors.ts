import type { Intent } from "../../../src/chat/intents.ts";
import type { Platform } from "../../../src/chat/platform.ts";

/** Who tries something. Each is the same kind of person on both platforms. */
export const PEOPLE = {
  /** Owns a session with its buttons. */
  ann: "a member with a session",
  bob: "a stranger",
  /** Moderated the group once, and has buttons of then. */
  exMod: "a moderator of yesterday",
  otherMod: "a moderator of another group",
  left: "somebody who left",
  restricted: "somebody who may hardly write",
  /** Has the moderator's name. */
  namesake: "a namesake of the moderator",
  /** Has the id that the operator has on the other platform. */
  twin: "the operator's id of another platform",
  mona: "the group's moderator",
  olga: "an operator",
} as const;
export type Who = keyof typeof PEOPLE;

/** Where it is tried. */
export type Where = "group" | "thread" | "private" | "otherGroup";

/** A platform's way in: what people do becomes the updates that the platform would send, which our own code reads. */
export interface Door {
  readonly platform: Platform;
  idOf(who: Who): string;
  chatIdOf(where: Where, who: Who): string;
  /** The ways of saying a command; `shape` picks one. */
  says(who: Who, where: Where, words: string, shape: number): Promise<Intent[]>;
  /** Words in answer to a message of ours. */
  replies(who: Who, where: Where, messageId: string, words: string): Promise<Intent[]>;
  presses(who: Who, where: Where, token: string, messageId: string): Promise<Intent[]>;
  /** Sends the modal of a button, where the platform has modals. */
  fills?(who: Who, where: Where, token: string, words: string): Promise<Intent[]>;
}

/** Names of people; two of them are called the same. */
export const nameOf = (who: Who): string => (who === "namesake" ? "Mona" : who[0]?.toUpperCase() + who.slice(1));
