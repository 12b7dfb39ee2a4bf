import postgres from "postgres";
import { databaseServer } from "./database.ts";
import { type Program, startBot, temporaryFolder } from "./program.ts";

/** A process of the bot on a database and a folder of its own. */
export interface Deployment {
  readonly bot: Program;
  readonly databaseUrl: string;
  /** One connection beside the bot's. */
  readonly sql: postgres.Sql;
  close(): Promise<void>;
}

export async function deploy(env: Record<string, string>): Promise<Deployment> {
  const database = await (await databaseServer()).fresh();
  const data = await temporaryFolder();
  const sql = postgres(database.url, { max: 1 });
  const bot = await startBot({ ...env, DATABASE_URL: database.url, DATA_DIR: data.path });
  return {
    ...{ bot, sql, databaseUrl: database.url },
    async close() {
      await bot.stop();
      await sql.end();
      await database.drop();
      await data.remove();
    },
  };
}

/** The bot's variables for fake vendors of pictures and words. */
export function vendorEnv(openai: { baseUrl: string }, openrouter: { baseUrl: string }): Record<string, string> {
  return {
    OPENAI_IMAGE_API_KEY: "key-openai-0123456789",
    OPENAI_BASE_URL: openai.baseUrl,
    OPENROUTER_API_KEY: "key-openrouter-0123456789",
    OPENROUTER_BASE_URL: openrouter.baseUrl,
  };
}
