import { describe, expect, it } from "vitest";
import { cardKey, putForSession } from "../../../src/chat/messages.ts";
import type { PhotoWork } from "../../../src/domain/photo-work.ts";
import { aSession } from "../chat-world.ts";
import { ann, conversationWorld, group } from "./world.ts";

const aPhoto: PhotoWork = {
  ...{ tool: "edit", provider: "sketch", task: "edit", transparent: false, checks: [], aspect: null, inputs: ["i1"] },
  ...{ width: 960, height: 640, mask: null, canvasId: null, context: null },
};

/** A session with a photo before anything was painted, and a message of ours about it to reply to. */
async function photoWorld(photo: Partial<PhotoWork>, goal: string, key: (sessionId: string) => string) {
  const world = await conversationWorld();
  const { stores, sql } = world;
  const session = await stores.sessions.add(
    aSession({ place: group, personId: ann.id, goal, photo: { ...aPhoto, ...photo } }),
  );
  await putForSession(stores, key(session.id), session, { text: [["about the photo"]] });
  await world.says(ann, "/help");
  const [row] = await sql`select message_id from outbox where key = ${key(session.id)}`;
  const replyToMessageId = row?.message_id as string;
  const replies = (words: string) => world.says(ann, words, group, { replyToMessageId });
  const taken = async () =>
    (await stores.jobs.ofSession(session.id)).filter(({ tool }) => tool === "receive").map(({ input }) => input);
  return { ...world, session, replies, taken };
}

const toolsKey = (id: string) => `tools:${id}:u1`;

describe("words in answer to the menu of a photo's card", () => {
  it("that name a part have it looked for, and replace no prompt", async () => {
    const { replies, taken, stores, session } = await photoWorld({}, "make it snow", toolsKey);
    await replies("left half: a meadow");
    expect(await taken()).toMatchObject([{ edit: { tool: "edit" }, masked: { tool: "inpaint" }, pictures: ["i1"] }]);
    expect(await stores.sessions.get(session.id)).toMatchObject({ goal: "left half: a meadow", prompt: null });
  });

  it("that say only where keep the wish", async () => {
    const { replies, stores, session } = await photoWorld({ tool: "inpaint" }, "make it snow", toolsKey);
    await replies("left half");
    expect((await stores.sessions.get(session.id))?.goal).toBe("left half: make it snow");
  });

  it("that name no part are the prompt, as on the card", async () => {
    const { replies, taken } = await photoWorld({}, "make it snow", toolsKey);
    expect((await replies("deep snow on all roofs")).text).toContain("The prompt is changed.");
    expect(await taken()).toEqual([]);
  });
});

describe("the first words to a photo", () => {
  it("choose the tool that they plainly ask for", async () => {
    const { replies, taken, stores, session } = await photoWorld({}, "", cardKey);
    await replies("Remove the background!");
    expect(await taken()).toMatchObject([{ edit: { tool: "remove-background" }, masked: null }]);
    expect((await stores.sessions.get(session.id))?.goal).toBe("Remove the background: the subject alone");
  });
});

describe("a ratio in answer to a photo that is to be extended", () => {
  const extended = { tool: "outpaint", task: "outpaint" } as const;

  it.each([
    ["the card", cardKey],
    ["the mask", (id: string) => `mask:${id}:m`],
    ["the menu", toolsKey],
  ])("sets the ratio, answering %s", async (_where, key) => {
    const { replies, taken, stores, session } = await photoWorld(extended, "Continue the scene", key);
    await replies("16:9");
    expect(await taken()).toMatchObject([{ edit: { tool: "outpaint" }, aspect: "16:9", sides: null }]);
    expect((await stores.sessions.get(session.id))?.goal).toBe("Continue the scene of the photo beyond its edges");
  });

  it("keeps what is said beside it", async () => {
    const { replies, taken, stores, session } = await photoWorld(extended, "Continue the scene", cardKey);
    await replies("1:1, a dark forest");
    expect(await taken()).toMatchObject([{ edit: { tool: "outpaint" }, aspect: "1:1", sides: null }]);
    expect((await stores.sessions.get(session.id))?.goal).toBe("a dark forest");
  });

  it("counts also after extending failed, as when the photo had the ratio already", async () => {
    const { replies, taken, stores, session, sql } = await photoWorld({}, "Continue the scene", cardKey);
    await stores.jobs.add({
      ...{ id: "failed", tool: "receive", sessionId: session.id, platform: "telegram", idempotencyKey: "failed" },
      ...{ input: { edit: { tool: "outpaint", task: "outpaint" } }, chatId: group.chatId, personId: ann.id },
    });
    await sql`update jobs set state = 'failed', created_at = now() - interval '1 hour' where id = 'failed'`;
    await replies("21:9");
    expect((await taken())[0]).toMatchObject({ edit: { tool: "outpaint" }, aspect: "21:9" });
  });
});
