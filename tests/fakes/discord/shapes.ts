/** A refusal as Discord's API gives it. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface FakeUser {
  readonly id: string;
  readonly username: string;
  readonly global_name: string;
  readonly bot: boolean;
  /** Language of the client. */
  locale: string;
  /** Permissions in servers, as a number. */
  permissions: bigint;
}

/** What the bot may not do in a channel. */
export type Denied = "view" | "send" | "threads" | "attach";

export interface FakeChannel {
  readonly id: string;
  /** 0 text, 1 private, 11 thread. */
  readonly type: number;
  readonly guildId: string | null;
  readonly parentId: string | null;
  name: string;
  recipient: FakeUser | null;
  readonly denied: Set<Denied>;
  archived: boolean;
  deleted: boolean;
  readonly messages: FakeMessage[];
}

export interface FakeFile {
  readonly id: string;
  readonly filename: string;
  readonly description: string | null;
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  readonly type: string;
}

/** A button or a menu as the bot made it. */
export interface FakeControl {
  readonly type: number;
  readonly label?: string;
  readonly placeholder?: string;
  readonly style?: number;
  readonly custom_id: string;
  readonly options?: readonly { label: string; value: string; default?: boolean }[];
}

export interface FakeComponent {
  readonly type: number;
  readonly components?: readonly FakeControl[];
  readonly content?: string;
  readonly items?: readonly { media: { url: string }; description?: string; spoiler?: boolean }[];
}

export interface FakeMessage {
  readonly id: string;
  readonly channelId: string;
  readonly author: FakeUser;
  content: string;
  embeds: { description?: string }[];
  components: FakeComponent[];
  files: FakeFile[];
  flags: number;
  /** Seen by this person alone. */
  readonly onlyFor: string | null;
  readonly replyTo: string | null;
  readonly nonce: string | null;
  /** "Thinking…". */
  thinking: boolean;
  deleted: boolean;
  edits: number;
}

/** An interaction, and how the bot answered it. */
export interface FakeInteraction {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly user: FakeUser;
  readonly channelId: string;
  /** The message that was pressed. */
  readonly messageId: string | null;
  readonly at: number;
  /** The same by a clock that is never set (ms). */
  readonly at0: number;
  /** The first answer. */
  callback: { type: number; data?: unknown } | null;
  /** How long it took (ms). */
  answeredAfter: number | null;
  /** The message that `@original` is. */
  originalId: string | null;
  /** Messages that followed. */
  readonly followUps: FakeMessage[];
}
