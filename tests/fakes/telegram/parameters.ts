/** Types of parameters: `!` after the name marks a required one, `[n]` the longest text (UTF-16). */
const MESSAGE_TARGET = "chat_id!:id message_thread_id:int disable_notification:bool protect_content:bool";
const REPLYING = "reply_parameters:reply message_effect_id:text";
const EDIT_TARGET = "chat_id:id message_id:int inline_message_id:text";
const CAPTION = "caption:text[1024] parse_mode:text caption_entities:entities show_caption_above_media:bool";

/** The methods that the bot uses with the parameters that Bot API 10.1 knows for them (facts of its documentation). */
const METHODS: Readonly<Record<string, string>> = {
  getMe: "",
  getUpdates: "offset:int limit:int timeout:int allowed_updates:texts",
  setWebhook:
    "url!:text ip_address:text max_connections:int allowed_updates:texts drop_pending_updates:bool secret_token:text[256]",
  deleteWebhook: "drop_pending_updates:bool",
  getWebhookInfo: "",
  sendMessage: `${MESSAGE_TARGET} ${REPLYING} text!:text[4096] parse_mode:text entities:entities link_preview_options:object reply_markup:markup`,
  sendPhoto: `${MESSAGE_TARGET} ${REPLYING} photo!:file ${CAPTION} has_spoiler:bool reply_markup:markup`,
  sendDocument: `${MESSAGE_TARGET} ${REPLYING} document!:file caption:text[1024] parse_mode:text caption_entities:entities disable_content_type_detection:bool reply_markup:markup`,
  sendMediaGroup: `${MESSAGE_TARGET} ${REPLYING} media!:album`,
  editMessageText: `${EDIT_TARGET} text:text[4096] parse_mode:text entities:entities link_preview_options:object reply_markup:keyboard`,
  editMessageCaption: `${EDIT_TARGET} ${CAPTION} reply_markup:keyboard`,
  editMessageMedia: `${EDIT_TARGET} media!:media reply_markup:keyboard`,
  editMessageReplyMarkup: `${EDIT_TARGET} reply_markup:keyboard`,
  deleteMessage: "chat_id!:id message_id!:int",
  answerCallbackQuery: "callback_query_id!:text text:text[200] show_alert:bool url:text cache_time:int",
  sendChatAction: "chat_id!:id message_thread_id:int action!:text",
  setMyCommands: "commands!:commands scope:object language_code:text[2]",
  getMyCommands: "scope:object language_code:text[2]",
  deleteMyCommands: "scope:object language_code:text[2]",
  getFile: "file_id!:text",
  getChatMember: "chat_id!:id user_id!:int",
  getChatAdministrators: "chat_id!:id return_bots:bool",
};

/** One parameter of a method. */
export interface Parameter {
  readonly name: string;
  readonly required: boolean;
  readonly type: string;
  readonly max: number | null;
}

/** The parameters of a method, or undefined when the fake does not know it. */
export function parametersOf(method: string): Parameter[] | undefined {
  const line = METHODS[method];
  if (line === undefined) return undefined;
  return line
    .split(" ")
    .filter(Boolean)
    .map((word) => {
      const [, name = "", required, type = "", max] = /^(\w+)(!?):(\w+)(?:\[(\d+)\])?$/.exec(word) ?? [];
      return { name, required: required === "!", type, max: max === undefined ? null : Number(max) };
    });
}
