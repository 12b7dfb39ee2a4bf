import type { Message } from "grammy/types";
import type { Logger } from "pino";
import type { FitImage } from "../../ports/images.ts";
import type { OutgoingMessage, PostHelp } from "../platform.ts";
import type { BotApi, Payload } from "./bot-api.ts";
import { isTopicGone, isUnchanged, TelegramFailure } from "./failure.ts";
import { type Posted, toPosted } from "./posted.ts";

/** What rendering needs of the outside. */
export interface RenderTools {
  readonly api: BotApi;
  readonly log: Logger;
  readonly fitImage: FitImage;
}

type SendMethod = "sendMessage" | "sendPhoto" | "sendDocument" | "sendMediaGroup";
type EditMethod = "editMessageText" | "editMessageCaption" | "editMessageMedia";
type Addressing = "chat_id" | "message_id" | "message_thread_id" | "reply_parameters" | "inline_message_id";
type Content<M extends SendMethod | EditMethod> = Omit<Payload<M>, Addressing>;
type Sent<M extends SendMethod> = M extends "sendMediaGroup" ? Message[] : Message;

/** One message on its way: where it goes, and what is known of it so far. */
export interface Delivery extends RenderTools {
  readonly message: OutgoingMessage;
  readonly help: PostHelp;
  /** The platform's id of the message to edit; null until it was sent. */
  readonly messageId: string | null;
  readonly posted: Posted | null;
  /** Sends into the message's chat and topic, in reply to what the message answers unless told otherwise. */
  send<M extends SendMethod>(method: M, content: Content<M>, replyTo?: string): Promise<Sent<M>>;
  /** Edits; true when the message was so already. */
  edit<M extends EditMethod>(method: M, messageId: string, content: Content<M>): Promise<Message | true>;
  /** Saves at once how far it came, so that a repeated delivery goes on from there. */
  keep(messageId: string, posted: Posted): Promise<void>;
}

/** Begins a delivery. */
export function createDelivery(tools: RenderTools, message: OutgoingMessage, help: PostHelp): Delivery {
  let messageId = message.messageId;
  let posted = toPosted(message.posted);
  return {
    ...tools,
    message,
    help,
    send: createSend(tools.api, message),
    edit: createEdit(tools.api, message),
    get messageId() {
      return messageId;
    },
    get posted() {
      return posted;
    },
    async keep(id, state) {
      messageId = id;
      posted = state;
      await help.saveMessageId(id, state);
    },
  };
}

function createSend(api: BotApi, { place, replyToMessageId }: OutgoingMessage): Delivery["send"] {
  const chat_id = Number(place.chatId);
  let topic = place.threadId === null ? {} : { message_thread_id: Number(place.threadId) };
  return async <M extends SendMethod>(method: M, content: Content<M>, replyTo?: string): Promise<Sent<M>> => {
    const answered = replyTo ?? replyToMessageId;
    const reply_parameters = { message_id: Number(answered), allow_sending_without_reply: true };
    const reply = answered === null ? {} : { reply_parameters };
    const payload = () => ({ chat_id, ...topic, ...reply, ...content }) as unknown as Payload<M>;
    try {
      return (await api.call(method, payload())) as Sent<M>;
    } catch (error) {
      if (!(error instanceof TelegramFailure && isTopicGone(error) && "message_thread_id" in topic)) throw error;
      // A deleted topic does not come back: the rest of this message goes to the chat, too.
      topic = {};
      return (await api.call(method, payload())) as Sent<M>;
    }
  };
}

function createEdit(api: BotApi, { place }: OutgoingMessage): Delivery["edit"] {
  const chat_id = Number(place.chatId);
  return async <M extends EditMethod>(method: M, id: string, content: Content<M>): Promise<Message | true> => {
    try {
      const payload = { chat_id, message_id: Number(id), ...content } as unknown as Payload<M>;
      return (await api.call(method, payload)) as Message | true;
    } catch (error) {
      if (error instanceof TelegramFailure && isUnchanged(error)) return true;
      throw error;
    }
  };
}
