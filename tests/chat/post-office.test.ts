import { describe, expect, it, onTestFinished } from "vitest";
import { createPostOffice } from "../../src/chat/post-office.ts";
import { View } from "../../src/chat/views.ts";
import { chatWorld, place } from "./chat-world.ts";

const view = (text: string) => View.parse({ text: [[text]] });

async function office() {
  const world = await chatWorld();
  let wake = () => {};
  world.deps.signals = {
    subscribe(_topic, listener) {
      wake = () => listener("telegram");
      return () => {};
    },
  };
  const open = () => {
    const opened = createPostOffice(world.deps, world.platform);
    onTestFinished(() => opened.stop());
    opened.start();
    return opened;
  };
  const put = async (
    key: string,
    text: string,
    more: { atMostOnce?: boolean; chatId?: string; image?: View["image"] } = {},
  ) => {
    const { chatId = "7", atMostOnce = false, image } = more;
    const owner = { sessionId: null, iterationId: null, personId: "7", replyToMessageId: null };
    await world.stores.outbox.put({
      key,
      place: { ...place, chatId },
      view: { ...view(text), image },
      atMostOnce,
      ...owner,
    });
    wake();
  };
  const words = () => world.platform.posts.map((post) => JSON.stringify(post.view.text));
  return { ...world, open, put, words };
}

describe("the post office", () => {
  it("posts once, and edits the same message when it changes, no oftener than the platform allows", async () => {
    const { open, put, platform } = await office();
    open();
    await put("a", "one");
    await expect.poll(() => platform.posts.length).toBe(1);
    const began = performance.now();
    for (const text of ["two", "three", "four"]) await put("a", text);
    await expect.poll(() => platform.posts.at(-1)?.view.text).toEqual([["four"]]);
    expect(performance.now() - began).toBeGreaterThan(100);
    expect(platform.posts.length).toBeLessThanOrEqual(3);
    expect(platform.posts.slice(1).map((post) => post.messageId)).toEqual(platform.posts.slice(1).map(() => "1"));
  });

  it("posts and books what it had just taken when it is stopped", async () => {
    const { deps, open, put, platform, stores } = await office();
    const taken = Promise.withResolvers<void>();
    const outbox = {
      ...stores.outbox,
      async claim(...asked: Parameters<typeof stores.outbox.claim>) {
        const messages = await stores.outbox.claim(...asked);
        if (messages.length > 0) taken.resolve();
        await new Promise((later) => setTimeout(later, 50));
        return messages;
      },
    };
    deps.stores = { ...stores, outbox };
    await put("a", "one");
    const opened = open();
    await taken.promise;
    await opened.stop();
    expect(platform.posts).toHaveLength(1);
    expect(await stores.outbox.byMessage(place, "1")).toMatchObject({ key: "a" });
  });

  it("posts nothing for a view that says the same again", async () => {
    const { open, put, platform, stores } = await office();
    open();
    await put("a", "one");
    await expect.poll(() => stores.outbox.nextDue("telegram")).toBe(null);
    await put("a", "one");
    await put("b", "other");
    await expect.poll(() => platform.posts.length).toBe(2);
    expect(platform.posts.map((post) => post.view.text)).toEqual([[["one"]], [["other"]]]);
  });

  it("keeps a chat's order while a message waits for a retry, and other chats go on", async () => {
    const { open, put, platform, words } = await office();
    platform.next.push(async () => ({ kind: "retry", delayMs: 150, reason: "too many requests" }));
    await put("a", "first");
    await put("b", "second");
    await put("c", "elsewhere", { chatId: "8" });
    open();
    await expect.poll(() => platform.posts.length).toBe(4);
    expect(words().filter((text) => !text.includes("elsewhere"))).toEqual([
      '[["first"]]',
      '[["first"]]',
      '[["second"]]',
    ]);
    expect(words().indexOf('[["elsewhere"]]')).toBeLessThan(words().indexOf('[["second"]]'));
  });

  it("sends nothing again of which nobody knows whether it arrived, nor to a chat that is gone", async () => {
    const { open, put, platform, stores, logged } = await office();
    platform.next.push(async () => ({ kind: "unknown", reason: "no answer" }));
    platform.next.push(async () => ({ kind: "gone", reason: "blocked" }));
    open();
    await put("a", "lost");
    await put("b", "to a closed door");
    await expect.poll(() => logged.length).toBe(2);
    await expect.poll(() => stores.outbox.nextDue("telegram")).toBe(null);
    expect(platform.posts).toHaveLength(2);
  });

  it("goes on with the placeholder that was sent before a crash, instead of sending another", async () => {
    const { open, put, platform } = await office();
    let crash = () => {};
    platform.next.push(async (_message, help) => {
      await help.saveMessageId("77", { kind: "text" });
      await new Promise<void>((_resolve, reject) => {
        crash = () => reject(new Error("the process ended"));
      });
      throw new Error("not reached");
    });
    await put("a", "a picture");
    const first = open();
    await expect.poll(() => platform.posts.length).toBe(1);
    crash();
    await first.stop();
    open();
    await expect.poll(() => platform.posts.length, { timeout: 5_000 }).toBe(2);
    expect(platform.posts[1]?.messageId).toBe("77");
  });

  it("gives up what it cannot post for a fault of its own, so that the chat goes on", { timeout: 40_000 }, async () => {
    const { open, put, platform, words } = await office();
    for (let at = 0; at < 5; at++) platform.next.push(() => Promise.reject(new Error("the picture cannot be read")));
    await put("a", "broken");
    await put("b", "whole");
    open();
    await expect.poll(words, { timeout: 30_000 }).toContain('[["whole"]]');
    expect(words().filter((text) => text.includes("broken"))).toHaveLength(5);
  });

  it("posts the words of a picture that was removed meanwhile", async () => {
    const { open, put, platform } = await office();
    platform.next.push(async (message, help) => {
      await help.image(message.view.image?.id ?? "");
      throw new Error("there is a picture");
    });
    await put("a", "Score 90", { image: { id: "gone", as: "photo" } });
    open();
    await expect.poll(() => platform.posts.length).toBe(2);
    expect(platform.posts.map(({ view }) => view.image?.id)).toEqual(["gone", undefined]);
    expect(JSON.stringify(platform.posts[1]?.view.text)).toContain("Score 90");
  });

  it("never sends again what may be sent at most once", async () => {
    const { open, put, platform, stores } = await office();
    await put("album", "pictures", { atMostOnce: true });
    const [claimed] = await stores.outbox.claim("telegram", 1, 1);
    await stores.outbox.beginSend(claimed?.id as string);
    open();
    await expect.poll(() => stores.outbox.nextDue("telegram")).toBe(null);
    expect(platform.posts).toEqual([]);
  });
});
