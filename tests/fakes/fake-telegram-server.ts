import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { BotCommand } from "grammy/types";
import { createFaults, type Fault } from "./telegram/faults.ts";
import { createHandler, type RecordedCall } from "./telegram/handler.ts";
import { createInbox, type Inbox } from "./telegram/inbox.ts";
import { MESSAGE_METHODS } from "./telegram/methods.ts";
import { type CallbackAnswer, otherMethods } from "./telegram/other-methods.ts";
import { createPeople, type People } from "./telegram/people.ts";
import type { FakeChat, FakeMessage, Update } from "./telegram/shapes.ts";
import { createWorld, type World } from "./telegram/world.ts";
import { waitFor } from "./wait-for.ts";

export type { Fault } from "./telegram/faults.ts";
export type { RecordedCall } from "./telegram/handler.ts";
export type { CallbackAnswer } from "./telegram/other-methods.ts";
export type { FakeChat, FakeMessage } from "./telegram/shapes.ts";

/** A Bot API server for tests, with people who write and press. */
export interface FakeTelegram extends People {
  readonly apiRoot: string;
  readonly token: string;
  readonly bot: World["bot"];
  readonly calls: readonly RecordedCall[];
  readonly callbackAnswers: readonly CallbackAnswer[];
  readonly webhook: Inbox["webhook"];
  chat(id: number): FakeChat;
  message(messageId: number): FakeMessage;
  /** Calls of one method. */
  callsOf(method: string): readonly RecordedCall[];
  /** Command menus, by `scope/language`. */
  readonly commands: ReadonlyMap<string, readonly BotCommand[]>;
  /** Gives the bot an update of any shape. */
  tell(content: Omit<Update, "update_id">): Update;
  /** Gives the bot the same update again. */
  repeat(update: Update): void;
  /** Updates that the bot has not acknowledged. */
  pendingUpdates(): readonly Update[];
  setFault(fault: Fault): void;
  clearFaults(): void;
  /** Resolves with what the predicate finds (anything but false, null and undefined), or fails after `ms`. */
  waitFor<T>(find: () => T, ms?: number): Promise<Exclude<T, false | null | undefined>>;
  stop(): Promise<void>;
}

/** Starts the server on a free port of 127.0.0.1. */
export async function createFakeTelegramServer(
  options: { username?: string; onCall?(call: RecordedCall): void } = {},
): Promise<FakeTelegram> {
  const world = createWorld({
    id: 4_200_000_001,
    is_bot: true,
    first_name: "Sfumato",
    username: options.username ?? "sfumato_test_bot",
  });
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const inbox = createInbox(changed);
  world.onChange = changed;
  world.onUpdate = (update) => inbox.add(update);
  const faults = createFaults();
  const calls: RecordedCall[] = [];
  const callbackAnswers: CallbackAnswer[] = [];
  const commands = new Map<string, BotCommand[]>();
  const methods = { ...MESSAGE_METHODS, ...otherMethods({ world, inbox, commands, callbackAnswers }) };

  const handle = createHandler({ world, methods, faults, calls, onCall: options.onCall });
  const server = createServer((request, response) => void handle(request, response).finally(changed));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  return {
    ...createPeople(world),
    apiRoot: `http://127.0.0.1:${port}`,
    token: "4200000001:AAF-fake_token_for_tests_0123456789",
    bot: world.bot,
    calls,
    callbackAnswers,
    commands,
    webhook: inbox.webhook,
    chat: (id) => world.chats.get(id) ?? fail(`There is no chat ${id}.`),
    message: (id) => world.message(id) ?? fail(`There is no message ${id}.`),
    callsOf: (method) => calls.filter((call) => call.method === method),
    tell: (content) => world.tell(content),
    repeat: (update) => inbox.add(update),
    pendingUpdates: () => inbox.pending(),
    setFault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    waitFor: (find, ms = 5000) => waitFor(listeners, find, ms),
    async stop() {
      inbox.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function fail(message: string): never {
  throw new Error(message);
}
