import type { PostOutcome } from "../platform.ts";

/** Discord's codes of refusals that we tell apart (docs: Opcodes and Status Codes, JSON error codes). */
export const CODE = {
  unknownChannel: 10_003,
  unknownMessage: 10_008,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  tooManyEdits: 30_046,
  tooLarge: 40_005,
  alreadyAcknowledged: 40_060,
  missingAccess: 50_001,
  noPrivateMessages: 50_007,
  missingPermissions: 50_013,
  expiredToken: 50_027,
  archived: 50_083,
  noReplyWithoutHistory: 160_002,
  threadExists: 160_004,
  lockedThread: 160_005,
} as const;

/**
 * How a call of Discord's API failed. Holds no address, no body and no cause, because any of them may hold a token.
 * It never leaves this folder: the outside sees outcomes and `SfumatoError`.
 */
export class DiscordFailure extends Error {
  override readonly name = "DiscordFailure";
  /** `answered`: Discord said no. `unsent`: nothing reached it for certain. `lost`: nobody can know. */
  readonly kind: "answered" | "unsent" | "lost";
  /** HTTP status; 0 without an answer. */
  readonly status: number;
  /** Discord's own code; 0 without one. */
  readonly code: number;
  readonly description: string;
  readonly retryAfterMs: number | null;

  constructor(
    kind: DiscordFailure["kind"],
    description: string,
    answer: { status?: number; code?: number; retryAfterMs?: number } = {},
  ) {
    super(`Discord: ${description}`);
    this.kind = kind;
    this.description = description;
    this.status = answer.status ?? 0;
    this.code = answer.code ?? 0;
    this.retryAfterMs = answer.retryAfterMs ?? null;
  }
}

/** Whether it is one of these refusals. */
export function isRefusal(error: unknown, ...codes: readonly (keyof typeof CODE)[]): boolean {
  return error instanceof DiscordFailure && codes.some((name) => CODE[name] === error.code);
}

/**
 * What a failure means for a message. A first send is repeated as freely as an edit: its nonce is enforced, so that
 * Discord answers the same send again with the message that is there.
 */
export function toOutcome(failure: DiscordFailure): PostOutcome {
  const reason = failure.description;
  if (failure.retryAfterMs !== null) return { kind: "retry", delayMs: failure.retryAfterMs, reason };
  if (failure.kind === "unsent") return { kind: "retry", delayMs: 1000 + Math.random() * 4000, reason };
  if (failure.kind === "lost" || failure.status >= 500) return { kind: "retry", delayMs: 2000, reason };
  // A wrong token is the operator's to mend; the message waits for it.
  if (failure.status === 401) return { kind: "retry", delayMs: 30_000, reason };
  // Messages older than an hour are edited less often.
  if (isRefusal(failure, "tooManyEdits")) return { kind: "retry", delayMs: 60_000, reason };
  if (isRefusal(failure, "unknownMessage")) return { kind: "gone", reason: "message_missing" };
  return { kind: "gone", reason };
}
