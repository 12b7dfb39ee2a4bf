import { readFile, stat } from "node:fs/promises";
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { SfumatoError } from "../../domain/errors.ts";
import type { Place } from "../../domain/session.ts";
import type { NewId } from "../../ports/clock.ts";
import type { ImageFiles } from "../../ports/images.ts";
import type { Action } from "../intents.ts";
import type { OutgoingMessage, Platform, PlatformHost, PostHelp, PostOutcome } from "../platform.ts";
import { renderButtons, renderPreview, renderText } from "./render.ts";

const TERMINAL = "terminal";
/** Columns and half rows of a preview. */
const PREVIEW = { width: 64, height: 64 };

export interface TerminalOptions {
  output: Writable;
  /** Read for what the person types; without it the terminal only shows (as `run` does). */
  input?: Readable;
  colour: boolean;
  /** Shows nothing: the caller prints the result itself. */
  quiet?: boolean;
  files: Pick<ImageFiles, "pixels">;
  newId: NewId;
  /** Absolute path of a kept picture. */
  pathOf(path: string): string;
  person: { id: string; name: string; language: string | null };
  /** The person left (end of input). */
  onEnd?(): void;
}

export const TERMINAL_PLACE: Place = { platform: TERMINAL, chatId: "terminal", threadId: null, kind: "private" };

/** A file of the person at this machine, by its path. @throws SfumatoError as {@link Platform.download} does */
async function* readOwnFile(path: string, { maxBytes }: { maxBytes: number }): AsyncGenerator<Uint8Array> {
  try {
    if ((await stat(path)).size > maxBytes)
      throw new SfumatoError("E_INPUT_TOO_LARGE", "This file is too large.", { details: { maxBytes } });
    yield await readFile(path);
  } catch (error) {
    if (error instanceof SfumatoError) throw error;
    throw new SfumatoError("E_NOT_FOUND", `The file ${path} cannot be read.`, { cause: error });
  }
}

/** The conversation in a terminal: numbers press buttons, `> words` is feedback on the newest picture. */
export function createTerminal(options: TerminalOptions): Platform {
  const numbers = new Map<string, number>();
  const shown = new Map<string, string>();
  let reader: Interface | undefined;
  let asked: string | null = null;
  let newestPicture: string | null = null;

  const print = (text: string) => {
    if (!options.quiet) options.output.write(`${text}\n`);
  };
  const numberOf = (token: string) => {
    const number = numbers.get(token) ?? numbers.size + 1;
    numbers.set(token, number);
    return number;
  };

  const read = (line: string): { action: Action; replyTo: string | null } | null => {
    const text = line.trim();
    if (text === "") return null;
    const command = /^\/([a-z]+)(?:\s+([\s\S]*))?$/i.exec(text);
    if (command)
      return {
        action: { type: "command", name: (command[1] as string).toLowerCase(), args: command[2] ?? "" },
        replyTo: null,
      };
    const token = /^\d{1,4}$/.test(text) ? [...numbers].find(([, number]) => number === Number(text))?.[0] : undefined;
    if (token) return { action: { type: "press", token, pressId: options.newId() }, replyTo: null };
    if (text.startsWith(">")) return { action: { type: "text", text: text.slice(1).trim() }, replyTo: newestPicture };
    const replyTo = asked;
    asked = null;
    return { action: { type: "text", text }, replyTo };
  };

  return {
    id: TERMINAL,
    limits: {
      text: 100_000,
      caption: 100_000,
      buttonLabel: 200,
      buttonsPerRow: 8,
      album: 100,
      menus: false,
      editInterval: { private: 0, group: 0 },
    },
    async start(host: PlatformHost) {
      if (!options.input) return;
      reader = createInterface({ input: options.input, terminal: false });
      reader.on("line", (line) => {
        const typed = read(line);
        if (!typed) return;
        const { action, replyTo } = typed;
        const intent = {
          updateId: options.newId(),
          place: TERMINAL_PLACE,
          person: options.person,
          messageId: null,
          replyToMessageId: replyTo,
          action,
        };
        host.receive(TERMINAL, [intent]).catch(() => print("The database is away; write it again in a moment."));
      });
      reader.on("close", () => options.onEnd?.());
    },
    download: readOwnFile,
    async post(message: OutgoingMessage, help: PostHelp): Promise<PostOutcome> {
      const { view } = message;
      const first = message.messageId === null;
      const messageId = message.messageId ?? message.id;
      const parts = [renderText(view.text, options.colour)];
      if (view.image && shown.get(`${messageId}:image`) !== view.image.id) {
        parts.push(...(await picture(view.image.id, help)));
        shown.set(`${messageId}:image`, view.image.id);
      }
      for (const { id, caption } of view.album ?? [])
        parts.push(`  ${caption}  ${options.pathOf((await help.image(id)).stored.path)}`);
      if (view.file) parts.push(view.file.text);
      if (view.attachment) parts.push(`  ${options.pathOf(`exports/${view.attachment.id}/${view.attachment.name}`)}`);
      if (options.input) parts.push(renderButtons(view, numberOf, options.colour));
      if (view.image) newestPicture = messageId;
      if (view.asksReply) asked = messageId;
      const text = parts.filter((part) => part !== "").join("\n");
      const before = new Set(shown.get(messageId)?.split("\n"));
      // A terminal cannot edit what stands above: of a changed message only the new lines are printed.
      const fresh = text.split("\n").filter((line) => !before.has(line));
      if (fresh.length > 0) print((first ? ["", ...fresh] : fresh).join("\n"));
      shown.set(messageId, text);
      return { kind: "posted", messageId, posted: {} };
    },
    async answerPress(_pressId, answer) {
      if (answer.notice) print(answer.notice);
    },
    // Who sits at the terminal started the bot.
    isModerator: async () => true,
    async showActivity() {},
    async setCommands() {},
    status: () => "up",
    async stop() {
      reader?.close();
    },
  };

  async function picture(id: string, help: PostHelp): Promise<string[]> {
    const { stored, data } = await help.image(id);
    const path = options.pathOf(stored.path);
    if (!options.colour) return [path];
    return [renderPreview(await options.files.pixels(data, PREVIEW)), path];
  }
}
