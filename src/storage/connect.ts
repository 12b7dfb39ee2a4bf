import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { Logger } from "pino";
import { SfumatoError } from "../domain/errors.ts";
import type { Clock } from "../ports/clock.ts";
import { isAway } from "./away.ts";
import { migrateDatabase, type OpenDatabase, openDatabase } from "./database.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";

export interface ConnectOptions {
  /** Unset: an embedded PostgreSQL in `<dataDir>/postgres`. */
  url: string | undefined;
  dataDir: string;
  migrations: string;
  poolSize: number;
  log: Logger;
  clock: Clock;
}

/** Between two tries to reach a database that is away (ms). */
const RETRY_MS = 2_000;

/**
 * Opens the database at its newest schema. An external one that is away is waited for, and the wait is logged.
 * @throws SfumatoError `E_CONFIG` when waiting cannot help.
 */
export async function connectDatabase(
  options: ConnectOptions,
): Promise<OpenDatabase & { url: string; ping(): Promise<void> }> {
  const embedded =
    options.url === undefined
      ? await startEmbeddedPostgres({ folder: join(options.dataDir, "postgres"), log: options.log })
      : undefined;
  const url = embedded?.url ?? (options.url as string);
  try {
    await migrateWhenThere(options, url);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  const open = openDatabase(url, { poolSize: options.poolSize });
  return {
    ...open,
    url,
    ping: async () => void (await open.db.execute(sql`select 1`)),
    async close() {
      await open.close();
      await embedded?.stop();
    },
  };
}

async function migrateWhenThere({ migrations, log, clock }: ConnectOptions, url: string): Promise<void> {
  for (let reported = false; ; ) {
    try {
      return await migrateDatabase(url, migrations);
    } catch (error) {
      if (error instanceof SfumatoError || !isAway(error)) throw wrongDatabase(error);
      if (!reported) log.warn({ err: error }, "database: not reachable; waiting for it");
      reported = true;
      await clock.sleep(RETRY_MS);
    }
  }
}

function wrongDatabase(error: unknown): SfumatoError {
  if (error instanceof SfumatoError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new SfumatoError("E_CONFIG", `DATABASE_URL: the database cannot be used (${detail}).`, { cause: error });
}
