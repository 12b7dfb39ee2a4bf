import { afterEach, expect, test } from "vitest";
import { createHttpServer, type HttpServer, type HttpServerOptions } from "../../src/http/server.ts";

const started: HttpServer[] = [];
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
});

const UP = { database: "up", queue: "up", platforms: { telegram: "up" } } as const;

async function start(options: Partial<HttpServerOptions> = {}): Promise<string> {
  const server = createHttpServer({ host: "127.0.0.1", port: 0, version: "1.2.3", health: async () => UP, ...options });
  started.push(server);
  return (await server.start()).address;
}

const post = (url: string, body: string) =>
  fetch(url, { method: "POST", body, headers: { "x-telegram-bot-api-secret-token": "s" } });

test("health is ok when everything is up", async () => {
  const response = await fetch(`${await start()}/health`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: "ok", ...UP });
});

test.each([
  ["a part is down", async () => ({ ...UP, database: "down" as const })],
  ["asking fails", () => Promise.reject(new Error("gone"))],
])("health is degraded when %s", async (_name, health) => {
  const response = await fetch(`${await start({ health })}/health`);
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ status: "degraded", database: "down" });
});

test("health answers after two seconds when a check hangs", async () => {
  const response = await fetch(`${await start({ health: () => new Promise(() => {}) })}/health`);
  expect(response.status).toBe(503);
});

test("version", async () => {
  const response = await fetch(`${await start()}/version`);
  expect(await response.json()).toMatchObject({ name: "sfumato", version: "1.2.3", node: expect.any(String) });
});

test("the webhook hands over the body and the secret", async () => {
  const seen: unknown[] = [];
  const telegramWebhook = async (request: unknown) => {
    seen.push(request);
    return { status: 200 };
  };
  const response = await post(`${await start({ telegramWebhook })}/telegram/webhook`, '{"update_id":1}');
  expect(response.status).toBe(200);
  expect(seen).toEqual([{ secretHeader: "s", body: { update_id: 1 } }]);
});

test("a body above 1 MB is refused unread", async () => {
  const telegramWebhook = async () => ({ status: 200 });
  const response = await post(`${await start({ telegramWebhook })}/telegram/webhook`, "x".repeat(1_100_000));
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ code: "E_INPUT_TOO_LARGE" });
});

test("a failure inside says nothing of itself", async () => {
  const telegramWebhook = () => Promise.reject(new Error("secret inside"));
  const response = await post(`${await start({ telegramWebhook })}/telegram/webhook`, "{}");
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("secret inside");
});

test("elsewhere there is nothing, nor a webhook that nobody takes", async () => {
  const address = await start();
  for (const response of [await fetch(`${address}/x`), await post(`${address}/telegram/webhook`, "{}")]) {
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "E_NOT_FOUND", message: expect.any(String) });
  }
});

test("a taken port is a fault of the configuration", async () => {
  const port = Number(new URL(await start()).port);
  await expect(start({ port })).rejects.toMatchObject({ code: "E_CONFIG" });
});
