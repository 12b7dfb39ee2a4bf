import type { ChatDeps } from "./chat/chat-deps.ts";

/** The running product, as the command line sees it. */
export interface App {
  chat: ChatDeps;
  /** Who sits at the terminal. */
  person: { id: string; name: string; language: string | null };
  /** Absolute path of a kept picture. */
  pathOf(path: string): string;
  /** Resolves when everything that the jobs caused was shown. */
  shown(): Promise<void>;
  /** Address of the HTTP server; null when it is off. */
  http: string | null;
  stop(): Promise<void>;
}
