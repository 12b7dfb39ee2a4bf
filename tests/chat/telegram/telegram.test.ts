import { expect, test } from "vitest";
import type { CommandMenu } from "../../../src/chat/platform.ts";
import { createHarness, createPicture, outgoing, postedOf } from "./harness.ts";

const signal = AbortSignal.timeout(10_000);

test("a press goes to the host, and its answer to the person", async () => {
  const { server, telegram, host, post } = await createHarness();
  const ann = server.user();
  server.privateChat(ann);
  await telegram.start(host);
  const buttons = [[{ label: "Accept · $0.04", token: "tok", style: "primary" as const }]];
  const { messageId } = postedOf(await post(outgoing(ann.id, { text: [["card"]], buttons })));
  const pressId = server.press(Number(messageId), /accept/i, ann);
  await server.waitFor(() => host.intents.length === 1);
  expect(host.intents[0]).toMatchObject({ messageId, action: { type: "press", token: "tok", pressId } });
  await telegram.answerPress(pressId, {});
  await telegram.answerPress(pressId, { notice: "x".repeat(300), alert: true });
  expect(server.callbackAnswers).toMatchObject([
    { id: pressId, text: null },
    { id: pressId, alert: true, text: `${"x".repeat(199)}…` },
  ]);
});

test("answers to old presses and activities in lost chats fail without noise", async () => {
  const { telegram, logged } = await createHarness();
  await telegram.answerPress("old", { notice: "hi" });
  await telegram.showActivity(outgoing(1, {}).place, "typing");
  expect(logged.map((line) => JSON.parse(line).level)).toEqual([20, 20]);
});

test("menus are set where they differ", async () => {
  const { server, telegram, clock } = await createHarness();
  const commands = [{ name: "imagine", description: "Makes a picture" }];
  const menus: CommandMenu[] = [
    { audience: "everyone", language: null, commands },
    { audience: "everyone", language: "zh-CN", commands: [{ name: "imagine", description: "画" }] },
    { audience: "groups", language: null, commands },
    { audience: "moderators", language: null, commands: [...commands, { name: "caps", description: "Caps" }] },
  ];
  server.setFault({ method: "setMyCommands", kind: "429", retryAfter: 4 });
  await telegram.setCommands(menus);
  expect(clock.slept).toEqual([4000]);
  expect([...server.commands.keys()].sort()).toEqual([
    "all_chat_administrators/",
    "all_group_chats/",
    "all_private_chats/",
    "all_private_chats/zh",
    "default/",
    "default/zh",
  ]);
  const before = server.callsOf("setMyCommands").length;
  await telegram.setCommands(menus);
  expect(server.callsOf("setMyCommands")).toHaveLength(before);
  await telegram.setCommands([{ audience: "groups", language: null, commands: [] }]);
  expect(server.commands.get("all_group_chats/")).toEqual([]);
});

test("files are fetched up to a size", async () => {
  const { server, telegram, host } = await createHarness();
  const ann = server.user();
  server.privateChat(ann);
  await telegram.start(host);
  const { bytes } = await createPicture(50, 50);
  await server.sendPhoto(ann.id, ann, bytes, { asFile: "fox.png" });
  await server.waitFor(() => host.intents.length === 1);
  const { action } = host.intents[0] ?? {};
  if (action?.type !== "photo") throw new Error("no photo");
  const ref = action.files[0]?.ref ?? "";
  expect(action.files[0]).toMatchObject({ name: "fox.png", mediaType: "image/png", size: bytes.byteLength });
  const fetched = (...[of, under]: Parameters<typeof telegram.download>) =>
    Array.fromAsync(telegram.download(of, under));
  expect(Buffer.compare(Buffer.concat(await fetched(ref, { maxBytes: 1_000_000, signal })), bytes)).toBe(0);
  await expect(fetched(ref, { maxBytes: 10, signal })).rejects.toMatchObject({ code: "E_INPUT_TOO_LARGE" });
  await expect(fetched("nothing", { maxBytes: 10, signal })).rejects.toMatchObject({ code: "E_NOT_FOUND" });
  server.setFault({ method: "file", kind: "500" });
  const failed = fetched(ref, { maxBytes: 1_000_000, signal });
  await expect(failed).rejects.toMatchObject({ code: "E_STORAGE_IO", retryable: true });
  const called = new AbortController();
  called.abort(new Error("called off"));
  await expect(fetched(ref, { maxBytes: 10, signal: called.signal })).rejects.toThrow("called off");
});

test("the fake refuses what Telegram refuses", async () => {
  const { server } = await createHarness();
  const ann = server.user();
  server.privateChat(ann);
  const call = async (method: string, payload: object) => {
    const response = await fetch(`${server.apiRoot}/bot${server.token}/${method}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(payload),
    });
    return ((await response.json()) as { description?: string }).description ?? "done";
  };
  const chat_id = ann.id;
  const button = (more: object) => ({ inline_keyboard: [[{ text: "x", ...more }]] });
  const entity = { type: "bold", offset: 1, length: 2 };
  expect(await call("sendMessage", { chat_id, text: "hi" })).toBe("done");
  expect(await call("sendMessage", { chat_id, text: "x".repeat(4097) })).toMatch(/too long/);
  expect(await call("sendMessage", { chat_id, text: "hi", colour: "red" })).toMatch(/no parameter "colour"/);
  expect(await call("sendMessage", { chat_id, text: 5 })).toMatch(/must be text/);
  expect(await call("sendMessage", { chat_id, text: "hi", entities: [entity] })).toMatch(/outside of the text/);
  const long = button({ callback_data: "x".repeat(65) });
  expect(await call("sendMessage", { chat_id, text: "hi", reply_markup: long })).toMatch(/BUTTON_DATA_INVALID/);
  expect(await call("sendMessage", { chat_id: 1, text: "hi" })).toMatch(/chat not found/);
  expect(await call("sendVideo", { chat_id })).toMatch(/Not Found/);
  expect(await call("answerCallbackQuery", { callback_query_id: "43821", text: "x".repeat(201) })).toMatch(/too long/);
});
