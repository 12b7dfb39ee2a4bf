import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { createInbox } from "../../src/chat/inbox.ts";
import type { Intent } from "../../src/chat/intents.ts";
import { chatWorld, place, wrote } from "./chat-world.ts";

const in7 = (id: string) => wrote(id, id);
const in8 = (id: string) => wrote(id, id, { place: { ...place, chatId: "8" } });

describe("the inbox", () => {
  it("handles a chat's updates one after another, in their order, and chats side by side", async () => {
    const { deps } = await chatWorld();
    const log: string[] = [];
    const inbox = createInbox(deps, async (_stores, intent) => {
      log.push(`+${intent.updateId}`);
      await delay(intent.place.chatId === "7" ? 150 : 5);
      log.push(`-${intent.updateId}`);
      return undefined;
    });
    await inbox.receive("telegram", [in7("1"), in7("2"), in8("3"), in7("4")]);
    await expect.poll(() => log.filter((entry) => entry.startsWith("-")).length).toBe(4);
    expect(log.filter((entry) => !entry.endsWith("3"))).toEqual(["+1", "-1", "+2", "-2", "+4", "-4"]);
    expect(log.indexOf("-3")).toBeLessThan(log.indexOf("+2"));
    await inbox.stop();
  });

  it("answers words while a pile of photos waits its turn", async () => {
    const { deps } = await chatWorld();
    const gate = Promise.withResolvers<void>();
    const handled: string[] = [];
    const inbox = createInbox(deps, async (_stores, { updateId, action }) => {
      if (action.type === "photo") await gate.promise;
      handled.push(updateId);
      return undefined;
    });
    const action = { type: "photo" as const, files: [{ ref: "r", name: null, mediaType: null, size: 1 }], caption: "" };
    const photos = Array.from({ length: 5 }, (_, n) => ({
      ...wrote(`p${n}`, "", { place: { ...place, chatId: `p${n}` } }),
      action,
    }));
    await inbox.receive("telegram", [...photos, in7("1"), in8("2")]);
    await expect.poll(() => handled.sort()).toEqual(["1", "2"]);
    gate.resolve();
    await expect.poll(() => handled).toHaveLength(7);
    await inbox.stop();
  });

  it("lets a reply wait until it is known which of our messages it answers", async () => {
    const { deps, stores } = await chatWorld();
    const handled: string[] = [];
    const inbox = createInbox(deps, async (tx, intent) => {
      handled.push((await tx.outbox.byMessage(intent.place, intent.replyToMessageId ?? ""))?.key ?? "unknown");
      return undefined;
    });
    const plain = { sessionId: null, iterationId: null, personId: null, replyToMessageId: null };
    await stores.outbox.put({ ...plain, key: "question", place, view: { text: [["What must not be there?"]] } });
    const [asked] = await stores.outbox.claim("telegram", 1, 60_000);
    await inbox.receive("telegram", [wrote("1", "people", { replyToMessageId: "501" })]);
    await delay(150);
    expect(handled).toEqual([]);
    await stores.outbox.posted(asked?.id ?? "", 1, { messageId: "501", posted: {}, restMs: 0 });
    await expect.poll(() => handled).toEqual(["question"]);
    // Nothing is on its way: a reply to somebody else's message is handled at once.
    await inbox.receive("telegram", [wrote("2", "well", { replyToMessageId: "77" })]);
    await expect.poll(() => handled).toEqual(["question", "unknown"]);
    await inbox.stop();
  });

  it("handles the same update once", async () => {
    const { deps } = await chatWorld();
    const handled: string[] = [];
    const inbox = createInbox(deps, async (_stores, intent) => {
      handled.push(intent.updateId);
      return undefined;
    });
    await Promise.all([inbox.receive("telegram", [in7("1")]), inbox.receive("telegram", [in7("1")])]);
    await inbox.receive("telegram", [in7("1"), in7("2")]);
    await expect.poll(() => handled).toEqual(["1", "2"]);
    await inbox.stop();
  });

  it("takes up what a crash left behind, and keeps nothing of what an update said", async () => {
    const { deps, stores } = await chatWorld();
    const update = (intent: Intent) => ({
      platform: "telegram",
      updateId: intent.updateId,
      chatKey: "telegram:7",
      intent,
    });
    await stores.updates.save([update(in7("1")), update(in7("2"))]);
    const handled: string[] = [];
    const inbox = createInbox(deps, async (_stores, intent) => {
      handled.push(intent.updateId);
      return undefined;
    });
    inbox.start();
    await expect.poll(() => handled).toEqual(["1", "2"]);
    await inbox.stop();
    expect(await stores.updates.waiting("telegram", 9)).toEqual([]);
  });

  it("undoes what failed, tries it three times, and then tells the person", { timeout: 30_000 }, async () => {
    const { deps, stores, platform } = await chatWorld();
    let tries = 0;
    const inbox = createInbox(deps, async (tx, intent) => {
      tries++;
      await tx.settings.merge("telegram", "7", "7", { tried: tries });
      throw new Error(`a fault in ${intent.updateId}`);
    });
    onTestFinished(() => inbox.stop());
    const press = { type: "press" as const, token: "t", pressId: "p" };
    await inbox.receive("telegram", [wrote("1", "", { action: press })]);
    inbox.start();
    const sorry = "Something went wrong inside the bot. It was written down.";
    await expect
      .poll(() => platform.answers, { timeout: 20_000 })
      .toEqual([{ pressId: "p", answer: { notice: sorry, alert: true } }]);
    expect(tries).toBe(3);
    expect(await stores.settings.get("telegram", "7", "7")).toEqual({});
    expect(await stores.outbox.exists("sorry:telegram:1")).toBe(true);
  });
});
