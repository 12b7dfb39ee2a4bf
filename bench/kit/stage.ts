import { createFakeDiscordServer, type FakeDiscord } from "../../tests/fakes/fake-discord-server.ts";
import { createFakeOpenAi, type FakeOpenAi, type FakeOpenAiOptions } from "../../tests/fakes/fake-openai-server.ts";
import { createFakeOpenRouter, type Script } from "../../tests/fakes/fake-openrouter-server.ts";
import { createFakeTelegramServer, type FakeTelegram } from "../../tests/fakes/fake-telegram-server.ts";
import { type Deployment, deploy, vendorEnv } from "./deployment.ts";
import { ampleEnv } from "./people.ts";

/** One process of the bot that serves both platforms, between fake vendors and on a database of its own. */
export interface Stage extends Deployment {
  readonly telegram: FakeTelegram;
  readonly discord: FakeDiscord;
  readonly openai: FakeOpenAi;
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
  const { close, ...deployment } = await deploy({
    ...ampleEnv(telegram),
    DISCORD_BOT_TOKEN: discord.token,
    DISCORD_API_ROOT: discord.apiRoot,
    ...vendorEnv(openai, text),
    ...options.env,
  });
  return {
    ...{ ...deployment, telegram, discord, openai },
    async close() {
      await close();
      await Promise.all([telegram.stop(), discord.stop(), openai.close(), text.close()]);
    },
  };
}
