import { expect, test } from "vitest";
import type { PostableView } from "../../../src/chat/platform.ts";
import { createHarness, createPicture, outgoing, postedOf } from "./harness.ts";

async function inPrivate() {
  const harness = await createHarness();
  const ann = harness.server.user();
  const chat = harness.server.privateChat(ann);
  return { ...harness, ann, chat };
}

test.each([
  [1, [1]],
  [2, [2]],
  [10, [10]],
  [11, [6, 5]],
  [23, [8, 8, 7]],
])("an album of %i", async (count, groups) => {
  const { post, chat, pictures, shown } = await inPrivate();
  const album = Array.from({ length: count }, (_, i) => ({ id: `img${i}`, caption: `${i}/${count}` }));
  for (const [i, { id }] of album.entries()) pictures.set(id, await createPicture(20 + i, 20));
  // One of them was shown before.
  postedOf(await post(outgoing(chat.id, { image: { id: "img0", as: "photo" } })));
  expect(shown.has("img0")).toBe(true);
  const before = chat.messages.length;
  const view: Partial<PostableView> = {
    album,
    text: [["The end"]],
    buttons: [[{ label: "Again", token: "a", style: "plain" }]],
  };
  const outcome = postedOf(await post(outgoing(chat.id, view)));
  const sent = chat.messages.slice(before);
  expect(sent.slice(0, -1).map((message) => message.text)).toEqual(album.map((item) => item.caption));
  expect(sent[0]?.file?.id).toBe(chat.messages[0]?.file?.id);
  const ids = [...new Set(sent.slice(0, -1).map((message) => message.albumId))];
  expect(ids.map((id) => sent.slice(0, -1).filter((message) => message.albumId === id).length)).toEqual(groups);
  expect(outcome).toMatchObject({
    messageId: String(sent.at(-1)?.messageId),
    posted: { kind: "text", albumSent: groups.length },
  });

  // Later edits touch the text alone.
  postedOf(await post(outgoing(chat.id, { ...view, text: [["Kept"]] }, outcome)));
  expect(chat.messages).toHaveLength(before + count + 1);
  expect(chat.messages.at(-1)?.text).toBe("Kept");
});

test("an interrupted album goes on where it was", async () => {
  const { server, post, chat, pictures, saved } = await inPrivate();
  const album = Array.from({ length: 12 }, (_, i) => ({ id: `img${i}`, caption: String(i) }));
  for (const { id } of album) pictures.set(id, await createPicture(20, 20));
  server.setFault({ method: "sendMessage", kind: "429", retryAfter: 1 });
  const view: Partial<PostableView> = { album, text: [["The end"]] };
  expect(await post(outgoing(chat.id, view))).toMatchObject({ kind: "retry" });
  postedOf(await post(outgoing(chat.id, view, saved.at(-1))));
  expect(chat.messages.map((message) => message.text)).toEqual([...album.map((item) => item.caption), "The end"]);
});

test("an album with a picture that is no photo is sent one by one", async () => {
  const { post, chat, pictures } = await inPrivate();
  pictures.set("a", await createPicture(20, 20));
  pictures.set("long", await createPicture(2100, 100));
  const album = [
    { id: "a", caption: "A" },
    { id: "long", caption: "B" },
  ];
  const outcome = postedOf(await post(outgoing(chat.id, { album })));
  expect(outcome.posted).toMatchObject({ kind: "album", albumSent: 1 });
  expect(chat.messages.map((message) => message.file?.kind)).toEqual(["photo", "document"]);
});

test("everything goes into the topic, or into the chat when the topic was deleted", async () => {
  const { server, telegram, post, pictures } = await createHarness();
  const group = server.group({ topics: [5] });
  pictures.set("img1", await createPicture(20, 20));
  const view: Partial<PostableView> = { text: [["x".repeat(2000)]], image: { id: "img1", as: "photo" } };
  await telegram.showActivity(outgoing(group.id, {}, { threadId: 5 }).place, "upload_photo");
  expect(group.actions).toEqual([{ action: "upload_photo", threadId: 5 }]);
  postedOf(await post(outgoing(group.id, view, { threadId: 5 })));
  expect(group.messages.map((message) => message.threadId)).toEqual([5, 5]);
  group.topics.delete(5);
  postedOf(await post(outgoing(group.id, { text: [["x"]] }, { threadId: 5 })));
  expect(group.messages.at(-1)?.threadId).toBeNull();
});
