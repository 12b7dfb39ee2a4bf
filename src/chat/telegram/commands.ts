import type { BotCommandScope, LanguageCode } from "grammy/types";
import type { Logger } from "pino";
import type { Clock } from "../../ports/clock.ts";
import type { CommandMenu } from "../platform.ts";
import type { BotApi } from "./bot-api.ts";
import { TelegramFailure } from "./failure.ts";

const SCOPES: Readonly<Record<CommandMenu["audience"], readonly BotCommandScope["type"][]>> = {
  everyone: ["default", "all_private_chats"],
  groups: ["all_group_chats"],
  moderators: ["all_chat_administrators"],
};

const MAX_DESCRIPTION = 256;
const TRIES = 3;

/** Sets the menus that differ from what Telegram has. A menu is a convenience: its failure is logged and no more. */
export async function setCommands(
  { api, log, clock }: { api: BotApi; log: Logger; clock: Clock },
  menus: readonly CommandMenu[],
): Promise<void> {
  for (const menu of menus) {
    for (const type of SCOPES[menu.audience]) {
      try {
        await patiently(clock, () => setMenu(api, menu, type));
      } catch (error) {
        if (!(error instanceof TelegramFailure)) throw error;
        log.warn({ scope: type, language: menu.language, reason: error.message }, "a command menu was not set");
      }
    }
  }
}

async function setMenu(api: BotApi, menu: CommandMenu, type: BotCommandScope["type"]): Promise<void> {
  const scope = { type } as BotCommandScope;
  // Telegram knows two-letter codes alone: "zh-CN" is "zh".
  const language = menu.language?.slice(0, 2).toLowerCase() as LanguageCode | undefined;
  const target = { scope, ...(language === undefined ? {} : { language_code: language }) };
  const commands = menu.commands.map(({ name, description }) => ({
    command: name,
    description: description.slice(0, MAX_DESCRIPTION),
  }));
  const known = await api.call("getMyCommands", target);
  const same =
    known.length === commands.length &&
    commands.every((one, i) => one.command === known[i]?.command && one.description === known[i]?.description);
  if (!same) await api.call("setMyCommands", { commands, ...target });
}

/** Menus of all languages are many calls in a row, which Telegram may slow down. */
async function patiently(clock: Clock, action: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      const wait = error instanceof TelegramFailure ? error.retryAfterMs : null;
      if (wait === null || attempt >= TRIES) throw error;
      await clock.sleep(wait);
    }
  }
}
