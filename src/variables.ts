import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { microsFromUsd } from "./domain/money.ts";
import { PriceBook } from "./domain/prices.ts";

export const DEFAULT_TEXT_URL = "https://openrouter.ai/api/v1";
export const DEFAULT_TELEGRAM_ROOT = "https://api.telegram.org";
/** Where the HTTP server takes Telegram's updates. */
export const WEBHOOK_PATH = "/telegram/webhook";
/** Platforms whose people have numbers; `ADMIN_IDS` names them. */
const ADMIN_ID = /^(telegram|discord):\d+$|^terminal:[\w-]+$/;

/** `NAME=` in an .env file means the same as no line at all. */
export const blankIsUnset = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);
const text = () => z.string().trim();
const visible = (what: string) => text().regex(/^[\x21-\x7e]+$/, `is no ${what}: write it without spaces`);
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(", ")}` });
const webAddress = () =>
  z.url({ protocol: /^https?$/, error: "is no web address" }).transform((address) => address.replace(/\/+$/, ""));
const address = (protocol: RegExp, what: string) =>
  text().refine((value) => URL.canParse(value) && protocol.test(new URL(value).protocol), `is no address of ${what}`);
const whole = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return text()
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
    .pipe(z.number().min(least, error).max(most, error));
};
const dollars = () => {
  const error = "must be an amount of dollars";
  return text()
    .regex(/^\d+(\.\d+)?$/, error)
    .transform(Number)
    .pipe(z.number().max(1_000_000, error));
};
/** A cap: dollars, or `off` for none. */
const cap = (preset: string) =>
  z
    .union([text().regex(/^off$/i), dollars()], { error: "must be an amount of dollars, or off for no cap" })
    .transform((value) => (typeof value === "number" ? microsFromUsd(value) : null))
    .prefault(preset);
const port = () =>
  z
    .union([text().regex(/^off$/i), whole(0, 65_535)], { error: "must be a port from 0 to 65535, or off" })
    .transform((value) => (typeof value === "number" ? value : null))
    .prefault("8080");
/** A whole number, or `off`. */
const wholeOrOff = (most: number) =>
  z
    .union([text().regex(/^off$/i), whole(1, most)], { error: `must be a whole number from 1 to ${most}, or off` })
    .transform((value) => (typeof value === "number" ? value : null))
    .prefault("off");
const adminIds = () =>
  text()
    .transform((list) => list.split(",").flatMap((id) => id.trim() || []))
    .pipe(z.array(z.string().regex(ADMIN_ID, "must be a list of platform:number, separated by commas")))
    .prefault("");

/** A file with corrected prices, read and checked at the start: a mistake in it must not become a bill. */
const pricesFile = () =>
  text().transform((path, context) => {
    const fault = (message: string) => {
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    };
    let content: unknown;
    try {
      content = JSON.parse(readFileSync(path, "utf8"));
    } catch (error) {
      return fault(error instanceof SyntaxError ? "names a file that is no JSON" : "names a file that cannot be read");
    }
    const book = PriceBook.safeParse(content);
    if (book.success) return book.data;
    const [issue] = book.error.issues;
    const place = issue?.path.join(" → ") || "the file";
    const inner = issue?.code === "invalid_key" ? issue.issues[0] : issue;
    return fault(`names a file with a fault: ${place}: ${(inner?.message ?? "is wrong").replace(/\s+/g, " ")}`);
  });

/** Every variable that is not a provider's own: its schema, and an example for the fault line. */
export const VARIABLES = {
  LOG_LEVEL: [oneOf(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"), "info"],
  DATA_DIR: [
    text()
      .prefault("./data")
      .transform((folder) => resolve(folder)),
    "./data",
  ],
  DATABASE_URL: [address(/^postgres(ql)?:$/, "a PostgreSQL").optional(), "postgres://user:password@host:5432/sfumato"],
  REDIS_URL: [address(/^rediss?:$/, "a Redis").optional(), "redis://host:6379"],
  TELEGRAM_BOT_TOKEN: [
    text()
      .regex(/^\d+:[\w-]+$/, "is no bot token")
      .optional(),
    "123456:token-from-BotFather",
  ],
  TELEGRAM_API_ROOT: [webAddress().prefault(DEFAULT_TELEGRAM_ROOT), DEFAULT_TELEGRAM_ROOT],
  TELEGRAM_WEBHOOK_URL: [webAddress().optional(), `https://bot.example.com${WEBHOOK_PATH}`],
  TELEGRAM_WEBHOOK_SECRET: [
    text()
      .regex(/^[\w-]{1,256}$/, "may hold 1 to 256 letters, digits, _ and -")
      .optional(),
    "a-long-random-word",
  ],
  DISCORD_BOT_TOKEN: [visible("bot token").optional(), "token-from-the-developer-portal"],
  DISCORD_API_ROOT: [webAddress().prefault("https://discord.com/api"), "https://discord.com/api"],
  DISCORD_SHARDS: [
    z
      .union([text().regex(/^auto$/i), whole(1, 1000)], { error: "must be a number of shards from 1 to 1000, or auto" })
      .transform((value) => (typeof value === "number" ? value : ("auto" as const)))
      .optional(),
    "auto",
  ],
  DISCORD_GUILD_ID: [text().regex(/^\d+$/, "must be the number of a server").optional(), "1234567890"],
  ADMIN_IDS: [adminIds(), "telegram:123,discord:456"],
  ACCESS_MODE: [oneOf(["open", "approval"]).default("open"), "open"],
  OPENROUTER_API_KEY: [visible("key").optional(), "key-of-the-text-server"],
  OPENROUTER_BASE_URL: [webAddress().prefault(DEFAULT_TEXT_URL), DEFAULT_TEXT_URL],
  TEXT_MODEL: [text().optional(), "x-ai/grok-4.3"],
  JUDGE_MODEL: [text().optional(), "x-ai/grok-4.3"],
  MASK_MODEL: [text().optional(), "google/gemini-3.6-flash"],
  TEXT_PRICE_IN_USD_PER_MTOK: [dollars().optional(), "1.25"],
  TEXT_PRICE_OUT_USD_PER_MTOK: [dollars().optional(), "2.50"],
  IMAGE_PROVIDER: [text().optional(), "sketch"],
  AI_FAILOVER_STRATEGY: [
    oneOf(["prefer_quality", "prefer_latency", "prefer_cost"]).default("prefer_quality"),
    "prefer_quality",
  ],
  PRICES_FILE: [pricesFile().optional(), "./prices.json"],
  PROVIDER_TIMEOUT_S: [whole(1, 3600).prefault("120"), "120"],
  MAX_ITERATIONS_DEFAULT: [whole(1, 100).prefault("3"), "3"],
  MAX_ITERATIONS_LIMIT: [whole(1, 100).prefault("10"), "10"],
  TARGET_SCORE: [whole(0, 100).prefault("90"), "90"],
  BUDGET_GLOBAL_DAILY_USD: [cap("5"), "5"],
  BUDGET_GLOBAL_MONTHLY_USD: [cap("50"), "50"],
  BUDGET_CHAT_DAILY_USD: [cap("1"), "1"],
  BUDGET_CHAT_MONTHLY_USD: [cap("10"), "10"],
  BUDGET_SESSION_USD: [cap("0.5"), "0.5"],
  BUDGET_USER_DAILY_USD: [cap("1"), "1"],
  EXPENSIVE_INTERVAL_S: [whole(0, 86_400).prefault("10"), "10"],
  USER_CONCURRENCY: [whole(1, 1000).prefault("2"), "2"],
  USER_PER_MINUTE: [whole(1, 10_000).prefault("10"), "10"],
  WORKER_CONCURRENCY: [whole(1, 1000).prefault("8"), "8"],
  RETENTION_DAYS: [wholeOrOff(36_500), "90"],
  STORAGE_MAX_GB: [wholeOrOff(1_000_000), "20"],
  HTTP_HOST: [visible("host").prefault("127.0.0.1"), "127.0.0.1"],
  HTTP_PORT: [port(), "8080"],
  API_TOKEN: [visible("token").optional(), "a-long-random-word"],
} as const satisfies Record<string, readonly [z.ZodType, string]>;
