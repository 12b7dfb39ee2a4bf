import { join } from "node:path";
import { Redis } from "ioredis";
import type { Logger } from "pino";
import postgres from "postgres";
import type { Config } from "../config.ts";
import { healthOf, type Named } from "../engine/health.ts";
import { createDecoder } from "../images/decoder.ts";
import { createImageFiles } from "../images/image-files.ts";
import type { CallRecord } from "../ports/model-records.ts";
import { createProviderFetch, DEFAULT_TEXT_MODEL, imageProviders, probeOpenRouter } from "../providers/index.ts";
import { openDatabase } from "../storage/database.ts";
import { startEmbeddedPostgres } from "../storage/embedded-postgres.ts";
import { createMoneyStore } from "../storage/money-store.ts";

export interface Check {
  name: string;
  /** What to do when it fails. */
  advice: string;
  /** Resolves to what was found; throws what is wrong. Spends nothing. */
  check(signal: AbortSignal): Promise<string | undefined>;
}

/** What recorded calls say of models, once the database has been looked at; empty before and without one. */
type Recorded = { calls: readonly CallRecord[] };

/** Everything that the bot needs from outside, from this configuration. */
export function checks(config: Config, log: Logger): Check[] {
  const recorded: Recorded = { calls: [] };
  return [
    storage(config, log),
    database(config, recorded),
    ...redis(config),
    ...providers(config, recorded),
    ...text(config, recorded),
  ];
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

function database(config: Config, recorded: Recorded): Check {
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
        recorded.calls = await readRecord(embedded?.url ?? (url as string));
        return `version ${row?.version}`;
      } finally {
        await client.end({ timeout: 2 });
        await embedded?.stop();
      }
    },
  };
}

/** The last hour's calls; none while the schema is not there yet. */
async function readRecord(url: string): Promise<readonly CallRecord[]> {
  const { db, close } = openDatabase(url, { poolSize: 1 });
  const none = () => [];
  return createMoneyStore(db).recordOf(1).catch(none).finally(close);
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

function providers(config: Config, recorded: Recorded): Check[] {
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
          .map(({ modelId: model }) => withHealth(recorded, { provider: provider.id, model, kind: "image" }))
          .join("; ");
      },
    }));
}

/** A model and how it does: up or down, time of a call, share of failures in the last hour. */
function withHealth({ calls }: Recorded, named: Named): string {
  const { state, medianMs, errorShare, calls: count } = healthOf(calls, named);
  if (state === "unknown") return `${named.model} (not called in the last hour)`;
  const time = medianMs === null ? "" : ` ${(medianMs / 1000).toFixed(1)} s a call,`;
  return `${named.model} (${state},${time} ${Math.round(100 * (errorShare ?? 0))} % of ${count} calls failed in the last hour)`;
}

function text(config: Config, recorded: Recorded): Check[] {
  const { apiKey, baseUrl, model, judgeModel, maskModel } = config.text;
  if (!config.text.configured) return [];
  return [
    {
      name: "text model",
      advice: "Check OPENROUTER_API_KEY and OPENROUTER_BASE_URL.",
      async check(signal) {
        await probeOpenRouter({ apiKey, baseUrl }, networkOf(config), signal);
        const names = [
          ...new Set([
            model ?? DEFAULT_TEXT_MODEL,
            judgeModel ?? model ?? DEFAULT_TEXT_MODEL,
            ...(maskModel ? [maskModel] : []),
          ]),
        ];
        return names
          .map((name) => withHealth(recorded, { provider: "openrouter", model: name, kind: "text" }))
          .join("; ");
      },
    },
  ];
}
