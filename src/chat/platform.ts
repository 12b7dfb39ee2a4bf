import type { Place } from "../domain/session.ts";
import type { StoredImage } from "../ports/images.ts";
import type { ImageData } from "../ports/models.ts";
import type { Form, FormRequest, Suggestion, SuggestRequest } from "./forms.ts";
import type { Intent } from "./intents.ts";
import type { View } from "./views.ts";

/** What a platform can hold, as data. Lengths in UTF-16 code units, as Telegram and Discord count. */
export interface PlatformLimits {
  readonly text: number;
  readonly caption: number;
  readonly buttonLabel: number;
  readonly buttonsPerRow: number;
  readonly album: number;
  /** Several choices are shown as a menu; elsewhere a press takes the next. */
  readonly menus: boolean;
  /** Shortest time between two edits of one message (ms). */
  readonly editInterval: { readonly private: number; readonly group: number };
}

/** A view whose buttons have their tokens. */
export interface TokenButton {
  readonly label: string;
  readonly token?: string;
  readonly copy?: string;
  readonly style: "primary" | "danger" | "plain";
  readonly form?: true;
  readonly choices?: readonly { readonly value: string; readonly label: string; readonly chosen: boolean }[];
}
export interface PostableView extends Omit<View, "buttons"> {
  readonly buttons: readonly (readonly TokenButton[])[];
}

/** A message that should exist on a platform. */
export interface OutgoingMessage {
  readonly id: string;
  readonly place: Place;
  readonly view: PostableView;
  readonly replyToMessageId: string | null;
  /** Whom it is for, where that is one person. */
  readonly personId?: string | null;
  /** The platform's id, once it was sent; then it is edited. */
  readonly messageId: string | null;
  /** What the platform keeps about the sent message (JSON), such as which picture it shows. */
  readonly posted: Record<string, unknown> | null;
}

/** How posting ended. */
export type PostOutcome =
  | { kind: "posted"; messageId: string; posted: Record<string, unknown> }
  /** Nothing was posted for certain; try again then (refused connection, 429). */
  | { kind: "retry"; delayMs: number; reason: string }
  /** Nobody can know whether it was posted (read timeout on a first send). Not tried again. */
  | { kind: "unknown"; reason: string }
  /** It can never be posted: the person blocked the bot, the chat or the message is gone. */
  | { kind: "gone"; reason: string };

/** What a platform may ask of the product while posting. */
export interface PostHelp {
  /** Saves the id of a placeholder at once, so that the picture is delivered by editing it, also after a crash. */
  saveMessageId(messageId: string, posted: Record<string, unknown>): Promise<void>;
  image(id: string): Promise<{ stored: StoredImage; data: ImageData }>;
  /** The bytes of the view's attachment. */
  attachment(id: string, name: string): Promise<Uint8Array>;
  /** What was kept about the message that shows a picture already (to send it again by the platform's own file id). */
  postedImage(id: string): Promise<Record<string, unknown> | null>;
}

/** What comes back to the person who pressed or wrote, at once and for them alone. */
export interface Answer {
  /** A short notice (a toast on Telegram, ephemeral on Discord). */
  notice?: string;
  /** True: as an alert that must be closed. */
  alert?: boolean;
}

/** What the product gives to a platform. */
export interface PlatformHost {
  /** Saves updates; when this resolves they may be acknowledged. The same update again is ignored. */
  receive(platform: string, intents: readonly Intent[]): Promise<void>;
  /** What a button or a menu entry asks before anything is done; null: nothing of this person, so it is a plain press. */
  form(request: FormRequest): Promise<Form | null>;
  /** Whether somebody may speak in a place, before anything is shown there: operators may have to let it in first. Only reads. */
  admits(who: Pick<Intent, "place" | "person">): Promise<boolean>;
  /** What may be meant while an option of a command is being typed. Only reads. */
  suggest(request: SuggestRequest): Promise<Suggestion[]>;
}

/** A chat service: reads updates into intents and renders views. It decides nothing. */
export interface Platform {
  readonly id: string;
  readonly limits: PlatformLimits;
  /** Resolves when it takes updates. */
  start(host: PlatformHost): Promise<void>;
  /**
   * Fetches a file that somebody sent, by its `IncomingFile.ref`, part by part; absent where nobody can send any.
   * What it hands out throws SfumatoError `E_INPUT_TOO_LARGE`, `E_NOT_FOUND`, `E_STORAGE_IO`
   */
  download?(ref: string, limits: { maxBytes: number; signal: AbortSignal }): AsyncIterable<Uint8Array>;
  post(message: OutgoingMessage, help: PostHelp): Promise<PostOutcome>;
  /** Answers a button press. Called at most once per press; failures are its own affair. */
  answerPress(pressId: string, answer: Answer): Promise<void>;
  /**
   * Ends what an update began to show ("thinking…") when no message will: tells the person, or takes it away.
   * Absent where updates show nothing of their own.
   */
  settle?(updateId: string, notice: string | undefined): Promise<void>;
  /**
   * Whether a person moderates a chat, asked at this moment; false in private chats.
   * @throws Error when the platform cannot be asked
   */
  isModerator(place: Place, personId: string): Promise<boolean>;
  /** Shows that work goes on (typing, uploading a picture), where the platform can. */
  showActivity(place: Place, activity: "typing" | "upload_photo"): Promise<void>;
  /** Tells the platform the commands, per scope and language; only when they changed. */
  setCommands(commands: readonly CommandMenu[]): Promise<void>;
  /** Whether it is connected, for /health. */
  status(): "up" | "down" | "starting";
  stop(): Promise<void>;
}

/** An option of a command, where a platform has a field for each. */
export interface MenuOption {
  readonly name: string;
  /** Its name in the menu's language, when that has one. */
  readonly title?: string;
  readonly description: string;
  readonly kind: "text" | "whole" | "picture";
  readonly required: boolean;
  /** `PlatformHost.suggest` knows values. */
  readonly suggests: boolean;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

/** A command as a menu shows it. */
export interface MenuCommand {
  readonly name: string;
  readonly description: string;
  /** Its name in the menu's language, when that has one. */
  readonly title?: string;
  /** Everyone in the chat sees the answer; else the person alone, where a platform can show it so. */
  readonly public?: boolean;
  /** In their order; the first required one is what stands after the command elsewhere. */
  readonly options?: readonly MenuOption[];
}

/** The commands of one audience in one language. */
export interface CommandMenu {
  readonly audience: "everyone" | "groups" | "moderators";
  /** Null: for every language that has no menu of its own. */
  readonly language: string | null;
  readonly commands: readonly MenuCommand[];
  /**
   * Entries of the menu on a message with a picture, where a platform has one; each is a command about that picture.
   * `replies`: about a picture that we posted, so that the message counts as the one replied to.
   */
  readonly onPictures?: readonly { readonly command: string; readonly title: string; readonly replies?: true }[];
}
