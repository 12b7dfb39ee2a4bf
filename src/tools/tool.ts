import type { z } from "zod";
import type { JobEvent } from "../domain/job.ts";
import type { MicroUsd } from "../domain/money.ts";
import type { Feedback, Iteration, Session } from "../domain/session.ts";
import type { IncomingFile } from "../domain/upload.ts";
import type { ExportFiles } from "../ports/exports.ts";
import type { StoredImage } from "../ports/images.ts";
import type { ImageData, ImageModel, ImageRequest, Models, TextRequest } from "../ports/models.ts";
import type { Pictures } from "../ports/pictures.ts";
import type { Prompts } from "../ports/prompts.ts";
import type { EditKind } from "./edit-kind.ts";

/** What a tool costs at most, and at least when a loop may end early. */
export interface Quote {
  /** Upper bound of all its calls, micro-USD; null when a price is unknown. */
  maxMicros: MicroUsd | null;
}

/** What a paid picture came to. */
export interface MadeImage {
  stored: StoredImage;
  modelUsed: string;
  /** The prompt as that model got it. */
  promptText: string;
  /** Model asked for, when another one made it. */
  fellBackFrom: string | null;
  simulated: boolean;
  warnings: readonly string[];
  costMicros: MicroUsd;
}

/** What is asked, put in the words of the model that is asked. `fallback`: it is not the one that was chosen. */
export type PictureRequest = (
  model: ImageModel,
  fallback: boolean,
) => {
  request: ImageRequest;
  /** What was left out for this model, in plain words for the person. */
  warnings: readonly string[];
};

/** A new iteration, as a tool hands it to the stores. */
export type NewIteration = Omit<Iteration, "id" | "createdAt" | "verdict" | "accepted" | "judgeError">;
/** What judging adds to an iteration. */
export type IterationUpdate = Partial<Pick<Iteration, "verdict" | "accepted" | "judgeError" | "costMicros">>;

/** What a tool may read and change of its session. */
export interface SessionAccess {
  get(): Promise<Session>;
  update(
    change: Partial<
      Pick<
        Session,
        | "prompt"
        | "originalPrompt"
        | "checklist"
        | "assumptions"
        | "literals"
        | "bestIterationId"
        | "recommendations"
        | "status"
        | "photo"
        | "options"
      >
    >,
  ): Promise<void>;
  /** Oldest first. */
  iterations(): Promise<Iteration[]>;
  /** Saves an iteration; the same job and index again returns the one that is there. */
  addIteration(iteration: NewIteration): Promise<Iteration>;
  updateIteration(id: string, change: IterationUpdate): Promise<void>;
  /** The person's words that no iteration has used yet, oldest first. */
  pendingFeedback(): Promise<Feedback[]>;
  useFeedback(ids: readonly string[], iterationId: string): Promise<void>;
  image(iteration: Pick<Iteration, "imageId">): Promise<ImageData>;
}

/** Pictures of the job's chat, and what code does to them. */
export interface PictureAccess {
  /** A kept picture of this chat. @throws SfumatoError `E_NOT_FOUND` */
  find(id: string): Promise<StoredImage>;
  read(id: string): Promise<ImageData>;
  /** It again, small enough for a model's eyes (JPEG or PNG). */
  view(id: string): Promise<ImageData>;
  /** Its thumbnail (JPEG): enough to measure light and colours. */
  thumbnail(id: string): Promise<ImageData>;
  /** Keeps what a tool made; the same job and name again is the same picture. */
  keep(name: string, image: ImageData): Promise<StoredImage>;
  /** A picture of this chat as this session's own: it stays when the session that it came from is deleted. */
  adopt(name: string, id: string): Promise<StoredImage>;
  /** Fetches a file that somebody sent and keeps it, checked and written anew. */
  take(name: string, file: IncomingFile): Promise<StoredImage>;
  readonly work: Pictures;
  readonly exports: ExportFiles;
}

/** Everything a running tool may touch. Guards, budget and steps hold for all that goes through it. */
export interface ToolContext {
  readonly jobId: string;
  /** Aborted when the person cancels, the lease is lost, or the process stops. */
  readonly signal: AbortSignal;
  readonly session: SessionAccess;
  readonly prompts: Prompts;
  readonly pictures: PictureAccess;
  /** The image model that the session asks for (choose-model decides at each call who makes it). */
  imageModel(): Promise<ImageModel>;
  /** Runs `work` once per job and name: on a retry its saved result (JSON) is returned. */
  step<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** What the step of this name made; undefined when it was not done. */
  made<T>(name: string): T | undefined;
  /**
   * One paid picture, as a step of this name. When the chosen model cannot make it, others try, each under a reservation
   * of its own; a request as a function is put in the words of each.
   */
  makeImage(step: string, request: ImageRequest | PictureRequest): Promise<MadeImage>;
  /** One paid text call (and one repair round when the answer breaks the schema), as a step of this name. */
  askText<T>(step: string, request: TextRequest<T>): Promise<{ value: T; costMicros: MicroUsd }>;
  /** Runs another tool by its id inside this job; its steps are named below `step`. */
  call(step: string, tool: string, input: unknown): Promise<unknown>;
  emit(event: JobEvent): Promise<void>;
}

/** What a quote needs to know. */
export interface QuoteContext {
  readonly image: ImageModel;
  readonly models: Models;
  readonly iterationsMade: number;
}

/** Something a person may ask for. Jobs store `{tool, input}`. */
export interface Tool<Input = unknown> {
  /** Its folder's name. */
  readonly id: string;
  readonly input: z.ZodType<Input>;
  /** What it does to a photo; absent for tools that work on none. */
  readonly edit?: EditKind;
  quote(input: Input, session: Pick<Session, "options" | "prompt" | "goal" | "photo">, context: QuoteContext): Quote;
  run(context: ToolContext, input: Input): Promise<unknown>;
}

export function defineTool<Input>(tool: Tool<Input>): Tool<Input> {
  return tool;
}
