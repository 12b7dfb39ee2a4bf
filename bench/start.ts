import { setTimeout as delay } from "node:timers/promises";
import { type Figure, median, plain } from "./kit/figures.ts";
import { createStage } from "./kit/people.ts";
import { memoryOf, ROOT, startBot, startProgram, temporaryFolder } from "./kit/program.ts";

const FIRST_LIMIT_MS = 6000;
const WARM_LIMIT_MS = 2000;
const WARM_STARTS = 3;
const IDLE_MS = 10_000;
const IDLE_LIMIT_MB = 200;

/** Starts with the embedded database and a Telegram connection, and the memory of a bot that has nothing to do. */
export async function start(): Promise<Figure[]> {
  const data = await temporaryFolder();
  const { telegram } = await createStage();
  const env = { DATA_DIR: data.path, TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot };
  try {
    const first = await startBot(env);
    await first.stop();
    const warm: number[] = [];
    for (let at = 0; at < WARM_STARTS; at++) {
      const bot = await startBot(env);
      warm.push(bot.readyMs);
      await bot.stop();
    }
    const npm = await startProgram(["--silent", "start"], { HTTP_PORT: "0", ...env }, { command: "npm", cwd: ROOT });
    await npm.stop();
    const idle = await startBot(env);
    await delay(IDLE_MS);
    const { own, children } = memoryOf(idle.pid);
    await idle.stop();
    const others = [...children].map(([name, mb]) => `${name} ${mb.toFixed(0)} MB`).join(", ");
    const row = (figure: string, value: number, limit: number, note: string): Figure => ({
      figure,
      measured: `${(value / 1000).toFixed(2)} s`,
      limit: `< ${limit / 1000} s`,
      met: value < limit,
      note,
    });
    return [
      row("first start", first.readyMs, FIRST_LIMIT_MS, "the embedded database is made; to the log line ready"),
      row("warm start", median(warm), WARM_LIMIT_MS, `node src/main.ts serve, median of ${WARM_STARTS}`),
      row("warm npm start", npm.readyMs, WARM_LIMIT_MS, "the same through npm, once"),
      {
        figure: "idle memory of the process",
        measured: `${own.toFixed(0)} MB`,
        limit: `< ${IDLE_LIMIT_MB} MB`,
        met: own < IDLE_LIMIT_MB,
        note: `RSS ${IDLE_MS / 1000} s after the start`,
      },
      plain("… its children", others || "none", "RSS; pages that PostgreSQL's processes share count in each"),
    ];
  } finally {
    await telegram.stop();
    await data.remove();
  }
}
