/** An interaction's token serves 15 minutes; the last minute is not relied on. */
const LIFE_MS = 14 * 60_000;
const MOST = 20_000;

/** An interaction that was acknowledged and may still be answered by its token. Never saved: the token is a key. */
export interface OpenInteraction {
  readonly id: string;
  readonly applicationId: string;
  readonly token: string;
  readonly personId: string;
  readonly locale: string | null;
  /** Channel or thread that it came from. */
  readonly channelId: string;
  /** What answers it is for the person alone. */
  readonly ephemeral: boolean;
  /** The message that it belongs to: the pressed one, or our first answer once that is known. */
  messageId: string | null;
  /** It was told "thinking…", which the first answer has to replace. */
  deferred: boolean;
  /** Ids of further messages that answered it. */
  readonly answers: Set<string>;
}

/** Remembers interactions while their tokens live. */
export interface InteractionBook {
  add(interaction: OpenInteraction): void;
  get(id: string): OpenInteraction | undefined;
  /** The newest one that may edit a message. */
  ofMessage(messageId: string): OpenInteraction | undefined;
  /** The newest one of a person in a channel. */
  ofPerson(channelId: string, personId: string): OpenInteraction | undefined;
}

/** Makes an empty book. */
export function createInteractionBook(now: () => number): InteractionBook {
  const entries = new Map<string, { interaction: OpenInteraction; until: number }>();
  const alive = (entry: { until: number } | undefined) => entry !== undefined && entry.until > now();
  const newest = (fits: (interaction: OpenInteraction) => boolean) =>
    [...entries.values()].findLast((entry) => alive(entry) && fits(entry.interaction))?.interaction;
  return {
    add(interaction) {
      for (const [id, { until }] of entries) {
        // In the order of their coming, so the first that lives ends the look.
        if (until > now() && entries.size < MOST) break;
        entries.delete(id);
      }
      entries.set(interaction.id, { interaction, until: now() + LIFE_MS });
    },
    get(id) {
      const entry = entries.get(id);
      return alive(entry) ? entry?.interaction : undefined;
    },
    ofMessage: (messageId) => newest((one) => one.messageId === messageId || one.answers.has(messageId)),
    ofPerson: (channelId, personId) => newest((one) => one.channelId === channelId && one.personId === personId),
  };
}

/** The message id by which our own messages answer an interaction that has none of its own. */
export const referenceTo = (interactionId: string) => `i:${interactionId}`;

/** The interaction behind such an id. */
export function interactionIdOf(messageId: string | null): string | null {
  return messageId?.startsWith("i:") ? messageId.slice(2) : null;
}
