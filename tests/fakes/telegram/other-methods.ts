import type { BotCommand } from "grammy/types";
import type { Inbox } from "./inbox.ts";
import { type Method, openChat, openTopic } from "./methods.ts";
import { bad } from "./shapes.ts";
import type { World } from "./world.ts";

/** An answer to a press. */
export interface CallbackAnswer {
  readonly id: string;
  readonly text: string | null;
  readonly alert: boolean;
}

/** What those methods work on. */
interface Parts {
  world: World;
  inbox: Inbox;
  commands: Map<string, BotCommand[]>;
  callbackAnswers: CallbackAnswer[];
}

/** Everything but messages. */
export function otherMethods({ world, inbox, commands, callbackAnswers }: Parts): Readonly<Record<string, Method>> {
  const menuKey = (params: { scope?: { type: string }; language_code?: string }) =>
    `${params.scope?.type ?? "default"}/${params.language_code ?? ""}`;
  return {
    getMe: () => ({
      ...world.bot,
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
    }),
    getUpdates: (_, params) => inbox.getUpdates(params),
    setWebhook(_, { url, secret_token: secret = "", allowed_updates: allowed = [] }) {
      if (!/^[\w-]*$/.test(secret)) throw bad("secret token contains unallowed characters");
      inbox.setWebhook({ url, secret, allowed, lastError: null });
      return true;
    },
    deleteWebhook() {
      inbox.setWebhook({ url: "", secret: "", allowed: [], lastError: null });
      return true;
    },
    getWebhookInfo: () => ({
      url: inbox.webhook.url,
      has_custom_certificate: false,
      pending_update_count: inbox.pending().length,
      ...(inbox.webhook.allowed.length > 0 ? { allowed_updates: inbox.webhook.allowed } : {}),
      ...(inbox.webhook.lastError === null ? {} : { last_error_date: 1, last_error_message: inbox.webhook.lastError }),
    }),
    answerCallbackQuery(_, { callback_query_id: id, text, show_alert: alert = false }) {
      if (!/^4382\d+$/.test(id)) throw bad("query is too old and response timeout expired or query ID is invalid");
      callbackAnswers.push({ id, text: text || null, alert });
      return true;
    },
    sendChatAction(_, params) {
      const chat = openChat(world, params.chat_id);
      if (!["typing", "upload_photo", "upload_document"].includes(params.action))
        throw bad("wrong parameter action in request");
      chat.actions.push({ action: params.action, threadId: openTopic(chat, params.message_thread_id) });
      return true;
    },
    setMyCommands(_, params) {
      commands.set(menuKey(params), params.commands);
      return true;
    },
    getMyCommands: (_, params) => commands.get(menuKey(params)) ?? [],
    deleteMyCommands: (_, params) => commands.delete(menuKey(params)) || true,
    getFile(_, params) {
      const file = world.files.get(params.file_id) ?? missing(`wrong file_id or the file is temporarily unavailable`);
      if (file.bytes.length > 20 * 1024 * 1024) throw bad("file is too big");
      const folder = file.kind === "photo" ? "photos" : "documents";
      const file_path = `${folder}/${file.id}.${file.name.split(".").at(-1)}`;
      return { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.bytes.length, file_path };
    },
    getChatMember(_, params) {
      const chat = openChat(world, params.chat_id);
      const status = chat.admins.has(params.user_id) ? "administrator" : "member";
      return { status, user: { id: params.user_id, is_bot: false, first_name: "Somebody" } };
    },
    getChatAdministrators(_, params) {
      const chat = openChat(world, params.chat_id);
      return [...chat.admins].map((id) => ({
        status: "administrator",
        user: { id, is_bot: false, first_name: "Admin" },
      }));
    },
  };
}

function missing(description: string): never {
  throw bad(description);
}
