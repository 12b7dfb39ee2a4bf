import type { OutgoingMessage } from "../platform.ts";
import type { Paragraph, Span } from "../views.ts";

/**
 * A message that calls nobody. Telegram itself makes a mention of each `@name` in a text, but not in code: in groups
 * an invisible joiner after the @ keeps what people wrote from calling others. In private nobody is there to be called.
 */
export function unpinged(message: OutgoingMessage): OutgoingMessage {
  if (message.place.kind !== "group") return message;
  const { text, album } = message.view;
  const view = {
    ...message.view,
    text: text.map(paragraph),
    ...(album ? { album: album.map((entry) => ({ ...entry, caption: plain(entry.caption) })) } : {}),
  };
  return { ...message, view };
}

function paragraph(given: Paragraph): Paragraph {
  return Array.isArray(given) ? given.map(span) : { ...given, quote: plain(given.quote) };
}

function span(given: Span): Span {
  if (typeof given === "string") return plain(given);
  return given.style === "code" ? given : { ...given, text: plain(given.text) };
}

const plain = (text: string) => text.replace(/@(?=\w)/g, "@\u2060");
