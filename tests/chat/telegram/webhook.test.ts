import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createFakeTelegramServer } from "../../fakes/fake-telegram-server.ts";
import { createHarness, createPicture } from "./harness.ts";

const secret = "s3cret_of-ours";

/** A front end behind a real HTTP server, as the bot's own server would call it. */
async function serve() {
  const server = await createFakeTelegramServer();
  const statuses: number[] = [];
  let handle: (header: string | undefined, body: unknown) => Promise<{ status: number }>;
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const header = request.headers["x-telegram-bot-api-secret-token"] as string | undefined;
    const { status } = await handle(header, JSON.parse(Buffer.concat(chunks).toString()));
    statuses.push(status);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/telegram/webhook`;
  const harness = await createHarness({ server, webhook: { url, secret } });
  handle = (secretHeader, body) => harness.telegram.handleWebhook({ secretHeader, body });
  const ann = server.user();
  server.privateChat(ann);
  return { ...harness, statuses, url, ann };
}

test("tells Telegram the address only when it knows another", async () => {
  const { server, telegram, host, url } = await serve();
  await telegram.start(host);
  expect(telegram.status()).toBe("up");
  expect(server.callsOf("setWebhook").map((call) => call.params)).toEqual([
    { url, secret_token: secret, allowed_updates: ["message", "callback_query", "my_chat_member"] },
  ]);
  const second = await createHarness({ server, webhook: { url, secret } });
  await second.telegram.start(host);
  expect(server.callsOf("setWebhook")).toHaveLength(1);
  expect(server.callsOf("getUpdates")).toHaveLength(0);
});

test("answers 200 only after saving; Telegram repeats what was not saved", async () => {
  const { server, telegram, host, statuses, ann } = await serve();
  await telegram.start(host);
  host.failures = 2;
  server.sendText(ann.id, ann, "a fox");
  await server.waitFor(() => server.pendingUpdates().length === 0);
  expect(statuses).toEqual([500, 500, 200]);
  expect(host.intents).toHaveLength(1);
});

test.each([["wrong"], [undefined], [""]])("a request with the secret %j is turned away", async (secretHeader) => {
  const { telegram, host, ann } = await serve();
  await telegram.start(host);
  const message = { message_id: 1, date: 1, from: ann, chat: { id: ann.id, type: "private" }, text: "hi" };
  const body = { update_id: 1, message };
  expect(await telegram.handleWebhook({ secretHeader, body })).toEqual({ status: 401 });
  expect(host.intents).toEqual([]);
  expect(await telegram.handleWebhook({ secretHeader: secret, body })).toEqual({ status: 200 });
  expect(host.intents).toHaveLength(1);
});

test("before the start, without sense, and with nothing for the bot", async () => {
  const { telegram, host } = await serve();
  const take = (body: unknown) => telegram.handleWebhook({ secretHeader: secret, body });
  expect(await take({ update_id: 1 })).toEqual({ status: 503 });
  await telegram.start(host);
  expect(await take("nonsense")).toEqual({ status: 400 });
  expect(await take({ update_id: 1 })).toEqual({ status: 200 });
});

test("a changed secret is told to Telegram", async () => {
  const { server, telegram, host, url, ann } = await serve();
  await telegram.start(host);
  server.webhook.secret = "the-old-one";
  server.sendText(ann.id, ann, "a fox");
  await server.waitFor(() => host.intents.length === 1);
  expect(server.callsOf("setWebhook")).toHaveLength(2);
  expect(server.webhook).toMatchObject({ url, secret });
});

test("the parts of an album are answered together, after they were saved as one", async () => {
  const { server, telegram, host, statuses, ann } = await serve();
  await telegram.start(host);
  host.failures = 1;
  const { bytes } = await createPicture(30, 30);
  for (const caption of ["mix", ""]) await server.sendPhoto(ann.id, ann, bytes, { album: "a", caption });
  await server.waitFor(() => server.pendingUpdates().length === 0);
  expect(statuses).toEqual([500, 500, 200, 200]);
  expect(host.intents).toHaveLength(1);
  const { action } = host.intents[0] ?? {};
  expect(action?.type === "photo" && action.files.length).toBe(2);
});

test("without a webhook there is nothing to post to", async () => {
  const { telegram, host } = await createHarness();
  await telegram.start(host);
  expect(await telegram.handleWebhook({ secretHeader: secret, body: { update_id: 1 } })).toEqual({ status: 401 });
});
