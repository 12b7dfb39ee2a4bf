import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { type ConfigurableProvider, type Environment, loadConfig, secretsOf, variableNames } from "../src/config.ts";
import { SfumatoError } from "../src/domain/errors.ts";
import type { ImageModel } from "../src/ports/models.ts";
import { imageProviders } from "../src/providers/index.ts";

const sketch: ConfigurableProvider = {
  id: "sketch",
  variables: {},
  create: () => [{ provider: "sketch", simulated: true } as ImageModel],
};
const providers = [...imageProviders, sketch];
const load = (env: Environment) => loadConfig(env, providers);
const TEXT = { OPENROUTER_API_KEY: "text-key-123" };

function faultsOf(env: Environment): string[] {
  try {
    load(env);
    return [];
  } catch (error) {
    if (!(error instanceof SfumatoError) || error.code !== "E_CONFIG") throw error;
    return error.details.faults as string[];
  }
}

test("nothing set is a good configuration with the documented defaults", () => {
  const config = load({});
  expect(config).toMatchObject({
    log: { level: "info" },
    dataDir: resolve("data"),
    database: { url: undefined },
    images: { provider: "sketch", configured: ["sketch"] },
    providerTimeoutMs: 120_000,
    iterations: { usual: 3, most: 10, targetScore: 90 },
    budget: { deploymentDay: 5_000_000, deploymentMonth: 50_000_000, session: 500_000, personDay: 1_000_000 },
    limits: { expensiveIntervalMs: 10_000, userConcurrency: 2, userPerMinute: 10, workerConcurrency: 8 },
    http: { host: "127.0.0.1", port: 8080 },
    admins: [],
  });
  expect(Object.isFrozen(config.images)).toBe(true);
});

test("an empty value is the same as none", () => {
  const empty = Object.fromEntries(variableNames(providers).map((name) => [name, " "]));
  expect(load(empty)).toEqual(load({}));
});

test("all faults are told together, one line each, with an example", () => {
  const faults = faultsOf({
    LOG_LEVEL: "loud",
    DATABASE_URL: "mysql://user:hunter2secret@host/db",
    TELEGRAM_BOT_TOKEN: "not a token",
    HTTP_PORT: "70000",
    ADMIN_IDS: "telegram:abc",
    BUDGET_CHAT_DAILY_USD: "-1",
    MAX_ITERATIONS_DEFAULT: "5",
    MAX_ITERATIONS_LIMIT: "4",
    OPENAI_BASE_URL: "nowhere",
  });
  expect(faults).toHaveLength(8);
  for (const line of faults) expect(line).toMatch(/^[A-Z_]+: [^\n]*[Ee]xample[^\n]*$/);
  expect(faults.join()).not.toContain("hunter2secret");
});

test.each<[string, Environment, RegExp]>([
  ["webhook without secret", { TELEGRAM_WEBHOOK_URL: "https://bot.example.com" }, /^TELEGRAM_WEBHOOK_SECRET: /],
  ["unknown provider", { IMAGE_PROVIDER: "acme" }, /^IMAGE_PROVIDER: must be one of .*sketch/],
  ["provider without its key", { IMAGE_PROVIDER: "openai" }, /^IMAGE_PROVIDER: is openai, which is not configured/],
  ["painter without a writer", { OPENAI_IMAGE_API_KEY: "key" }, /^OPENROUTER_API_KEY: is missing/],
  [
    "own server without a model",
    { ...TEXT, COMPATIBLE_BASE_URL: "http://localhost:1", COMPATIBLE_PRICE_USD: "0" },
    /^COMPATIBLE_MODEL: /,
  ],
  [
    "own server without a price",
    { ...TEXT, COMPATIBLE_BASE_URL: "http://localhost:1", COMPATIBLE_MODEL: "m" },
    /^COMPATIBLE_PRICE_USD: /,
  ],
  ["half a text price", { TEXT_PRICE_IN_USD_PER_MTOK: "1" }, /^TEXT_PRICE_OUT_USD_PER_MTOK: /],
])("%s is one fault", (_name, env, fault) => {
  expect(faultsOf(env)).toEqual([expect.stringMatching(fault)]);
});

