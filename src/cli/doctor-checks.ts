import { join } from "node:path";
import { Redis } from "ioredis";
import type { Logger } from "pino";
import postgres from "postgres";
import type { Config } from "../config.ts";
import { createDecoder } from "../images/decoder.ts";
import { createImageFiles } from "../images/image-files.ts";
import { createProviderFetch, imageProviders, probeOpenRouter } from "../providers/index.ts";
import { startEmbeddedPostgres } from "../storage/embedded-postgres.ts";

export interface Check {
  name: string;
  /** What to do when it fails. */
  advice: string;
  /** Resolves to what was found; throws what is wrong. Spends nothing. */
  check(signal: AbortSignal): Promise<string | undefined>;
}

/** Everything that the bot needs from outside, from this configuration. */
export function checks(config: Config, log: Logger): Check[] {
  return [storage(config, log), database(config), ...redis(config), ...providers(config), ...text(config)];
}

function storage(config: Config, log: Logger): Check {
  return {
    name: "storage folder",
    advice: "Make DATA_DIR a folder that the bot may write.",
    async check() {
      const decoder = createDecoder({ log });
      await createImageFiles({ dataDir: config.dataDir, decoder }).check();
      await decoder.close();
      return config.dataDir;
    },
  };
}

function database(config: Config): Check {
  const { url } = config.database;
  return {
    name: url === undefined ? "embedded PostgreSQL" : "PostgreSQL",
    advice: url === undefined ? "" : "Check DATABASE_URL and that the server runs.",
    async check() {
      const embedded =
        url === undefined ? await startEmbeddedPostgres({ folder: join(config.dataDir, "postgres") }) : undefined;
      const client = postgres(embedded?.url ?? (url as string), { max: 1, connect_timeout: 5, onnotice: () => {} });
      try {
        const [row] =
          await client`select current_setting('server_version') as version, current_setting('server_version_num')::int as number`;
        if ((row?.number as number) < 140_000)
          throw new Error(`version ${row?.version} is too old: 14 or newer is needed.`);
        return `version ${row?.version}`;
      } finally {
        await client.end({ timeout: 2 });
        await embedded?.stop();
      }
    },
  };
}

function redis(config: Config): Check[] {
  const { redisUrl } = config.queue;
  if (redisUrl === undefined) return [];
  return [
    {
      name: "Redis",
      advice: "Check REDIS_URL and that the server runs.",
      async check() {
        const client = new Redis(redisUrl, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
        client.on("error", () => {});
        try {
          await client.connect();
          const version = /redis_version:(\S+)/.exec(await client.info("server"))?.[1];
          return `version ${version}`;
        } finally {
          client.disconnect();
        }
      },
    },
  ];
}

function networkOf({ providerTimeoutMs: timeoutMs, prices }: Config) {
  return { fetch: createProviderFetch({ timeoutMs }), timeoutMs, prices };
}

function providers(config: Config): Check[] {
  const deps = networkOf(config);
  return imageProviders
    .map((provider) => ({ provider, values: config.images.values[provider.id] ?? {} }))
    .filter(({ provider, values }) => provider.create(values, deps).length > 0)
    .map(({ provider, values }) => ({
      name: `provider ${provider.id}`,
      advice: `Check ${Object.keys(provider.variables).join(", ")}.`,
      async check(signal) {
        await provider.probe(values, deps, signal);
        return provider
          .create(values, deps)
          .map((model) => model.modelId)
          .join(", ");
      },
    }));
}

function text(config: Config): Check[] {
  const { apiKey, baseUrl, model } = config.text;
  if (!config.text.configured) return [];
  return [
    {
      name: "text model",
      advice: "Check OPENROUTER_API_KEY and OPENROUTER_BASE_URL.",
      async check(signal) {
        await probeOpenRouter({ apiKey, baseUrl }, networkOf(config), signal);
        return model;
      },
    },
  ];
}
