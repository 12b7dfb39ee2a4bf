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

/** Finds the windows that a call counts in: the deployment's caps, and the chat's own below them. */
export interface BudgetCaps {
  /** `within`: reads in a transaction what that changed. */
  windowsOf(owner: Owner, within?: Stores): Promise<CappedWindow[]>;
  /** Whether an operator, or an overrun, stopped the chat's spending. */
  isFrozen(owner: Pick<Owner, "platform" | "chatId">): Promise<boolean>;
}

/** A chat's own caps may only be lower than the deployment's defaults allow; its time zone decides its days. */
export function createBudgetCaps(stores: Stores, defaults: Caps): BudgetCaps {
  return {
    async isFrozen({ platform, chatId }) {
      return typeof (await stores.settings.get(platform, chatId, "")).frozen === "string";
    },
    async windowsOf(owner, within = stores) {
      const [now, chat] = await Promise.all([
        within.money.now(),
        within.settings.get(owner.platform, owner.chatId, ""),
      ]);
      const zone = typeof chat.timeZone === "string" && isTimeZone(chat.timeZone) ? chat.timeZone : "UTC";
      const payer: Payer = {
        chat: `${owner.platform}:${owner.chatId}`,
        person: `${owner.platform}:${owner.personId}`,
        sessionId: owner.sessionId,
        zone,
      };
      const caps = capsOfChat(defaults, read(chat.caps), read(chat.ceiling));
      return windowsFor(payer, caps, now);
    },
  };
}

/** Settings that cannot be read count as not set: then the deployment's caps are in force. */
function read(saved: unknown): ChatCaps {
  const parsed = ChatCaps.safeParse(saved);
  return parsed.success ? parsed.data : {};
}
