import type { PostOutcome } from "../platform.ts";

/**
 * How a call of the Bot API failed. Holds no address, no payload and no cause, because any of them may hold the
 * token. It never leaves this folder: the outside sees outcomes and `SfumatoError`.
 */
export class TelegramFailure extends Error {
  override readonly name = "TelegramFailure";
  /**
   * `answered`: Telegram said no. `unsent`: nothing reached it for certain. `lost`: nobody can know.
   * `aborted`: we called it off.
   */
  readonly kind: "answered" | "unsent" | "lost" | "aborted";
  readonly method: string;
  /** Error code of the answer; 0 without one. */
  readonly code: number;
  readonly description: string;
  readonly retryAfterMs: number | null;
  /** The group became this supergroup. */
  readonly newChatId: string | null;

  constructor(
    kind: TelegramFailure["kind"],
    method: string,
    description: string,
    answer: { code?: number; retryAfterMs?: number; newChatId?: string } = {},
  ) {
    super(`Telegram's ${method} failed: ${description}`);
    this.kind = kind;
    this.method = method;
    this.description = description;
    this.code = answer.code ?? 0;
    this.retryAfterMs = answer.retryAfterMs ?? null;
    this.newChatId = answer.newChatId ?? null;
  }

  /** Whether Telegram refused the request itself (400) with a description like this. */
  refused(description: RegExp): boolean {
    return this.kind === "answered" && this.code === 400 && description.test(this.description);
  }
}

const MISSING_MESSAGE = /message to edit not found|message can't be edited|MESSAGE_ID_INVALID/i;
/** 400s that speak of the picture or its file id, so that another way of sending it may do. */
const BAD_MEDIA = /file|photo|image|media|dimension|remote/i;

/** The message shows exactly this already: as good as done. */
export const isUnchanged = (failure: TelegramFailure) => failure.refused(/message is not modified/i);

/** The forum topic was deleted. */
export const isTopicGone = (failure: TelegramFailure) => failure.refused(/message thread not found/i);

/** This file could not be used in this form. */
export const isBadMedia = (failure: TelegramFailure) =>
  failure.refused(BAD_MEDIA) && !failure.refused(MISSING_MESSAGE) && !failure.refused(/forbidden|rights/i);

/** The message is a picture or a file by now, whose text is its caption. */
export const hasNoText = (failure: TelegramFailure) => failure.refused(/there is no text in the message/i);

/** The message cannot be edited any more. */
const isMessageMissing = (failure: TelegramFailure) => failure.refused(MISSING_MESSAGE);

/**
 * What a failure means for the message. Edits are repeated freely, as editing again is harmless; a first send only
 * when it certainly did not arrive, as Telegram knows no idempotency key.
 */
export function toOutcome(failure: TelegramFailure, doing: "send" | "edit"): PostOutcome {
  const reason = failure.description;
  if (failure.kind === "unsent") return { kind: "retry", delayMs: 1000 + Math.random() * 4000, reason };
  if (failure.kind !== "answered") return uncertain(reason, doing);
  if (failure.retryAfterMs !== null) return { kind: "retry", delayMs: failure.retryAfterMs, reason };
  if (failure.newChatId !== null) return { kind: "gone", reason: "moved" };
  if (failure.code === 429 || failure.code === 503) return { kind: "retry", delayMs: 5000, reason };
  if (failure.code >= 500) return uncertain(reason, doing);
  // A wrong token is the operator's to mend; the message waits for it.
  if (failure.code === 401 || failure.code === 404) return { kind: "retry", delayMs: 30_000, reason };
  if (isMessageMissing(failure)) return { kind: "gone", reason: "message_missing" };
  return { kind: "gone", reason };
}

function uncertain(reason: string, doing: "send" | "edit"): PostOutcome {
  return doing === "edit" ? { kind: "retry", delayMs: 2000, reason } : { kind: "unknown", reason };
}
