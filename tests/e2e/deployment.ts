import { createFakeOpenAi, type FakeOpenAi } from "../fakes/fake-openai-server.ts";
import {
  createFakeOpenRouter,
  type FakeOpenRouter,
  type FakeOpenRouterOptions,
  scriptPerGoal,
} from "../fakes/fake-openrouter-server.ts";
import { createFakeTelegramServer, type FakeTelegram } from "../fakes/fake-telegram-server.ts";
import { freshDatabase } from "../postgres.ts";
import { type Bot, dataFolder, startBot } from "./bot.ts";
import { type Talk, type TalkPlace, talk } from "./talk.ts";

export interface DeployOptions {
  /** Over the usual variables; an empty string unsets one. */
  env?: Record<string, string>;
  text?: FakeOpenRouterOptions;
  imageDelayMs?: number;
  refuses?: RegExp;
  picture?: (prompt: string) => Uint8Array;
  /** `embedded`: the bot starts its own. Default: a fresh database of the run's server, at the address that a function says. */
  database?: "external" | "embedded" | ((url: string) => Promise<string>);
  /** Told the deployment's addresses before the bot starts. */
  more?(telegram: FakeTelegram): Record<string, string> | Promise<Record<string, string>>;
}

/** The real program between fake vendors, on a database of its own. */
export interface Deployment {
  telegram: FakeTelegram;
  openai: FakeOpenAi;
  text: FakeOpenRouter;
  /** Address of the database; empty when the bot has its own. */
  databaseUrl: string;
  dataDir: string;
  bot(): Bot;
  /** Begins a conversation: in a private chat of a new person unless another is given. */
  talk(place?: TalkPlace): Talk;
  restart(how: "kill" | "stop", env?: Record<string, string>): Promise<void>;
  close(): Promise<void>;
}

/** Caps that nothing in a test comes near, so that only the preset "final" asks for a confirmation. */
const AMPLE = {
  BUDGET_GLOBAL_DAILY_USD: "500",
  BUDGET_GLOBAL_MONTHLY_USD: "500",
  BUDGET_CHAT_DAILY_USD: "100",
  BUDGET_CHAT_MONTHLY_USD: "100",
  BUDGET_USER_DAILY_USD: "100",
  BUDGET_SESSION_USD: "50",
};

/** Starts fakes, database and bot. */
export async function deploy(options: DeployOptions = {}): Promise<Deployment> {
  const telegram = await createFakeTelegramServer();
  const { imageDelayMs: delayMs, refuses, picture } = options;
  const openai = await createFakeOpenAi({ delayMs, refuses, picture });
  const text = await createFakeOpenRouter({ script: scriptPerGoal(), ...options.text });
  const database = options.database === "embedded" ? { url: "", drop: async () => {} } : await freshDatabase();
  const data = await dataFolder();
  const env: Record<string, string> = {
    DATA_DIR: data.path,
    DATABASE_URL: typeof options.database === "function" ? await options.database(database.url) : database.url,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    OPENAI_IMAGE_API_KEY: "key-openai-0123456789",
    OPENAI_BASE_URL: openai.baseUrl,
    OPENROUTER_API_KEY: "key-openrouter-0123456789",
    OPENROUTER_BASE_URL: text.baseUrl,
    EXPENSIVE_INTERVAL_S: "0",
    USER_PER_MINUTE: "100",
    ...AMPLE,
    ...options.env,
    ...(await options.more?.(telegram)),
  };
  const closeFakes = () => Promise.all([telegram.stop(), openai.close(), text.close()]);
  let bot: Bot;
  try {
    bot = await startBot(env);
  } catch (error) {
    await closeFakes();
    throw error;
  }
  const talks: Talk[] = [];
  return {
    talk(place) {
      const begun = talk(telegram, place);
      talks.push(begun);
      return begun;
    },
    ...{ telegram, openai, text, databaseUrl: database.url, dataDir: data.path },
    bot: () => bot,
    async restart(how, changed = {}) {
      await bot[how]();
      bot = await startBot(Object.assign(env, changed));
    },
    async close() {
      if (process.env.SHOW_TALKS) process.stdout.write(talks.map((one) => one.transcript()).join("\n\n"));
      await bot.stop();
      await closeFakes();
      await database.drop();
      await data.remove();
    },
  };
}
