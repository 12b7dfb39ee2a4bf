import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { SfumatoError } from "../domain/errors.ts";

type Health = { database: "up" | "down"; queue: "up" | "down"; platforms: Record<string, string> };

export interface HttpServerOptions {
  host: string;
  /** 0 picks a free one. */
  port: number;
  version: string;
  health(): Promise<Health>;
  telegramWebhook?(request: { secretHeader: string | undefined; body: unknown }): Promise<{ status: number }>;
}

export interface HttpServer {
  /** @throws SfumatoError `E_CONFIG` when the address is taken or not ours. */
  start(): Promise<{ address: string }>;
  /** Takes no more requests and waits for those that run. */
  stop(): Promise<void>;
}

/** An answer about health that takes longer than this counts as down (ms). */
const HEALTH_LIMIT_MS = 2_000;
/** Requests that still run are cut off after this time of stopping (ms). */
const STOP_LIMIT_MS = 5_000;
/** Telegram's updates are a few kilobytes. */
const WEBHOOK_LIMIT_BYTES = 1024 * 1024;

/** Health, version and Telegram's webhook. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const app = createRoutes(options);
  let server: ReturnType<typeof serve> | undefined;
  return {
    start() {
      return new Promise((resolve, reject) => {
        server = serve({ fetch: app.fetch, hostname: options.host, port: options.port }, (info: AddressInfo) => {
          const host = info.family === "IPv6" ? `[${info.address}]` : info.address;
          resolve({ address: `http://${host}:${info.port}` });
        });
        server.once("error", (cause) => reject(cannotListen(options, cause)));
      });
    },
    stop() {
      return new Promise((resolve) => {
        const running = server;
        if (!running?.listening) return resolve();
        const cut = setTimeout(() => "closeAllConnections" in running && running.closeAllConnections(), STOP_LIMIT_MS);
        running.close(() => {
          clearTimeout(cut);
          resolve();
        });
        if ("closeIdleConnections" in running) running.closeIdleConnections();
      });
    },
  };
}

function createRoutes(options: HttpServerOptions): Hono {
  const app = new Hono();
  app.get("/health", async (c) => {
    const health = await limited(options.health);
    const ok = health.database === "up" && health.queue === "up" && !Object.values(health.platforms).includes("down");
    return c.json({ status: ok ? "ok" : "degraded", ...health }, ok ? 200 : 503);
  });
  app.get("/version", (c) => c.json({ name: "sfumato", version: options.version, node: process.version }));
  const webhook = options.telegramWebhook;
  const tooLarge = (c: Context) => c.json({ code: "E_INPUT_TOO_LARGE", message: "The body is larger than 1 MB." }, 413);
  if (webhook)
    app.post("/telegram/webhook", bodyLimit({ maxSize: WEBHOOK_LIMIT_BYTES, onError: tooLarge }), async (c) => {
      const body: unknown = await c.req.json().catch(() => undefined);
      const { status } = await webhook({ secretHeader: c.req.header("x-telegram-bot-api-secret-token"), body });
      return new Response(null, { status });
    });
  app.notFound((c) => c.json({ code: "E_NOT_FOUND", message: "There is nothing at this address." }, 404));
  app.onError((_error, c) => c.json({ code: "E_INTERNAL", message: "Something went wrong inside the bot." }, 500));
  return app;
}

/** No answer in time, or none at all, is a bad one. */
async function limited(health: () => Promise<Health>): Promise<Health> {
  const down: Health = { database: "down", queue: "down", platforms: {} };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Health>((resolve) => {
    timer = setTimeout(() => resolve(down), HEALTH_LIMIT_MS);
  });
  return Promise.race([health().catch(() => down), late]).finally(() => clearTimeout(timer));
}

function cannotListen({ host, port }: HttpServerOptions, cause: unknown): SfumatoError {
  const reason = (cause as NodeJS.ErrnoException).code ?? "unknown";
  const message = `HTTP_PORT: cannot listen on ${host}:${port} (${reason}). Choose another port, 0 for a free one, or off.`;
  return new SfumatoError("E_CONFIG", message, { details: { host, port, reason }, cause });
}
