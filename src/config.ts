import { resolve } from "node:path";
import { z } from "zod";
import type { Caps } from "./domain/budget.ts";
import { SfumatoError } from "./domain/errors.ts";
import type { ImageProvider, VariableFault } from "./providers/provider.ts";
import { blankIsUnset, DEFAULT_TELEGRAM_ROOT, DEFAULT_TEXT_URL, VARIABLES, WEBHOOK_PATH } from "./variables.ts";

/** Environment variables as they come: `NAME=` counts as unset. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the configuration needs to know of a provider; every entry of the providers' list has it. */
export type ConfigurableProvider = Pick<ImageProvider, "id" | "variables" | "faults" | "create">;

type VariableName = keyof typeof VARIABLES;
type Values = { [Name in VariableName]: z.output<(typeof VARIABLES)[Name][0]> };
/** The image providers' parsed variables by provider. */
type ProviderValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Names of all variables that are read, for the check of .env.example. */
export function variableNames(providers: readonly ConfigurableProvider[]): string[] {
  return [...new Set([...Object.keys(VARIABLES), ...providers.flatMap(({ variables }) => Object.keys(variables))])];
}

/** The product's settings, parsed and checked; nothing else reads the environment. */
export type Config = ReturnType<typeof arrange>;

/**
 * Parses the environment. All faults are found together.
 * @throws SfumatoError `E_CONFIG` with `details.faults`: one line per fault, never with a value in it.
 */
export function loadConfig(env: Environment, providers: readonly ConfigurableProvider[]): Config {
  const faults: string[] = [];
  const values = readVariables(env, faults);
  const known = readProviders(env, providers, faults);
  faults.push(
    ...crossFaults(values, env).map(faultLine),
    ...providerFaults(values, env, providers, known).map(faultLine),
  );
  if (faults.length > 0) {
    const lines = [...new Set(faults)];
    throw new SfumatoError("E_CONFIG", `The configuration has faults:\n${lines.join("\n")}`, {
      details: { faults: lines },
    });
  }
  return deepFreeze(arrange(values as Values, known, providers));
}

/** Every secret of the configuration, for the log's scrubber. */
export function secretsOf(config: Config): string[] {
  const { telegram, discord, text, http, images, database, queue } = config;
  const entries = Object.values(images.values).flatMap((values) => Object.entries(values));
  const keys = entries.filter(([name]) => /(_KEY|_TOKEN|_SECRET|_PASSWORD)$/.test(name)).map(([, value]) => value);
  const addresses = [
    database.url,
    queue.redisUrl,
    text.baseUrl,
    telegram.apiRoot,
    discord.apiRoot,
    telegram.webhookUrl,
  ];
  return [
    ...[telegram.token, telegram.webhookSecret, discord.token, text.apiKey, http.apiToken, ...keys],
    ...[...addresses, ...entries.map(([, value]) => value)].flatMap(passwordsIn),
  ].filter((secret): secret is string => typeof secret === "string" && secret !== "");
}

function passwordsIn(value: unknown): string[] {
  if (typeof value !== "string" || !URL.canParse(value)) return [];
  const { password } = new URL(value);
  // With its marks as well: a very short password alone would be too common a word to look for.
  return password === "" ? [] : [`:${password}@`, password, decodeURIComponent(password)];
}

function readVariables(env: Environment, faults: string[]): Partial<Values> {
  const values: Record<string, unknown> = {};
  for (const [variable, [schema, example]] of Object.entries(VARIABLES)) {
    const parsed = schema.safeParse(blankIsUnset(env[variable]));
    if (parsed.success) values[variable] = parsed.data;
    else faults.push(faultLine({ variable, problem: parsed.error.issues[0]?.message ?? "is wrong", example }));
  }
  return values as Partial<Values>;
}

function readProviders(env: Environment, providers: readonly ConfigurableProvider[], faults: string[]): ProviderValues {
  const all: Record<string, Readonly<Record<string, unknown>>> = {};
  for (const provider of providers) {
    const parsed = z.object(provider.variables).safeParse(env);
    if (!parsed.success)
      for (const issue of parsed.error.issues) faults.push(`${issue.path.join(".")}: ${issue.message}`);
    else {
      faults.push(...(provider.faults?.(parsed.data) ?? []).map(faultLine));
      all[provider.id] = parsed.data;
    }
  }
  return all;
}

