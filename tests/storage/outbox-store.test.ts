import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { NewButton, OutboxMessage } from "../../src/ports/stores.ts";
import { freshStores } from "../postgres.ts";

let world: Awaited<ReturnType<typeof freshStores>>;
beforeEach(async () => {
  world = await freshStores(12);
});
afterEach(() => world.close());

const box = () => world.stores.outbox;
const placeOf = (chatId: string) => ({ platform: "fake", chatId, threadId: null, kind: "private" as const });
const put = (key: string, chatId = "c1", view: unknown = { text: key }) =>
  box().put({
    key,
    place: placeOf(chatId),
    sessionId: null,
    iterationId: null,
    personId: "p1",
    view,
    replyToMessageId: null,
  });
const claim = (limit = 10, leaseMs = 60_000) => box().claim("fake", limit, leaseMs);
const keys = (messages: readonly OutboxMessage[]) => messages.map((message) => message.key);
const post = (message: OutboxMessage, restMs = 0) =>
  box().posted(message.id, message.version, { messageId: `m-${message.key}`, posted: {}, restMs });
const claimOne = async () => (await claim(1))[0] as OutboxMessage;

describe("claiming", () => {
  test("lets an edited message rest, whoever posted it", async () => {
    await put("card", "a");
    await post(await claimOne(), 300);
    await put("card", "a", { text: "changed" });
    expect(await claim()).toEqual([]);
    const due = (await box().nextDue("fake")) as number;
    expect(due).toBeGreaterThan(100);
    expect(due).toBeLessThanOrEqual(300);
    await delay(due + 5);
    expect(keys(await claim())).toEqual(["card"]);
  });

  test("takes one message per chat, the oldest first, and the next once it is posted", async () => {
    for (const [key, chat] of [
      ["a1", "a"],
      ["a2", "a"],
      ["b1", "b"],
    ] as const)
      await put(key, chat);
    const first = await claim();
    expect(keys(first)).toEqual(["a1", "b1"]);
    expect(await claim()).toEqual([]);
    for (const message of first) await post(message);
    expect(keys(await claim())).toEqual(["a2"]);
  });

  test("never gives two messages of one chat away, however many claim at once, edits included", async () => {
    for (let n = 0; n < 12; n++) await put(`m${n}`, `c${n % 3}`);
    for (let taken = await claim(); taken.length > 0; taken = await claim())
      for (const message of taken) await post(message);
    for (let n = 0; n < 12; n++) await put(`m${n}`, `c${n % 3}`, { text: "an edit" });
    const taken = (await Promise.all(Array.from({ length: 6 }, () => claim(4)))).flat();
    expect(taken.map((message) => message.place.chatId).sort()).toEqual(["c0", "c1", "c2"]);
    const counted = await world.db.execute(sql`select key from outbox where attempts > 0 order by seq`);
    expect(counted.map((row) => row.key)).toEqual(["m0", "m1", "m2"]);
  });

  test("a first send that waits for its retry holds back later first sends of its chat, but no edits", async () => {
    await put("shown");
    await post(await claimOne());
    await put("first");
    await put("second");
    await box().retry((await claimOne()).id, 60_000, "429");
    expect(await claim()).toEqual([]);
    await put("shown", "c1", { text: "changed" });
    expect(keys(await claim())).toEqual(["shown"]);
  });

  test("a claim whose owner died is given to another, and says that a send was begun", async () => {
    await put("a");
    const [lost] = await claim(1, -1);
    await box().beginSend(lost?.id as string);
    expect(await claimOne()).toMatchObject({ key: "a", state: "sending", attempts: 2 });
  });

  test("a message that changes while it is posted is posted again as an edit", async () => {
    await put("a");
    const old = await claimOne();
    await put("a", "c1", { text: "newer" });
    await post(old);
    expect(await claimOne()).toMatchObject({ key: "a", version: 2, messageId: "m-a", view: { text: "newer" } });
  });

  test("the same view again wants nothing", async () => {
    await put("a");
    await post(await claimOne());
    expect(await put("a")).toBe(false);
    expect(await claim()).toEqual([]);
    expect(await box().nextDue("fake")).toBeNull();
  });

  test("the next look is when something can be posted, not while a chat is busy", async () => {
    await put("a");
    await put("b");
    await put("c", "other");
    expect(await box().nextDue("fake")).toBe(0);
    const [a, c] = await claim(10, 60_000);
    await box().retry((c as OutboxMessage).id, 5_000, "429");
    const due = (await box().nextDue("fake")) as number;
    expect(due).toBeGreaterThan(1_000);
    expect(due).toBeLessThanOrEqual(5_000);
    await box().end((a as OutboxMessage).id, "gone", "blocked");
    expect(await box().nextDue("fake")).toBe(0);
  });
});

describe("buttons", () => {
  const button = (what: string): NewButton => ({ intent: { do: what, with: { session: "s1" } }, personId: "p1" });
  const mint = (outboxId: string, ...buttons: NewButton[]) =>
    box().mintButtons({ outboxId, place: placeOf("c1"), sessionId: null }, buttons);

  test("keep their tokens when a message is shown again, in any order; equal ones share one", async () => {
    await put("card");
    const { id } = await claimOne();
    const [accept, cancel, again] = await mint(id, button("accept"), button("cancel"), button("accept"));
    expect(again).toBe(accept);
    expect(await mint(id, button("cancel"), button("accept"))).toEqual([cancel, accept]);
    expect(new Set([accept, ...(await mint("other", button("accept")))]).size).toBe(2);
  });

  test("are used once, also by two presses at once; shown again they are new", async () => {
    await put("card");
    const { id } = await claimOne();
    const [token] = (await mint(id, button("accept"))) as [string];
    const presses = await Promise.all(Array.from({ length: 5 }, () => box().useButton(token)));
    expect(presses.filter(Boolean)).toHaveLength(1);
    expect(await box().button(token)).toMatchObject({ used: true, expired: false, intent: { do: "accept" } });
    expect((await mint(id, button("accept")))[0]).not.toBe(token);
  });

  test("take intents of any length", async () => {
    const long = { intent: { do: "say", with: { text: "x".repeat(20_000) } }, personId: null };
    expect(await mint("o1", long)).toHaveLength(1);
  });
});
