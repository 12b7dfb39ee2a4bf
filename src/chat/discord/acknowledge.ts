import {
  type APIInteraction,
  type APIInteractionResponse,
  InteractionResponseType,
  MessageFlags,
  type RESTPostAPIInteractionCallbackWithResponseResult,
  Routes,
} from "discord.js";
import type { Logger } from "pino";
import type { DiscordApi } from "./api.ts";
import type { InteractionBook, OpenInteraction } from "./book.ts";
import { cut } from "./components.ts";
import { DiscordFailure, isRefusal } from "./failure.ts";
import { escapeMarkdown, quoted } from "./markdown.ts";

/** Discord waits 3 s for a first answer; after this an answer would come too late (ms). */
const ANSWER_WITHIN_MS = 2_700;
/** A short notice stays for this long (ms), as a toast does elsewhere. */
const TOAST_MS = 6_000;
const MAX_WISH = 1900;
/** Nobody is pinged, whatever a text says. */
export const NOBODY = { parse: [] };

/** Answers interactions: at once, and later by their tokens. */
export interface Acknowledger {
  /** "Thinking…": the first message that answers replaces it. `alone`: for the person alone. */
  defer(interaction: APIInteraction, alone: boolean): Promise<void>;
  /** A press or a sent modal changes a message that is there. */
  deferUpdate(interaction: APIInteraction): Promise<void>;
  /** Shows the wish as a message that a thread can begin with; resolves with its id when Discord tells it. */
  showWish(interaction: APIInteraction, wish: string): Promise<string | null>;
  /** Says something to the person alone, instead of anything else. */
  refuse(interaction: APIInteraction, text: string): Promise<void>;
  /** Any other first answer: a modal, suggestions. False when it did not arrive in time. */
  answer(interaction: APIInteraction, response: APIInteractionResponse): Promise<boolean>;
  /** Tells the person something after the first answer; a toast goes by itself. */
  tell(interaction: OpenInteraction, text: string, toast: boolean): Promise<void>;
  /** No message will answer: what "thinks" becomes the words, for the person alone, or goes away. */
  settle(interaction: OpenInteraction, text: string | undefined): Promise<void>;
}

/** Builds it. Failures are logged: what was asked for is done whether or not the acknowledgement arrived. */
export function createAcknowledger(deps: { api: DiscordApi; book: InteractionBook; log: Logger }): Acknowledger {
  const { api, book, log } = deps;
  const callback = async <T>(
    interaction: APIInteraction,
    body: APIInteractionResponse,
    query?: Record<string, string>,
  ) =>
    api.call<T>("post", Routes.interactionCallback(interaction.id, interaction.token), {
      ...{ body, byToken: true, limitMs: ANSWER_WITHIN_MS },
      ...(query ? { query } : {}),
    });
  const attempt = async (interaction: APIInteraction, body: APIInteractionResponse): Promise<boolean> => {
    try {
      await callback(interaction, body);
      return true;
    } catch (error) {
      if (!(error instanceof DiscordFailure)) throw error;
      // The first try arrived, only its answer did not.
      if (isRefusal(error, "alreadyAcknowledged")) return true;
      log.warn({ type: body.type, reason: error.message }, "an interaction was not acknowledged");
      return false;
    }
  };
  const enter = (interaction: APIInteraction, more: Pick<OpenInteraction, "ephemeral" | "deferred" | "messageId">) =>
    book.add({
      ...{ id: interaction.id, applicationId: interaction.application_id, token: interaction.token },
      personId: (interaction.member?.user ?? interaction.user)?.id ?? "",
      locale: "locale" in interaction ? interaction.locale : null,
      channelId: interaction.channel?.id ?? interaction.channel_id ?? "",
      answers: new Set(),
      ...more,
    });
  const tell: Acknowledger["tell"] = async ({ applicationId, token }, text, toast) => {
    const body = { content: text, flags: MessageFlags.Ephemeral, allowed_mentions: NOBODY };
    try {
      const route = Routes.webhook(applicationId, token);
      const query = { wait: "true" };
      const sent = await api.call<{ id: string }>("post", route, { body, byToken: true, query });
      if (toast) setTimeout(() => void takeBack(sent.id), TOAST_MS).unref();
    } catch (error) {
      if (!(error instanceof DiscordFailure)) throw error;
      log.debug({ reason: error.message }, "a notice was not shown");
    }
    async function takeBack(id: string): Promise<void> {
      await api.call("delete", Routes.webhookMessage(applicationId, token, id), { byToken: true }).catch(() => {});
    }
  };
  return {
    tell,
    async settle(interaction, text) {
      if (interaction.deferred) {
        interaction.deferred = false;
        const thinking = Routes.webhookMessage(interaction.applicationId, interaction.token, "@original");
        await api.call("delete", thinking, { byToken: true }).catch(() => {});
      }
      if (text) await tell(interaction, text, false);
    },
    async defer(interaction, alone) {
      enter(interaction, { ephemeral: alone, deferred: true, messageId: null });
      const data = alone ? { data: { flags: MessageFlags.Ephemeral as const } } : {};
      await attempt(interaction, { type: InteractionResponseType.DeferredChannelMessageWithSource, ...data });
    },
    async deferUpdate(interaction) {
      const message = "message" in interaction ? interaction.message : undefined;
      const ephemeral = ((message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
      enter(interaction, { ephemeral, deferred: false, messageId: message?.id ?? null });
      await attempt(interaction, { type: InteractionResponseType.DeferredMessageUpdate });
    },
    async showWish(interaction, wish) {
      enter(interaction, { ephemeral: false, deferred: false, messageId: null });
      const body = {
        type: InteractionResponseType.ChannelMessageWithSource as const,
        data: { content: cut(`🎨\n${quoted(escapeMarkdown(wish))}`, MAX_WISH), allowed_mentions: NOBODY },
      };
      try {
        type Answered = RESTPostAPIInteractionCallbackWithResponseResult | undefined;
        const answered = await callback<Answered>(interaction, body, { with_response: "true" });
        const known = answered?.resource?.message?.id ?? answered?.interaction?.response_message_id;
        const id = known ?? (await originalOf(interaction));
        const entry = book.get(interaction.id);
        if (entry) entry.messageId = id;
        return id;
      } catch (error) {
        if (!(error instanceof DiscordFailure)) throw error;
        // It may have arrived, and only its answer did not: then it is there.
        const there = error.kind === "lost" || isRefusal(error, "alreadyAcknowledged");
        const id = there ? await originalOf(interaction) : null;
        const entry = book.get(interaction.id);
        if (entry) entry.messageId = id;
        if (!id) log.warn({ type: body.type, reason: error.message }, "an interaction was not acknowledged");
        return id;
      }
    },
    async refuse(interaction, text) {
      const data = { content: text, flags: MessageFlags.Ephemeral as const, allowed_mentions: NOBODY };
      await attempt(interaction, { type: InteractionResponseType.ChannelMessageWithSource, data });
    },
    answer: attempt,
  };

  async function originalOf(interaction: APIInteraction): Promise<string | null> {
    const route = Routes.webhookMessage(interaction.application_id, interaction.token, "@original");
    const message = await api.call<{ id?: string } | undefined>("get", route, { byToken: true }).catch(() => undefined);
    return message?.id ?? null;
  }
}
