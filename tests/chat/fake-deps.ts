import { join } from "node:path";
import type { ChatDeps } from "../../src/chat/chat-deps.ts";
import { type Handle, Refused } from "../../src/chat/inbox.ts";
import type { Intent } from "../../src/chat/intents.ts";
import type { Answer, OutgoingMessage, Platform, PostOutcome } from "../../src/chat/platform.ts";
import { loadWording, sayIn } from "../../src/chat/wording.ts";
import type { Stores } from "../../src/ports/stores.ts";
import { createSketch } from "../../src/providers/sketch/index.ts";
import { createInMemoryQueue } from "../../src/queue/in-memory.ts";
import { tools } from "../../src/tools/index.ts";

export const wording = loadWording(join(import.meta.dirname, "../../src/chat/locales"));
export const say = sayIn(wording, "en");

/** A platform that remembers what it was asked for, and answers as it is told. */
export interface FakePlatform extends Platform {
  readonly posts: OutgoingMessage[];
  readonly answers: { pressId: string; answer: Answer }[];
  /** Ids of the people who moderate its chats now. */
  readonly moderators: Set<string>;
  /** Answers the next post; else a post goes well. */
  next: ((message: OutgoingMessage, help: Parameters<Platform["post"]>[1]) => Promise<PostOutcome>)[];
}

export function createFakePlatform(): FakePlatform {
  let id = 0;
  const platform: FakePlatform = {
    id: "telegram",
    limits: {
      ...{ text: 4096, caption: 1024, buttonLabel: 64, buttonsPerRow: 8, album: 10, menus: false },
      editInterval: { private: 200, group: 400 },
    },
    posts: [],
    answers: [],
    moderators: new Set(),
    next: [],
    async start() {},
    async post(message, help) {
      platform.posts.push(message);
      const answer = platform.next.shift();
      if (answer) return answer(message, help);
      return { kind: "posted", messageId: message.messageId ?? String(++id), posted: { kind: "text" } };
    },
    async answerPress(pressId, answer) {
      platform.answers.push({ pressId, answer });
    },
    isModerator: async (_place, personId) => platform.moderators.has(personId),
    async showActivity() {},
    async setCommands() {},
    status: () => "up",
    async stop() {},
  };
  return platform;
}

/** The chat's parts on real stores, with the offline models; nothing is posted, drawn or read from a disk. */
export function fakeDeps(
  stores: Stores,
  newId: ChatDeps["newId"],
  { paid = false, platforms }: { paid?: boolean; platforms: ChatDeps["platforms"] },
): { deps: ChatDeps; logged: string[] } {
  const sketch = createSketch({ drawSvg: () => Promise.reject(new Error("nothing is drawn here")) });
  const caps = { deploymentDay: 5, deploymentMonth: 50, chatDay: 1, chatMonth: 10, personDay: 1, session: 1 };
  const logged: string[] = [];
  const note = (_details: object, message: string) => void logged.push(message);
  const limits = { userConcurrency: 9, userPerMinute: 99, expensiveIntervalMs: 0 };
  const queue = createInMemoryQueue();
  const deps: ChatDeps = {
    clock: { now: () => new Date(), sleep: (ms) => new Promise((done) => setTimeout(done, ms)) },
    ...{ stores, wording, newId, maxIterations: 10, targetScore: 90, operators: [] },
    submit: { tools: new Map(tools.map((tool) => [tool.id, tool])), queue, newId, limits },
    models: { images: [{ ...sketch.image, simulated: !paid }], text: () => sketch.text },
    caps,
    signals: { subscribe: () => () => {} },
    ...{ access: "open", charts: { spending: () => Promise.reject(new Error("no charts here")) } },
    machine: {
      health: async () => ({ database: "up", queue: "up", platforms: { telegram: "up" } }),
      disk: async () => ({ freeBytes: 50e9, totalBytes: 100e9 }),
    },
    files: { read: () => Promise.reject(new Error("no files here")) } as never,
    exports: {} as never,
    templates: { list: async () => [] },
    removeFiles: async () => {},
    platforms,
    log: { debug: note, info: note, warn: note, error: note },
    defaults: { provider: "sketch", aspect: "1:1", preset: "draft", iterations: 3, negative: "", seed: null },
  };
  return { deps, logged };
}

/** Handles as the inbox does: what is refused is undone, and answered in a transaction of its own. */
export async function handleWhole(stores: Stores, handle: Handle, intent: Intent): Promise<Answer | undefined> {
  try {
    return await stores.transaction((tx) => handle(tx, intent));
  } catch (error) {
    if (error instanceof Refused) return stores.transaction(error.answer);
    throw error;
  }
}
