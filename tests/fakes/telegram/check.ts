import type { MessageEntity } from "grammy/types";
import { type Parameter, parametersOf } from "./parameters.ts";
import { ApiError, bad } from "./shapes.ts";

type Json = Record<string, unknown>;

/** Refuses what the real Bot API would refuse, and also unknown parameters, which it would overlook. */
export function checkCall(method: string, given: Readonly<Json>): Readonly<Json> {
  const known = parametersOf(method);
  if (!known) throw new ApiError(404, "Not Found");
  for (const name of Object.keys(given)) {
    if (!known.some((one) => one.name === name)) throw bad(`FAKE: ${method} has no parameter "${name}"`);
  }
  for (const parameter of known) checkParameter(parameter, given[parameter.name]);
  checkEntities(String(given.text ?? given.caption ?? ""), given.entities ?? given.caption_entities);
  return given;
}

function checkParameter({ name, required, type, max }: Parameter, value: unknown): void {
  if (value === undefined) {
    if (required) throw bad(`parameter "${name}" is required`);
    return;
  }
  const check = CHECKS[type];
  if (!check?.(value)) throw bad(`FAKE: parameter "${name}" must be ${type}, not ${JSON.stringify(value)}`);
  if (max !== null && typeof value === "string" && value.length > max) {
    throw bad(name === "caption" ? "message caption is too long" : `${name === "text" ? "message" : name} is too long`);
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isInt = (value: unknown) => Number.isSafeInteger(value);

const CHECKS: Readonly<Record<string, (value: unknown) => boolean>> = {
  id: (value) => isInt(value) || (isText(value) && /^(-?\d+|@\w+)$/.test(value)),
  int: isInt,
  bool: (value) => typeof value === "boolean",
  text: isText,
  texts: (value) => Array.isArray(value) && value.every(isText),
  object: isObject,
  file: isText,
  entities: Array.isArray,
  reply: (value) =>
    isObject(value) && isInt(value.message_id) && only(value, ["message_id", "allow_sending_without_reply"]),
  markup: (value) => isObject(value) && (isForceReply(value) || isKeyboard(value)),
  keyboard: (value) => isObject(value) && isKeyboard(value),
  media: (value) => isObject(value) && isMedia(value),
  album: (value) =>
    Array.isArray(value) &&
    value.length >= 2 &&
    value.length <= 10 &&
    value.every((one) => isObject(one) && isMedia(one)),
  commands: (value) =>
    Array.isArray(value) && value.length <= 100 && value.every((one) => isObject(one) && isCommand(one)),
};

function only(value: Json, keys: readonly string[]): boolean {
  return Object.keys(value).every((key) => keys.includes(key));
}

function isForceReply(value: Json): boolean {
  return value.force_reply === true && only(value, ["force_reply", "selective", "input_field_placeholder"]);
}

function isKeyboard(value: Json): boolean {
  const rows = value.inline_keyboard;
  if (!Array.isArray(rows) || !only(value, ["inline_keyboard"])) return false;
  for (const button of rows.flat() as Json[]) checkButton(button);
  return rows.every((row) => Array.isArray(row) && row.length > 0);
}

function checkButton(button: Json): void {
  if (!only(button, ["text", "style", "callback_data", "copy_text"])) {
    throw bad(`FAKE: a button has unknown parts: ${Object.keys(button)}`);
  }
  if (!isText(button.text) || button.text === "") throw bad("text buttons are unallowed in the inline keyboard");
  if (button.style !== undefined && !["danger", "success", "primary"].includes(String(button.style))) {
    throw bad("invalid button style specified");
  }
  if ((button.callback_data === undefined) === (button.copy_text === undefined)) {
    throw bad("FAKE: a button needs exactly one of callback_data and copy_text");
  }
  const { callback_data: data, copy_text: copy } = button;
  const bytes = isText(data) ? Buffer.byteLength(data) : 0;
  if (data !== undefined && (bytes < 1 || bytes > 64)) throw bad("BUTTON_DATA_INVALID");
  const copied = isObject(copy) && isText(copy.text) ? copy.text.length : 0;
  if (copy !== undefined && (copied < 1 || copied > 256)) throw bad("BUTTON_COPY_TEXT_INVALID");
}

function isMedia(value: Json): boolean {
  const allowed = ["type", "media", "caption", "caption_entities", "parse_mode", "has_spoiler"];
  if (!only(value, allowed) || !isText(value.media)) return false;
  const caption = String(value.caption ?? "");
  if (caption.length > 1024) throw bad("message caption is too long");
  checkEntities(caption, value.caption_entities);
  return value.type === "photo" || value.type === "document";
}

function isCommand(value: Json): boolean {
  const { command, description } = value;
  if (!isText(command) || !/^[a-z0-9_]{1,32}$/.test(command)) throw bad("BOT_COMMAND_INVALID");
  if (!isText(description) || description.length < 1 || description.length > 256) {
    throw bad("BOT_COMMAND_DESCRIPTION_INVALID");
  }
  return true;
}

const STYLES = ["bold", "italic", "code", "blockquote", "expandable_blockquote", "mention", "bot_command"];

function checkEntities(text: string, entities: unknown): void {
  for (const { type, offset, length } of (entities ?? []) as MessageEntity[]) {
    const inside = isInt(offset) && isInt(length) && offset >= 0 && length > 0 && offset + length <= text.length;
    if (!inside) throw bad(`FAKE: entity ${type} at ${offset}+${length} is outside of the text`);
    if (!STYLES.includes(type)) throw bad(`can't parse entities: unsupported type "${type}"`);
  }
}
