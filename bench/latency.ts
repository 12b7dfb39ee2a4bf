import { join } from "node:path";
import { deploy } from "./kit/deployment.ts";
import { type Figure, ms, percentile, plain, spread } from "./kit/figures.ts";
import { ampleEnv, createStage } from "./kit/people.ts";
import { memoryOf, startProgram } from "./kit/program.ts";

const PEOPLE = 50;
const PER_SECOND = 50;
const SECONDS = 20;
const WARM_UP_SECONDS = 3;
const LIMIT_MS = 150;

/** A message to the first answer in the chat, while every message begins a session whose prompt is made. */
export async function latency(): Promise<Figure[]> {
  const echo = await measureEcho();
  const bot = await measureBot();
  const p99 = percentile(bot.first, 0.99);
  const load = `${PER_SECOND} messages/s for ${SECONDS} s from ${PEOPLE} people`;
  const lost = bot.unanswered > 0 ? `; ${bot.unanswered} UNANSWERED` : "";
  return [
    {
      figure: "a message to the first answer",
      measured: spread(bot.first),
      limit: `p99 < ${LIMIT_MS} ms`,
      met: p99 < LIMIT_MS && bot.unanswered === 0,
      note: `${load}${lost}; ${bot.transactions.toFixed(0)} transactions a message; slowest ${ms(Math.max(...bot.first))}; ${bot.memory.toFixed(0)} MB`,
    },
    plain("… to the card with the wish", spread(bot.words), "the first message is a placeholder, edited into the card"),
    plain("… by a bare grammY echo bot", spread(echo.words), "the same load, long polling, nothing kept"),
  ];
}

const forSeconds = (seconds: number) => (elapsedMs: number) => elapsedMs < seconds * 1000;

async function measureEcho() {
  const stage = await createStage();
  const people = stage.people(PEOPLE);
  const env = { TELEGRAM_BOT_TOKEN: stage.telegram.token, TELEGRAM_API_ROOT: stage.telegram.apiRoot };
  const bot = await startProgram([join(import.meta.dirname, "echo-bot.ts")], env);
  try {
    await stage.talk(people, PER_SECOND, forSeconds(WARM_UP_SECONDS));
    return await stage.talk(people, PER_SECOND, forSeconds(SECONDS));
  } finally {
    await bot.stop();
    await stage.telegram.stop();
  }
}

async function measureBot() {
  const stage = await createStage();
  const people = stage.people(PEOPLE);
  const { bot, sql, close } = await deploy({
    ...ampleEnv(stage.telegram),
    IMAGE_PROVIDER: "sketch",
  });
  const committed = async () => {
    const [row] = await sql`select xact_commit::int as count from pg_stat_database where datname = current_database()`;
    return row?.count as number;
  };
  try {
    await stage.talk(people, PER_SECOND, forSeconds(WARM_UP_SECONDS));
    const before = await committed();
    const answers = await stage.talk(people, PER_SECOND, forSeconds(SECONDS));
    const transactions = ((await committed()) - before) / (PER_SECOND * SECONDS);
    return { ...answers, transactions, memory: memoryOf(bot.pid).own };
  } finally {
    await close();
    await stage.telegram.stop();
  }
}
