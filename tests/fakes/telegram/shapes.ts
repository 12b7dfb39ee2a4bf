import type { BotCommand, InlineKeyboardMarkup, Message, MessageEntity, Update, User } from "grammy/types";

/** A refusal in the words of the Bot API. */
export class ApiError extends Error {
  readonly code: number;
  readonly parameters: { retry_after?: number; migrate_to_chat_id?: number } | undefined;

  constructor(code: number, description: string, parameters?: ApiError["parameters"]) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

/** A 400. */
export const bad = (description: string) => new ApiError(400, `Bad Request: ${description}`);

/** A file that came with a request. */
export interface Upload {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Checked parameters and the files that came with them, by their `attach://` name. */
export interface Call {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, Upload>;
}

/** Parameters after the check: which of them a method has stands in parameters.ts. */
export interface Params {
  chat_id: number;
  message_id: number;
  message_thread_id?: number;
  user_id: number;
  text: string;
  entities?: MessageEntity[];
  caption?: string;
  caption_entities?: MessageEntity[];
  photo: string;
  document: string;
  media: unknown;
  reply_markup?: { inline_keyboard?: unknown; force_reply?: boolean };
  reply_parameters?: { message_id: number; allow_sending_without_reply?: boolean };
  url: string;
  secret_token?: string;
  allowed_updates?: string[];
  offset?: number;
  limit?: number;
  timeout?: number;
  callback_query_id: string;
  show_alert?: boolean;
  action: string;
  commands: BotCommand[];
  scope?: { type: string };
  language_code?: string;
  file_id: string;
}

/** A file that the fake keeps. */
export interface FakeFile {
  readonly id: string;
  readonly uniqueId: string;
  readonly kind: "photo" | "document";
  readonly name: string;
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
}

/** A message as a test reads it. */
export interface FakeMessage {
  readonly messageId: number;
  readonly chatId: number;
  readonly from: User;
  readonly threadId: number | null;
  readonly replyTo: number | null;
  readonly albumId: string | null;
  date: number;
  /** Text, or the caption of what has media. */
  text: string;
  entities: MessageEntity[];
  file: FakeFile | null;
  markup: InlineKeyboardMarkup | null;
  forceReply: boolean;
  deleted: boolean;
  /** What it showed before each edit, oldest first. */
  readonly edits: { text: string; fileId: string | null; markup: InlineKeyboardMarkup | null }[];
}

/** A chat as a test reads it. */
export interface FakeChat {
  readonly id: number;
  readonly type: "private" | "group" | "supergroup";
  readonly title: string;
  readonly isForum: boolean;
  readonly topics: Set<number>;
  readonly messages: FakeMessage[];
  /** Chat actions that were shown. */
  readonly actions: { action: string; threadId: number | null }[];
  readonly admins: Set<number>;
  /** The bot was blocked or thrown out. */
  blocked: boolean;
  /** The supergroup that it became. */
  movedTo: number | null;
}

export type { Message, Update, User };