test("the first configured provider is the default, and one's own text server needs no key", () => {
  const config = load({ OPENAI_IMAGE_API_KEY: "key", OPENROUTER_BASE_URL: "http://localhost:9/v1/" });
  expect(config.images).toMatchObject({ provider: "openai", configured: ["openai", "sketch"] });
  expect(config.text).toMatchObject({ configured: true, baseUrl: "http://localhost:9/v1" });
});

test("operators, caps and ports are parsed", () => {
  const config = load({ ADMIN_IDS: "telegram:1, discord:2", BUDGET_SESSION_USD: "off", HTTP_PORT: "off" });
  expect(config.admins).toEqual([
    { platform: "telegram", personId: "1" },
    { platform: "discord", personId: "2" },
  ]);
  expect(config.budget.session).toBeNull();
  expect(config.http.port).toBeNull();
});

test.each<[string, string | undefined, RegExp]>([
  ["no file", undefined, /^PRICES_FILE: names a file that cannot be read\. Example/],
  ["no JSON", "{", /^PRICES_FILE: names a file that is no JSON/],
  ["an unknown key", '{"pictures": {}}', /^PRICES_FILE: names a file with a fault: the file: .*pictures/],
  [
    "a model without its provider",
    '{"images": {"gpt-image-2": {"picture_usd": {"any": 1}}}}',
    /images → gpt-image-2: must be provider.model/,
  ],
  [
    "a negative price",
    '{"images": {"grok/x": {"picture_usd": {"any": -1}}}}',
    /images → grok\/x → picture_usd → any: /,
  ],
  ["no price in it", '{"images": {"grok/x": {"usd": 1}}}', /images → grok\/x: is no price: write/],
  ["half a text price", '{"text": {"m": {"in_usd_per_mtok": 1}}}', /text → m → out_usd_per_mtok/],
])("prices in a file with %s are a fault of one line", async (_name, content, fault) => {
  const file = join(tmpdir(), `prices-${process.pid}-${Math.random()}.json`);
  if (content !== undefined) await writeFile(file, content);
  expect(faultsOf({ PRICES_FILE: file })).toEqual([expect.stringMatching(fault)]);
  await rm(file, { force: true });
});

test("prices in a file are handed to the providers", async () => {
  const file = join(tmpdir(), `prices-${process.pid}-good.json`);
  const images = { "grok/grok-imagine-image-2.0": { picture_usd: { any: 0.5 } } };
  await writeFile(file, JSON.stringify({ images }));
  expect(load({ PRICES_FILE: file }).prices).toEqual({
    images: { "grok/grok-imagine-image-2.0": { picture_usd: { any: 0.5 }, input_picture_usd: 0 } },
    text: {},
  });
  expect(load({}).prices).toBeUndefined();
  await rm(file);
});

test("the webhook's path is ours", () => {
  const env = { TELEGRAM_WEBHOOK_URL: "https://bot.example.com/", TELEGRAM_WEBHOOK_SECRET: "s" };
  expect(load(env).telegram.webhookUrl).toBe("https://bot.example.com/telegram/webhook");
});

test("every secret is known to the log", () => {
  const secrets = secretsOf(
    load({
      ...TEXT,
      TELEGRAM_BOT_TOKEN: "123:token-abc",
      TELEGRAM_WEBHOOK_SECRET: "hook-secret",
      DISCORD_BOT_TOKEN: "discord-token",
      DATABASE_URL: "postgres://me:p%40ssword@host/db",
      REDIS_URL: "redis://:redis-word@host",
      OPENAI_IMAGE_API_KEY: "openai-key",
      API_TOKEN: "api-token",
    }),
  );
  expect(secrets).toEqual(
    expect.arrayContaining([
      ...["text-key-123", "123:token-abc", "hook-secret", "discord-token", "p%40ssword", "p@ssword", "redis-word"],
      ...["openai-key", "api-token"],
    ]),
  );
});
