import type { Caps } from "../domain/budget.ts";
import type { SessionOptions } from "../domain/session.ts";
import type { Logger } from "../engine/logger.ts";
import type { SubmitDeps } from "../engine/submit-job.ts";
import type { Charts } from "../ports/charts.ts";
import type { Clock, NewId } from "../ports/clock.ts";
import type { ExportFiles } from "../ports/exports.ts";
import type { ImageFiles, StoredImage } from "../ports/images.ts";
import type { Models } from "../ports/models.ts";
import type { Signals } from "../ports/queue.ts";
import type { Stores } from "../ports/stores.ts";
import type { Templates } from "../ports/templates.ts";
import type { Platform } from "./platform.ts";
import type { Wording } from "./wording.ts";

/** Whether the parts of the deployment answer. */
export interface Health {
  database: "up" | "down";
  queue: "up" | "down";
  platforms: Record<string, string>;
}

/** What operators are told of the machine. */
export interface Machine {
  health(): Promise<Health>;
  /** Of the disk that holds the pictures. */
  disk(): Promise<{ freeBytes: number; totalBytes: number }>;
}

/** What the conversation is made with. */
export interface ChatDeps {
  stores: Stores;
  submit: SubmitDeps;
  models: Models;
  /** The deployment's caps. */
  caps: Caps;
  wording: Wording;
  signals: Signals;
  files: ImageFiles;
  charts: Charts;
  machine: Machine;
  /** `approval`: an unknown group or person waits for an operator. */
  access: "open" | "approval";
  exports: ExportFiles;
  templates: Templates;
  /** Removes a picture's files from disk. */
  removeFiles(images: readonly StoredImage[]): Promise<void>;
  platforms: ReadonlyMap<string, Platform>;
  clock: Clock;
  newId: NewId;
  log: Logger;
  /** Options of a session whose person chose nothing. */
  defaults: SessionOptions;
  maxIterations: number;
  targetScore: number;
  /** Operators' private chats. */
  operators: readonly { platform: string; personId: string }[];
}
