import { expect, test } from "vitest";
import { createHarness, createPicture } from "./harness.ts";

test("acknowledges only what was saved, and asks again for what was not", async () => {
  const { server, telegram, host, clock } = await createHarness();
  const ann = server.user();
  server.privateChat(ann);
  await telegram.start(host);
  host.failures = 2;
  server.sendText(ann.id, ann, "a fox");
  expect(server.pendingUpdates()).toHaveLength(1);
  await server.waitFor(() => host.intents.length === 1);
  await server.waitFor(() => server.pendingUpdates().length === 0);
  expect(host.intents.map((intent) => intent.action)).toEqual([{ type: "text", text: "a fox" }]);
  expect(clock.slept).toHaveLength(2);
  expect(telegram.status()).toBe("up");
});

test("while saving fails nothing is acknowledged, and a restart gets it", async () => {
  const first = await createHarness();
  const { server } = first;
  const ann = server.user();
  server.privateChat(ann);
  await first.telegram.start(first.host);
  first.host.failures = Number.POSITIVE_INFINITY;
  server.sendText(ann.id, ann, "a fox");
  await server.waitFor(() => first.clock.slept.length >= 2);
  expect(first.telegram.status()).toBe("down");
  await first.telegram.stop();
  expect(server.pendingUpdates()).toHaveLength(1);

  const second = await createHarness({ server });
  await second.telegram.start(second.host);
  await server.waitFor(() => second.host.intents.length === 1);
});

test("the same update twice keeps its id", async () => {
  const { server, telegram, host } = await createHarness();
  const ann = server.user();
  server.privateChat(ann);
  await telegram.start(host);
  const update = server.tell({
    message: { message_id: 1, date: 1, from: ann, chat: { id: ann.id, type: "private", first_name: "A" }, text: "hi" },
  });
  await server.waitFor(() => host.intents.length === 1);
  server.repeat(update);
  await server.waitFor(() => host.intents.length === 2);
  expect(new Set(host.intents.map((intent) => intent.updateId)).size).toBe(1);
});

test("asks with a long wait for what it understands, after removing a webhook", async () => {
  const { server, telegram, host } = await createHarness();
  await telegram.start(host);
  await server.waitFor(() => server.callsOf("getUpdates").length > 0);
  expect(server.calls.map((call) => call.method)).toEqual(["getMe", "deleteWebhook", "getUpdates"]);
  expect(server.callsOf("getUpdates")[0]?.params).toEqual({
    offset: 0,
    timeout: 30,
    limit: 100,
    allowed_updates: ["message", "callback_query", "my_chat_member"],
  });
  const stopping = Date.now();
  await telegram.stop();
  expect(Date.now() - stopping).toBeLessThan(1000);
});

test("waits out troubles, saying each kind once", async () => {
  const { server, telegram, host, clock, logged } = await createHarness();
  await telegram.start(host);
  await server.waitFor(() => server.callsOf("getUpdates").length > 0);
  server.setFault({ method: "getUpdates", kind: "409", times: 2 });
  server.setFault({ method: "getUpdates", kind: "429", retryAfter: 17 });
  server.setFault({ method: "getUpdates", kind: "401", times: 2 });
  server.setFault({ method: "getUpdates", kind: "page" });
  server.setFault({ method: "getUpdates", kind: "reset" });
  const ann = server.user();
  server.privateChat(ann);
  // Ends the long poll that is under way; the faults come with the next ones.
  server.sendText(ann.id, ann, "hi");
  await server.waitFor(() => clock.slept.length >= 6);
  server.sendText(ann.id, ann, "again");
  await server.waitFor(() => host.intents.length >= 2 && telegram.status() === "up");
  const troubles = logged.map((line) => JSON.parse(line).trouble).filter(Boolean);
  expect(new Set(troubles).size).toBe(troubles.length);
  expect(troubles).toEqual(expect.arrayContaining(["409", "429", "401", "502"]));
  expect(clock.slept.some((ms) => ms >= 17_000)).toBe(true);
  expect(Math.max(...clock.slept)).toBeLessThanOrEqual(30_000);
});

test("an album comes as one intent", async () => {
  const { server, telegram, host } = await createHarness();
  const ann = server.user();
  server.privateChat(ann);
  const { bytes } = await createPicture(40, 30);
  await telegram.start(host);
  await server.waitFor(() => server.callsOf("getUpdates").length > 0);
  for (const caption of ["mix these", "", ""]) await server.sendPhoto(ann.id, ann, bytes, { album: "a1", caption });
  await server.waitFor(() => host.intents.length > 0 && server.pendingUpdates().length === 0);
  expect(host.intents).toHaveLength(1);
  expect(host.intents[0]?.action).toMatchObject({ type: "photo", caption: "mix these" });
  const { action } = host.intents[0] ?? {};
  expect(action?.type === "photo" && action.files).toHaveLength(3);
});

test("a wrong token stops the start with what to do", async () => {
  const { server, telegram, host } = await createHarness();
  server.setFault({ method: "getMe", kind: "401" });
  await expect(telegram.start(host)).rejects.toMatchObject({ code: "E_CONFIG" });
});

test("an outage at the start is waited out", async () => {
  const { server, telegram, host } = await createHarness();
  server.setFault({ method: "getMe", kind: "503", times: 2 });
  await telegram.start(host);
  expect(telegram.status()).toBe("down");
  await server.waitFor(() => telegram.status() === "up");
});

test("a group that became a supergroup", async () => {
  const { server, telegram, host } = await createHarness();
  const ann = server.user();
  const group = server.group();
  await telegram.start(host);
  const { id } = server.upgrade(group.id, ann);
  await server.waitFor(() => host.intents.length === 1);
  expect(host.intents[0]?.action).toEqual({ type: "moved", newChatId: String(id) });
});
