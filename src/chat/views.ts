import { z } from "zod";

/** A piece of text with a style. Styles never come out of people's text: renderers send entities or escape. */
export const Span = z.union([z.string(), z.object({ text: z.string(), style: z.enum(["bold", "italic", "code"]) })]);
export type Span = z.infer<typeof Span>;

/** A paragraph: a line of spans, or a quoted text that a platform may fold (goal, prompt). */
export const Paragraph = z.union([z.array(Span), z.object({ quote: z.string(), fold: z.boolean() })]);
export type Paragraph = z.infer<typeof Paragraph>;

/** What a press of a button means; stored behind its token. */
const ButtonIntent = z.object({
  /** Name of the handler in chat/conversation. */
  do: z.string(),
  /** Its arguments (ids, choices), never a price or a right. */
  with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type ButtonIntent = z.infer<typeof ButtonIntent>;

/** A button as a screen asks for it. */
export const Button = z.object({
  label: z.string(),
  /** What a press does. Beside `copy`: what it does where the platform has no clipboard, or the text is too long for it. */
  intent: ButtonIntent.optional(),
  /** Puts this text on the clipboard. */
  copy: z.string().optional(),
  style: z.enum(["primary", "danger", "plain"]).default("plain"),
  /** Who may press it: the person of the message, or everyone in the chat. */
  for: z.enum(["owner", "everyone"]).default("owner"),
  /** A press asks for words. A platform with modals opens one with `PlatformHost.form`; elsewhere the press asks in the chat. */
  form: z.literal(true).optional(),
  /** One of these is chosen. A platform with menus shows them, and the press comes with a value; elsewhere a press takes the next. */
  choices: z.array(z.object({ value: z.string(), label: z.string(), chosen: z.boolean() })).optional(),
});
export type Button = z.infer<typeof Button>;

/** A message as plain data; each platform renders it. */
export const View = z.object({
  text: z.array(Paragraph),
  /** A kept picture. `photo`: shown in the chat; `file`: as an uncompressed document. `spoiler`: covered until pressed. */
  image: z.object({ id: z.string(), as: z.enum(["photo", "file"]), spoiler: z.literal(true).optional() }).optional(),
  /** Pictures of an album, first to last, each with a short caption; sent as groups of at most the platform's limit. */
  album: z.array(z.object({ id: z.string(), caption: z.string(), spoiler: z.literal(true).optional() })).optional(),
  /** A text file, for what is too long to show. */
  file: z.object({ name: z.string(), text: z.string() }).optional(),
  /** A kept file, such as an export: its id, and its name for people. */
  attachment: z.object({ id: z.string(), name: z.string() }).optional(),
  buttons: z.array(z.array(Button)).default([]),
  /**
   * Tells how things stand and will be edited. Where a platform cannot tell whether a first send arrived, it begins as
   * a neutral placeholder, so that one that a crash doubled never says something that is no longer true.
   */
  live: z.boolean().default(false),
  /** Asks the person to answer by replying to this message. */
  asksReply: z.boolean().default(false),
  /** For the person alone, where the platform can show it so; else in the chat. */
  private: z.literal(true).optional(),
});
export type View = z.infer<typeof View>;
/** A view before defaults are filled in. */
export type ViewInput = z.input<typeof View>;
