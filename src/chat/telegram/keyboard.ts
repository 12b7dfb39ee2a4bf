import type { ForceReply, InlineKeyboardButton, InlineKeyboardMarkup } from "grammy/types";
import type { PostableView, TokenButton } from "../platform.ts";

const MAX_COPY = 256;

/** The buttons of a view; undefined when it has none (an edit without a keyboard takes the old one away). */
export function toKeyboard(view: Pick<PostableView, "buttons">): InlineKeyboardMarkup | undefined {
  const rows = view.buttons
    .map((row) => row.map(toButton).filter((button) => button !== null))
    .filter((row) => row.length > 0);
  return rows.length === 0 ? undefined : { inline_keyboard: rows };
}

/** What goes under a new message. Only new messages can ask for a reply. */
export function toMarkup(view: PostableView): InlineKeyboardMarkup | ForceReply | undefined {
  return toKeyboard(view) ?? (view.asksReply ? { force_reply: true, selective: true } : undefined);
}

function toButton(button: TokenButton): InlineKeyboardButton | null {
  const face = { text: button.label, ...(button.style === "plain" ? {} : { style: button.style }) };
  if (button.copy && button.copy.length <= MAX_COPY) return { ...face, copy_text: { text: button.copy } };
  // What is too long to copy is sent by a press, or stands in the message.
  return button.token === undefined ? null : { ...face, callback_data: button.token };
}
