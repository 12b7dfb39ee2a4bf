import { join } from "node:path";
import postgres from "postgres";
import { expect } from "vitest";
import { openDatabase } from "../../src/storage/database.ts";
import { startEmbeddedPostgres } from "../../src/storage/embedded-postgres.ts";
import { createStores } from "../../src/storage/stores.ts";
import type { FakeChat, FakeMessage } from "../fakes/fake-telegram-server.ts";
import { newTestId } from "../postgres.ts";
import type { Deployment } from "./deployment.ts";

const AT_WORK = /^(turning the wish|queued|revising|generating|judging|summing up|going on)/;
const ENDED = /^(Done|Cancelled|Failed)|Retry/;
const isPicture = (message: FakeMessage) => message.file?.kind === "photo" && !message.albumId;

/** Whether a chat shows how its loop ended, and as many pictures as it says. */
function hasEnded({ messages }: FakeChat): boolean {
  const said = messages.findLast((m) => ENDED.test(m.text))?.text ?? "";
  const pictures = Number(/· (\d+) picture/.exec(said)?.[1] ?? 0);
  const working = messages.some((m) => AT_WORK.test(m.text) || /judging…|At work…/.test(m.text));
  return said !== "" && !working && messages.filter(isPicture).length === pictures;
}

/** Waits until all chats show an end; says what they show when they do not. */
export async function allEnded({ telegram }: Deployment, chats: readonly FakeChat[], ms = 60_000): Promise<void> {
  const shown = (chat: FakeChat) => chat.messages.map((m) => m.text.slice(0, 60)).join(" | ");
  await telegram
    .waitFor(() => chats.every(hasEnded), ms)
    .catch(() => {
      throw new Error(
        `not ended:\n${chats
          .filter((chat) => !hasEnded(chat))
          .map(shown)
          .join("\n")}`,
      );
    });
}

/**
 * Stops the bot and holds what the vendors saw and billed against the books: nothing lost, nothing sent or posted twice,
 * nothing billed that is not booked.
 */
export async function expectGoodBooks(world: Deployment, chats: readonly FakeChat[]): Promise<void> {
  await world.bot().stop();
  const own = world.databaseUrl ? undefined : await startEmbeddedPostgres({ folder: join(world.dataDir, "postgres") });
  const url = own?.url ?? world.databaseUrl;
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const [jobs] =
    await sql`select count(*)::int as all, count(*) filter (where state in ('succeeded', 'failed'))::int as ended from jobs`;
  expect(jobs).toEqual({ all: chats.length, ended: chats.length });
  const open = await sql`select call_key, state from paid_calls where state in ('reserved', 'dispatched')`;
  expect([...open], "a hold that is left over").toEqual([]);

  for (const [kind, vendor, path] of [
    ["image", world.openai, "/images/generations"],
    ["text", world.text, "/chat/completions"],
  ] as const) {
    const [sums] = await sql`select count(*) filter (where dispatched_at is not null)::int as sent,
      coalesce(sum(case state when 'settled' then actual_micros when 'unknown' then estimate_micros end), 0)::int as booked
      from paid_calls where kind = ${kind}`;
    const requests = vendor.requests.filter((request) => request.path.endsWith(path)).length;
    expect(requests, `${kind} requests against calls`).toBeLessThanOrEqual(sums?.sent);
    expect(vendor.bill, `${kind} bill against the books`).toBeLessThanOrEqual(sums?.booked);
  }
  for (const chat of chats) {
    const shown = chat.messages.filter(isPicture).map((message) => message.text.split("/")[0]);
    const [made] =
      await sql`select count(*)::int from iterations i join sessions s on s.id = i.session_id where s.chat_id = ${String(chat.id)}`;
    expect(shown.sort(), "pictures posted").toEqual(Array.from({ length: made?.count }, (_, at) => String(at)));
  }
  await sql.end();
  const pool = openDatabase(url, { poolSize: 2 });
  expect(await createStores(pool.db, newTestId).money.audit()).toEqual([]);
  await pool.close();
  await own?.stop();
}
