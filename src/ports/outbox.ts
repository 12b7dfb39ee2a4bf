import type { Place } from "../domain/session.ts";

export interface OutboxMessage {
  id: string;
  key: string;
  place: Place;
  /** Whose it is, if anybody's. */
  sessionId: string | null;
  personId: string | null;
  view: unknown;
  version: number;
  replyToMessageId: string | null;
  messageId: string | null;
  posted: Record<string, unknown> | null;
  state: "waiting" | "sending" | "posted" | "unknown" | "gone";
  atMostOnce: boolean;
  attempts: number;
}

export interface PutMessage {
  key: string;
  place: Place;
  sessionId: string | null;
  iterationId: string | null;
  personId: string | null;
  view: unknown;
  replyToMessageId: string | null;
  atMostOnce?: boolean;
}

export interface NewButton {
  intent: { do: string; with: Record<string, unknown> };
  personId: string | null;
}

export interface ButtonRow {
  token: string;
  outboxId: string;
  intent: { do: string; with: Record<string, unknown> };
  platform: string;
  chatId: string;
  personId: string | null;
  sessionId: string | null;
  expired: boolean;
  used: boolean;
}

export interface OutboxStore {
  /** Makes a message wanted, or changes one that is: then true. An unchanged view changes nothing. */
  put(message: PutMessage): Promise<boolean>;
  /** Only ever changes a message that is there. */
  exists(key: string): Promise<boolean>;
  /** Takes messages to post, at most one per chat, oldest first, for `leaseMs`. */
  claim(platform: string, limit: number, leaseMs: number): Promise<OutboxMessage[]>;
  /** Keeps messages that are still being posted. */
  keepClaims(ids: readonly string[], leaseMs: number): Promise<void>;
  /** Milliseconds until the next message may be posted; null when none waits. */
  nextDue(platform: string): Promise<number | null>;
  beginSend(id: string): Promise<void>;
  saveMessageId(id: string, messageId: string, posted: Record<string, unknown>): Promise<void>;
  /** Books what was posted; it is not edited again for `restMs`. Resolves to whether the chat has another message due, or this one changed. */
  posted(
    id: string,
    version: number,
    done: { messageId: string; posted: Record<string, unknown>; restMs: number },
  ): Promise<boolean>;
  retry(id: string, delayMs: number, reason: string): Promise<void>;
  end(id: string, state: "unknown" | "gone", reason: string): Promise<void>;
  /** The wanted message behind a platform's message. */
  byMessage(
    place: Place,
    messageId: string,
  ): Promise<
    | { key: string; sessionId: string | null; iterationId: string | null; personId: string | null; view: unknown }
    | undefined
  >;
  /** Whether a message that nobody knows yet may be one of ours, which is just being posted. */
  isArriving(place: Place, messageId: string): Promise<boolean>;
  /** What is kept of the message that shows a picture. */
  postedImage(imageId: string): Promise<Record<string, unknown> | null>;
  /** Tokens for a message's buttons, in their order; a button that is there keeps its token. */
  mintButtons(
    message: { outboxId: string; place: Place; sessionId: string | null },
    buttons: readonly NewButton[],
  ): Promise<string[]>;
  button(token: string): Promise<ButtonRow | undefined>;
  /** Marks it used; false when it was used already. */
  useButton(token: string): Promise<boolean>;
  prune(): Promise<void>;
}
