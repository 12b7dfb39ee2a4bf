import { createFakeDiscordServer, type FakeDiscord } from "../../tests/fakes/fake-discord-server.ts";
import { createFakeOpenAi, type FakeOpenAi, type FakeOpenAiOptions } from "../../tests/fakes/fake-openai-server.ts";
import { createFakeOpenRouter, type Script } from "../../tests/fakes/fake-openrouter-server.ts";
import { createFakeTelegramServer, type FakeTelegram } from "../../tests/fakes/fake-telegram-server.ts";
import { databaseServer } from "./database.ts";
import { ampleEnv } from "./people.ts";
import { type Program, startBot, temporaryFolder } from "./program.ts";

/** One process of the bot that serves both platforms, between fake vendors and on a database of its own. */
export interface Stage {
  readonly telegram: FakeTelegram;
  readonly discord: FakeDiscord;
  readonly openai: FakeOpenAi;
  readonly databaseUrl: string;
  readonly bot: Program;
  close(): Promise<void>;
}

/** Starts it all; no cap and no limit of a person comes near unless told. */
export async function bothPlatforms(
  options: {
    picture?: FakeOpenAiOptions["picture"];
    delayMs?: () => number;
    script?: Script;
    env?: Record<string, string>;
  } = {},
): Promise<Stage> {
  const [telegram, discord] = await Promise.all([createFakeTelegramServer(), createFakeDiscordServer()]);
  const { picture, delayMs, script } = options;
  const openai = await createFakeOpenAi({ picture, delayMs });
  const text = await createFakeOpenRouter({ delayMs: 50, ...(script ? { script } : {}) });
  const database = await (await databaseServer()).fresh();
  const data = await temporaryFolder();
  const bot = await startBot({
    ...ampleEnv(telegram),
    DISCORD_BOT_TOKEN: discord.token,
    DISCORD_API_ROOT: discord.apiRoot,
    DATABASE_URL: database.url,
    DATA_DIR: data.path,
    OPENAI_IMAGE_API_KEY: "key-openai-0123456789",
    OPENAI_BASE_URL: openai.baseUrl,
    OPENROUTER_API_KEY: "key-openrouter-0123456789",
    OPENROUTER_BASE_URL: text.baseUrl,
    ...options.env,
  });
  return {
    ...{ telegram, discord, openai, bot, databaseUrl: database.url },
    async close() {
      await bot.stop();
      await Promise.all([telegram.stop(), discord.stop(), openai.close(), text.close()]);
      await database.drop();
      await data.remove();
    },
  };
}
