import { join } from "node:path";
import postgres from "postgres";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../src/storage/database.ts";
import { startEmbeddedPostgres } from "../../src/storage/embedded-postgres.ts";
import { createStores } from "../../src/storage/stores.ts";
import type { FakeMessage } from "../fakes/fake-telegram-server.ts";
import { newTestId } from "../postgres.ts";
import { type Deployment, deploy, scriptPerGoal } from "./deployment.ts";

/** Sessions under way while the process is killed again and again. */
const SESSIONS = 3;
const KILLS = 3;
const ROUNDS = 2;

const AT_WORK = /^(turning the wish|queued|revising|generating|judging|summing up|going on)/;
const ENDED = /^(Done|Cancelled)|Retry/;
const isPicture = (message: FakeMessage) => message.file?.kind === "photo" && !message.albumId;
const requests = ({ telegram, openai, text }: Deployment) =>
  telegram.calls.length + openai.requests.length + text.requests.length;

describe.each(["external", "embedded"] as const)("kill -9 at any moment, PostgreSQL %s", (database) => {
  it("loses no job, buys no picture twice, posts none twice, and leaves the books right", {
    timeout: 120_000,
  }, async () => {
    const world = await deploy({
      ...(database === "embedded" ? { database } : {}),
      imageDelayMs: 120,
      text: { delayMs: 50, script: scriptPerGoal() },
      env: { MAX_ITERATIONS_DEFAULT: String(ROUNDS) },
    });
    const { telegram, openai } = world;
    const people = Array.from({ length: SESSIONS }, () => telegram.user());
    const chats = people.map((person) => telegram.privateChat(person));
    for (const [at, chat] of chats.entries())
      telegram.sendText(chat.id, people[at]!, `/optimize boat number ${at} on a lake`);

    for (let kill = 0; kill < KILLS; kill++) {
      const moment = requests(world) + 1 + Math.floor(Math.random() * 16);
      await telegram.waitFor(() => requests(world) >= moment, 20_000);
      await world.restart("kill");
    }
    const settled = (id: number) => {
      const { messages } = telegram.chat(id);
      const said = messages.find((m) => ENDED.test(m.text))?.text ?? "";
      const pictures = Number(/· (\d+) picture/.exec(said)?.[1] ?? 0);
      const working = messages.some((m) => AT_WORK.test(m.text) || /judging…|At work…/.test(m.text));
      return said !== "" && !working && messages.filter(isPicture).length === pictures;
    };
    await telegram
      .waitFor(() => chats.every((chat) => settled(chat.id)), 60_000)
      .catch(() => {
        throw new Error(
          chats
            .map((chat) =>
              telegram
                .chat(chat.id)
                .messages.map((m) => m.text.slice(0, 60))
                .join(" | "),
            )
            .join("\n"),
        );
      });
    await world.bot().stop();

    const own =
      database === "embedded" ? await startEmbeddedPostgres({ folder: join(world.dataDir, "postgres") }) : undefined;
    const url = own?.url ?? world.databaseUrl;
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    const [jobs] =
      await sql`select count(*)::int as all, count(*) filter (where state in ('succeeded', 'failed'))::int as ended from jobs`;
    expect(jobs).toEqual({ all: SESSIONS, ended: SESSIONS });

    const [image] = await sql`select count(*) filter (where dispatched_at is not null)::int as sent,
      coalesce(sum(case state when 'settled' then actual_micros when 'unknown' then estimate_micros end), 0)::int as booked
      from paid_calls where kind = 'image'`;
    expect(
      openai.requests.filter((request) => request.path.endsWith("/images/generations")).length,
    ).toBeLessThanOrEqual(image?.sent);
    expect(openai.bill).toBeLessThanOrEqual(image?.booked);

    for (const chat of chats) {
      const shown = telegram.chat(chat.id).messages.filter(isPicture);
      const [made] =
        await sql`select count(*)::int from iterations i join sessions s on s.id = i.session_id where s.chat_id = ${String(chat.id)}`;
      expect(shown.map((message) => message.text.split("/")[0]).sort()).toEqual(
        Array.from({ length: made?.count }, (_, at) => String(at)),
      );
    }
    await sql.end();
    const pool = openDatabase(url, { poolSize: 2 });
    expect(await createStores(pool.db, newTestId).money.audit()).toEqual([]);
    await pool.close();
    await own?.stop();
    await world.close();
  });
});
