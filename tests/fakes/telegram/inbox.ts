import type { Update } from "./shapes.ts";
import { ApiError } from "./shapes.ts";

/** What setWebhook sets. */
interface WebhookState {
  url: string;
  secret: string;
  allowed: readonly string[];
  lastError: string | null;
}

/** The updates that wait for the bot, and how they get to it. */
export interface Inbox {
  readonly webhook: WebhookState;
  add(update: Update): void;
  /** Long polling: an update is given again until a higher offset acknowledges it. */
  getUpdates(params: {
    offset?: number;
    limit?: number;
    timeout?: number;
    allowed_updates?: string[];
  }): Promise<Update[]>;
  setWebhook(next: Partial<WebhookState>): void;
  /** Updates that nobody acknowledged yet. */
  pending(): readonly Update[];
  /** Ends what waits. */
  close(): void;
}

const DEFAULT_TYPES = ["message", "edited_message", "channel_post", "callback_query", "my_chat_member"];
/** The real one repeats after seconds and minutes. */
const REPEAT_MS = 25;

/** Makes an empty inbox. */
export function createInbox(onChange: () => void): Inbox {
  let queue: Update[] = [];
  let allowed: readonly string[] = DEFAULT_TYPES;
  let waiter: { wake(): void; cancel(error: ApiError): void } | null = null;
  const closed = new AbortController();
  const posting = new Set<number>();
  const webhook: WebhookState = { url: "", secret: "", allowed: [], lastError: null };
  const wanted = (update: Update, types: readonly string[]) => Object.keys(update).some((key) => types.includes(key));

  const acknowledge = (keep: (update: Update) => boolean) => {
    queue = queue.filter(keep);
    onChange();
  };
  const deliver = async (update: Update) => {
    posting.add(update.update_id);
    while (webhook.url && !closed.signal.aborted && queue.includes(update)) {
      const status = await postTo(webhook, update, closed.signal);
      webhook.lastError = status === 200 ? null : `Wrong response from the webhook: ${status}`;
      if (status === 200) acknowledge((one) => one !== update);
      else await new Promise((resolve) => setTimeout(resolve, REPEAT_MS));
    }
    posting.delete(update.update_id);
  };
  const deliverAll = () => {
    for (const update of webhook.url ? queue : []) if (!posting.has(update.update_id)) void deliver(update);
  };
  const wait = (ms: number) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      const wake = () => {
        clearTimeout(timer);
        resolve();
      };
      const cancel = (error: ApiError) => {
        clearTimeout(timer);
        reject(error);
      };
      waiter = { wake, cancel };
    });

  return {
    webhook,
    add(update) {
      if (!wanted(update, webhook.url && webhook.allowed.length > 0 ? webhook.allowed : allowed)) return;
      queue.push(update);
      waiter?.wake();
      deliverAll();
    },
    async getUpdates({ offset = 0, limit = 100, timeout = 0, allowed_updates }) {
      if (webhook.url) {
        throw new ApiError(
          409,
          "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        );
      }
      waiter?.cancel(
        new ApiError(
          409,
          "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
        ),
      );
      waiter = null;
      if (allowed_updates) allowed = allowed_updates.length > 0 ? allowed_updates : DEFAULT_TYPES;
      acknowledge((update) => update.update_id >= offset);
      if (queue.length === 0 && timeout > 0) await wait(timeout * 1000);
      waiter = null;
      return queue.slice(0, limit);
    },
    setWebhook(next) {
      Object.assign(webhook, next);
      deliverAll();
    },
    pending: () => queue,
    close() {
      closed.abort();
      waiter?.wake();
    },
  };
}

async function postTo({ url, secret }: WebhookState, update: Update, signal: AbortSignal): Promise<number> {
  const headers = {
    "content-type": "application/json",
    ...(secret ? { "x-telegram-bot-api-secret-token": secret } : {}),
  };
  try {
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(update), signal });
    await response.body?.cancel();
    return response.ok ? 200 : response.status;
  } catch {
    return 0;
  }
}