function crossFaults(values: Partial<Values>, env: Environment): VariableFault[] {
  const faults: VariableFault[] = [];
  const fault = (variable: VariableName, problem: string, example: string = VARIABLES[variable][1]) =>
    faults.push({ variable, problem, example });
  const hook = values.TELEGRAM_WEBHOOK_URL;
  if (hook !== undefined && blankIsUnset(env.TELEGRAM_WEBHOOK_SECRET) === undefined)
    fault("TELEGRAM_WEBHOOK_SECRET", "is missing: TELEGRAM_WEBHOOK_URL needs it");
  if (hook !== undefined && values.HTTP_PORT === null)
    fault("HTTP_PORT", "is off, but TELEGRAM_WEBHOOK_URL needs the HTTP server");
  if (hook?.startsWith("http:") && values.TELEGRAM_API_ROOT === DEFAULT_TELEGRAM_ROOT)
    fault("TELEGRAM_WEBHOOK_URL", "must begin with https: Telegram calls nothing else");
  if (values.ACCESS_MODE === "approval" && values.ADMIN_IDS?.length === 0)
    fault("ADMIN_IDS", "is missing: with ACCESS_MODE=approval nobody could let anybody in");
  const { MAX_ITERATIONS_DEFAULT: usual = 0, MAX_ITERATIONS_LIMIT: most = 100 } = values;
  if (usual > most) fault("MAX_ITERATIONS_DEFAULT", "must not be above MAX_ITERATIONS_LIMIT", String(most));
  const { TEXT_PRICE_IN_USD_PER_MTOK: priceIn, TEXT_PRICE_OUT_USD_PER_MTOK: priceOut } = values;
  if (priceIn !== undefined && priceOut === undefined && blankIsUnset(env.TEXT_PRICE_OUT_USD_PER_MTOK) === undefined)
    fault("TEXT_PRICE_OUT_USD_PER_MTOK", "is missing: TEXT_PRICE_IN_USD_PER_MTOK needs it");
  if (priceOut !== undefined && priceIn === undefined && blankIsUnset(env.TEXT_PRICE_IN_USD_PER_MTOK) === undefined)
    fault("TEXT_PRICE_IN_USD_PER_MTOK", "is missing: TEXT_PRICE_OUT_USD_PER_MTOK needs it");
  if (blankIsUnset(env.COMPATIBLE_BASE_URL) !== undefined && blankIsUnset(env.COMPATIBLE_PRICE_USD) === undefined) {
    const problem = "is missing: without a price per picture nothing may be bought (0 for your own server)";
    faults.push({ variable: "COMPATIBLE_PRICE_USD", problem, example: "0.04" });
  }
  return faults;
}

/** Faults between the choice of models: the default must exist, and a real painter needs a real writer and judge. */
function providerFaults(
  values: Partial<Values>,
  env: Environment,
  providers: readonly ConfigurableProvider[],
  known: ProviderValues,
): VariableFault[] {
  const faults: VariableFault[] = [];
  const { IMAGE_PROVIDER: wanted } = values;
  const broken = wanted !== undefined && providers.some(({ id }) => id === wanted) && known[wanted] === undefined;
  if (wanted !== undefined && !broken && !configuredIds(providers, known).includes(wanted)) {
    const provider = providers.find(({ id }) => id === wanted);
    const problem =
      provider === undefined
        ? `must be one of ${providers.map(({ id }) => id).join(", ")}`
        : `is ${wanted}, which is not configured: set ${Object.keys(provider.variables).join(", ")}`;
    faults.push({ variable: "IMAGE_PROVIDER", problem, example: providers.at(-1)?.id ?? "" });
  }
  const textless =
    blankIsUnset(env.OPENROUTER_API_KEY) === undefined && values.OPENROUTER_BASE_URL === DEFAULT_TEXT_URL;
  const real = realIds(providers, known);
  if (textless && real.length > 0)
    faults.push({
      variable: "OPENROUTER_API_KEY",
      problem: `is missing: ${real.join(", ")} cannot be used without a model that writes prompts and judges pictures`,
      example: "key-of-the-text-server, or set OPENROUTER_BASE_URL to your own server",
    });
  return faults;
}

/** Models are only described here, never called. */
function modelsOf(provider: ConfigurableProvider, known: ProviderValues) {
  const values = known[provider.id];
  if (values === undefined) return [];
  const fetch = () => Promise.reject(new SfumatoError("E_INTERNAL", "The configuration calls nobody."));
  return provider.create(values, { fetch, timeoutMs: 1 });
}

function configuredIds(providers: readonly ConfigurableProvider[], known: ProviderValues): string[] {
  return providers.filter((provider) => modelsOf(provider, known).length > 0).map(({ id }) => id);
}

function realIds(providers: readonly ConfigurableProvider[], known: ProviderValues): string[] {
  return providers.filter((p) => modelsOf(p, known).some(({ simulated }) => !simulated)).map(({ id }) => id);
}

