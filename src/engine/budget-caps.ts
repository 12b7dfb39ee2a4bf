import {
  type CappedWindow,
  type Caps,
  ChatCaps,
  capsOfChat,
  isTimeZone,
  type Payer,
  windowsFor,
} from "../domain/budget.ts";
import type { Stores } from "../ports/stores.ts";

/** Whose money is meant. */
export interface Owner {
  platform: string;
  chatId: string;
  personId: string;
  sessionId: string | null;
}

/**
 * Where caps are read. Passed in, never kept: inside a transaction, a second connection of the same pool would be
 * waited for by those who hold the others.
 */
type Readable = Pick<Stores, "settings" | "money">;

/** Finds the windows that a call counts in: the deployment's caps, and the chat's own below them. */
export interface BudgetCaps {
  windowsOf(stores: Readable, owner: Owner): Promise<CappedWindow[]>;
  /** IANA name of the chat's time zone, in which its people are told times. */
  zoneOf(stores: Readable, owner: Pick<Owner, "platform" | "chatId">): Promise<string>;
  /** Whether an operator, or an overrun, stopped the chat's spending. */
  isFrozen(stores: Readable, owner: Pick<Owner, "platform" | "chatId">): Promise<boolean>;
}

/** A chat's own caps may only be lower than the deployment's defaults allow; its time zone decides its days. */
export function createBudgetCaps(defaults: Caps): BudgetCaps {
  return {
    async isFrozen(stores, { platform, chatId }) {
      return typeof (await stores.settings.get(platform, chatId, "")).frozen === "string";
    },
    async zoneOf(stores, { platform, chatId }) {
      return zoneIn(await stores.settings.get(platform, chatId, ""));
    },
    async windowsOf(stores, owner) {
      const [now, chat] = await Promise.all([
        stores.money.now(),
        stores.settings.get(owner.platform, owner.chatId, ""),
      ]);
      const payer: Payer = {
        chat: `${owner.platform}:${owner.chatId}`,
        person: `${owner.platform}:${owner.personId}`,
        sessionId: owner.sessionId,
        zone: zoneIn(chat),
      };
      const caps = capsOfChat(defaults, read(chat.caps), read(chat.ceiling));
      return windowsFor(payer, caps, now);
    },
  };
}

function zoneIn(chat: Record<string, unknown>): string {
  return typeof chat.timeZone === "string" && isTimeZone(chat.timeZone) ? chat.timeZone : "UTC";
}

/** Settings that cannot be read count as not set: then the deployment's caps are in force. */
function read(saved: unknown): ChatCaps {
  const parsed = ChatCaps.safeParse(saved);
  return parsed.success ? parsed.data : {};
}
