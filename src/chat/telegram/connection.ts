import type { Logger } from "pino";
import { SfumatoError } from "../../domain/errors.ts";
import type { Clock } from "../../ports/clock.ts";
import type { PlatformHost } from "../platform.ts";
import type { Me } from "./address.ts";
import type { BotApi } from "./bot-api.ts";
import { TelegramFailure } from "./failure.ts";
import { poll } from "./polling.ts";
import { createTroubles } from "./troubles.ts";
import {
  createWebhookInbox,
  isSecret,
  registerWebhook,
  setWebhook,
  type WebhookAddress,
  type WebhookInbox,
  type WebhookRequest,
} from "./webhook.ts";

/** What a connection needs. */
export interface ConnectionOptions {
  readonly api: BotApi;
  readonly webhook?: WebhookAddress;
  readonly log: Logger;
  readonly clock: Clock;
}

/** Gets updates: polled, or posted to the webhook. */
export interface Connection {
  /**
   * Resolves when updates are taken; also when Telegram cannot be reached yet, as its outage must not keep the rest
   * of the bot from starting: then it goes on trying, and the status says so.
   * @throws SfumatoError `E_CONFIG` when Telegram does not know the token.
   */
  start(host: PlatformHost): Promise<void>;
  status(): "up" | "down" | "starting";
  stop(): Promise<void>;
  handleWebhook(request: WebhookRequest): Promise<{ status: number }>;
}

/** Builds a connection; nothing is called before `start`. */
export function createConnection({ api, webhook, log, clock }: ConnectionOptions): Connection {
  const stopped = new AbortController();
  const { signal } = stopped;
  let status: "up" | "down" | "starting" = "starting";
  let running: Promise<void> = Promise.resolve();
  let inbox: WebhookInbox | null = null;

  const take = async (me: Me, host: PlatformHost): Promise<void> => {
    status = "up";
    if (webhook) inbox = createWebhookInbox({ me, host, log, clock });
    else await poll({ api, me, host, log, clock, signal, onStatus: (now) => (status = now) });
  };
  const renewSecret = once(() => {
    if (!webhook) return;
    setWebhook(api, webhook, signal).catch((error: Error) =>
      log.warn({ reason: error.message }, "Telegram was not told the webhook's secret again"),
    );
  });

  return {
    async start(host) {
      const greeting = { api, webhook, signal };
      try {
        const me = await greet(greeting);
        running = take(me, host);
      } catch (error) {
        if (isWrongToken(error)) throw wrongToken();
        status = "down";
        running = greetLater(greeting, error, log, clock).then((me) => (me ? take(me, host) : undefined));
      }
      running.catch((err) => log.error({ err }, "taking updates of Telegram ended"));
    },
    status: () => status,
    async stop() {
      stopped.abort();
      await running.catch(() => {});
    },
    async handleWebhook({ secretHeader, body }) {
      if (!webhook || !isSecret(secretHeader, webhook.secret)) {
        // Our own address with another secret: it was changed, which Telegram cannot tell us beforehand.
        if (inbox && secretHeader !== undefined) renewSecret();
        return { status: 401 };
      }
      return inbox ? inbox.take(body) : { status: 503 };
    },
  };
}

type Greeting = Required<Pick<ConnectionOptions, "api">> & { webhook?: WebhookAddress; signal: AbortSignal };

/** Learns the bot's name and settles how updates come. */
async function greet({ api, webhook, signal }: Greeting): Promise<Me> {
  const me = await api.call("getMe", {}, { signal });
  if (webhook) await registerWebhook(api, webhook, signal);
  else await api.call("deleteWebhook", {}, { signal });
  return { id: me.id, username: me.username };
}

/** Null when it was called off. */
async function greetLater(greeting: Greeting, first: unknown, log: Logger, clock: Clock): Promise<Me | null> {
  const troubles = createTroubles(log, clock, greeting.signal);
  for (let trouble = first; !greeting.signal.aborted; ) {
    await troubles.wait(trouble);
    try {
      return await greet(greeting);
    } catch (error) {
      trouble = error;
    }
  }
  return null;
}

/** Telegram says 401 to a token that it does not know and 404 to what does not look like one. */
function isWrongToken(error: unknown): boolean {
  return error instanceof TelegramFailure && (error.code === 401 || error.code === 404);
}

function wrongToken(): SfumatoError {
  return new SfumatoError("E_CONFIG", "Telegram does not know the token in TELEGRAM_BOT_TOKEN. @BotFather shows it.");
}

/** A stranger's guesses at the secret must not make us call Telegram over and over. */
function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