function faultLine({ variable, problem, example }: VariableFault): string {
  return `${variable}: ${problem}. Example: ${variable}=${example}`;
}

function capsOf(values: Values): Caps {
  return {
    deploymentDay: values.BUDGET_GLOBAL_DAILY_USD,
    deploymentMonth: values.BUDGET_GLOBAL_MONTHLY_USD,
    chatDay: values.BUDGET_CHAT_DAILY_USD,
    chatMonth: values.BUDGET_CHAT_MONTHLY_USD,
    personDay: values.BUDGET_USER_DAILY_USD,
    session: values.BUDGET_SESSION_USD,
  };
}

/** The address that Telegram is told: the path is ours, so a bare host is enough. */
function webhookUrlOf(given: string | undefined): string | undefined {
  return given === undefined || given.endsWith(WEBHOOK_PATH) ? given : given + WEBHOOK_PATH;
}

function adminOf(id: string): { platform: string; personId: string } {
  const [platform = "", personId = ""] = id.split(":");
  return { platform, personId };
}

function arrange(values: Values, known: ProviderValues, providers: readonly ConfigurableProvider[]) {
  return {
    log: { level: values.LOG_LEVEL },
    dataDir: values.DATA_DIR,
    /** Without an address: an embedded PostgreSQL in this folder. */
    database: { url: values.DATABASE_URL, embeddedFolder: resolve(values.DATA_DIR, "postgres") },
    queue: { redisUrl: values.REDIS_URL },
    telegram: {
      token: values.TELEGRAM_BOT_TOKEN,
      apiRoot: values.TELEGRAM_API_ROOT,
      webhookUrl: webhookUrlOf(values.TELEGRAM_WEBHOOK_URL),
      webhookSecret: values.TELEGRAM_WEBHOOK_SECRET,
    },
    discord: {
      token: values.DISCORD_BOT_TOKEN,
      apiRoot: values.DISCORD_API_ROOT,
      guildId: values.DISCORD_GUILD_ID,
      shards: values.DISCORD_SHARDS,
    },
    admins: values.ADMIN_IDS.map(adminOf) as readonly { platform: string; personId: string }[],
    access: { mode: values.ACCESS_MODE },
    text: {
      /** Whether a text server was set up: by its key, or by the address of one's own server. */
      configured: values.OPENROUTER_API_KEY !== undefined || values.OPENROUTER_BASE_URL !== DEFAULT_TEXT_URL,
      apiKey: values.OPENROUTER_API_KEY,
      baseUrl: values.OPENROUTER_BASE_URL,
      model: values.TEXT_MODEL,
      judgeModel: values.JUDGE_MODEL,
      maskModel: values.MASK_MODEL,
      priceIn: values.TEXT_PRICE_IN_USD_PER_MTOK,
      priceOut: values.TEXT_PRICE_OUT_USD_PER_MTOK,
    },
    images: {
      /** Each provider's parsed variables by its id, as its `create` and `probe` take them. */
      values: known,
      /** Ids of the configured ones, in the order of preference. */
      configured: configuredIds(providers, known) as readonly string[],
      /** Id of the default provider. */
      provider: values.IMAGE_PROVIDER ?? configuredIds(providers, known)[0] ?? "",
      strategy: values.AI_FAILOVER_STRATEGY,
    },
    /** The operator's corrections of prices; undefined: those of the program. */
    prices: values.PRICES_FILE,
    /** Limit of one provider call. */
    providerTimeoutMs: values.PROVIDER_TIMEOUT_S * 1000,
    budget: capsOf(values),
    iterations: {
      usual: values.MAX_ITERATIONS_DEFAULT,
      most: values.MAX_ITERATIONS_LIMIT,
      targetScore: values.TARGET_SCORE,
    },
    limits: {
      expensiveIntervalMs: values.EXPENSIVE_INTERVAL_S * 1000,
      userConcurrency: values.USER_CONCURRENCY,
      userPerMinute: values.USER_PER_MINUTE,
      workerConcurrency: values.WORKER_CONCURRENCY,
    },
    /** What is older, or beyond the room, is removed every night; null: nothing is. */
    retention: {
      days: values.RETENTION_DAYS,
      bytes: values.STORAGE_MAX_GB === null ? null : values.STORAGE_MAX_GB * 1024 ** 3,
    },
    /** Port null: no HTTP server. */
    http: { host: values.HTTP_HOST, port: values.HTTP_PORT, apiToken: values.API_TOKEN },
  } as const;
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const entry of Object.values(value)) deepFreeze(entry);
  return Object.freeze(value);
}
