import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import sharp from "sharp";
import { createFakeOpenAi } from "../tests/fakes/fake-openai-server.ts";
import { createFakeOpenRouter } from "../tests/fakes/fake-openrouter-server.ts";
import { solidPng } from "../tests/fakes/tiny-png.ts";
import { deploy, vendorEnv } from "./kit/deployment.ts";
import { type Figure, median, percentile, plain, spread } from "./kit/figures.ts";
import { type Answers, ampleEnv, createStage, type Person } from "./kit/people.ts";
import { memoryOf } from "./kit/program.ts";

const SESSIONS = 500;
/** So long that all wait at once while we look; answers do not come in one moment. */
const SLOW_S = { from: 40, to: 55 };
const slowMs = () => 1000 * (SLOW_S.from + Math.random() * (SLOW_S.to - SLOW_S.from));
const MEMORY_LIMIT_MB = 500;
const OTHERS = 10;
const OTHERS_PER_SECOND = 10;
const LOOK_SECONDS = 12;
/** "As fast as before", with what one run differs from the next. */
const AS_FAST = 1.25;
const PATIENCE_MS = 240_000;

/** Hundreds of sessions that wait for pictures in one process, and the people who write meanwhile. */
export async function manySessions(): Promise<Figure[]> {
  const stage = await createStage();
  const openai = await createFakeOpenAi({
    delayMs: slowMs,
    picture: process.env.BENCH_SMALL ? solidPng(816, 816, [150, 90, 60]) : await photograph(),
  });
  const text = await createFakeOpenRouter({ delayMs: 50 });
  const { bot, sql, close } = await deploy({
    ...ampleEnv(stage.telegram),
    ...vendorEnv(openai, text),
    WORKER_CONCURRENCY: "600",
  });
  const memory: number[] = [];
  const watch = setInterval(() => memory.push(memoryOf(bot.pid).own), 500);
  try {
    const painters = stage.people(SESSIONS);
    const others = stage.people(OTHERS);
    const look = (goesOn: (ms: number) => boolean) => stage.talk(others, OTHERS_PER_SECOND, goesOn, 60_000);
    const forAWhile = (ms: number) => ms < LOOK_SECONDS * 1000;
    await stage.talk(painters, 20, (ms) => ms < (SESSIONS / 20) * 1000 - 25, 120_000);
    await Promise.all(painters.map((person) => offered(person)));
    const before = await look(forAWhile);

    for (const { user, chat } of painters) {
      stage.telegram.press(cardOf(chat)?.messageId ?? 0, /^Accept/, user);
      await delay(10);
    }
    const asked = await until(() => openai.requests.length >= SESSIONS);
    const most = mostInTheAir(openai.requests.map((request) => request.at));
    const waiting = memory.at(-1) ?? 0;
    const meanwhile = await look(forAWhile);
    let ended = false;
    const whileEnding = look(() => !ended);
    const states = await endOf(sql);
    ended = true;
    const ending = await whileEnding;
    const done = states.get("succeeded") ?? 0;
    const errors =
      await sql`select last_error->>'message' as said from jobs where tool = 'generate' and state <> 'succeeded'`;
    const failures = errors.length > 0 ? `; ${[...new Set(errors.map((row) => row.said))].join(", ")}` : "";
    const peak = Math.max(...memory);
    return [
      {
        figure: `${SESSIONS} sessions wait at once`,
        measured: `${done} ended well`,
        limit: `all end`,
        met: done === SESSIONS,
        note: `${[...states].map(([state, count]) => `${count} ${state}`).join(", ")}; ${asked ? most : `only ${openai.requests.length}`} calls in the air at once, of ${SLOW_S.from} to ${SLOW_S.to} s${failures}`,
      },
      {
        figure: "… memory of the process",
        measured: `${peak.toFixed(0)} MB`,
        limit: `< ${MEMORY_LIMIT_MB} MB`,
        met: peak < MEMORY_LIMIT_MB,
        note: `the most RSS; ${waiting.toFixed(0)} MB while all wait; pictures of 1.5 MB`,
      },
      compare(before, meanwhile),
      plain("… while their pictures come in", spread(ending.first), `${ending.first.length} messages`),
    ];
  } finally {
    clearInterval(watch);
    await close();
    await Promise.all([stage.telegram.stop(), openai.close(), text.close()]);
  }
}

function compare(before: Answers, meanwhile: Answers): Figure {
  const ratio = median(meanwhile.first) / median(before.first);
  return {
    figure: "… other chats' first answer meanwhile",
    measured: spread(meanwhile.first),
    limit: `≤ ${AS_FAST} × before`,
    met: ratio <= AS_FAST && meanwhile.unanswered === 0,
    note: `before: ${spread(before.first)}; p50 ${ratio.toFixed(2)} ×, p99 ${(percentile(meanwhile.first, 0.99) / percentile(before.first, 0.99)).toFixed(2)} ×; ${meanwhile.unanswered} unanswered`,
  };
}

const cardOf = (chat: Person["chat"]) =>
  chat.messages.findLast((message) =>
    (message.markup?.inline_keyboard ?? []).flat().some((button) => button.text.startsWith("Accept")),
  );

async function offered({ chat }: Person): Promise<void> {
  if (!(await until(() => cardOf(chat) !== undefined))) throw new Error("a card never offered Accept");
}

async function until(holds: () => boolean): Promise<boolean> {
  for (const end = Date.now() + PATIENCE_MS / 2; Date.now() < end; await delay(100)) if (holds()) return true;
  return false;
}

/** Waits until no picture is being made any more; how many jobs ended how. */
async function endOf(sql: postgres.Sql): Promise<Map<string, number>> {
  for (const end = Date.now() + PATIENCE_MS; ; await delay(500)) {
    const rows = await sql`select state, count(*)::int as count from jobs where tool = 'generate' group by state`;
    const states = new Map(rows.map((row) => [row.state as string, row.count as number]));
    if ((!states.has("queued") && !states.has("running")) || Date.now() > end) return states;
  }
}

/** How many were waited for in one moment, at least: none is answered sooner than the shortest wait. */
function mostInTheAir(arrivals: readonly number[]): number {
  const shortest = SLOW_S.from * 1000;
  return Math.max(...arrivals.map((at) => arrivals.filter((other) => other <= at && other > at - shortest).length));
}

/** About as large as what an image model sends. */
async function photograph(): Promise<Buffer> {
  const noise = { type: "gaussian" as const, mean: 128, sigma: 40 };
  return sharp({ create: { width: 1024, height: 1024, channels: 3, background: "black", noise } })
    .blur(1.5)
    .png()
    .toBuffer();
}
