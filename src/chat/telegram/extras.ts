import { InputFile } from "grammy";
import type { PostOutcome } from "../platform.ts";
import type { Delivery } from "./delivery.ts";
import { TelegramFailure, toOutcome } from "./failure.ts";
import { hashOf, type Posted } from "./posted.ts";

/** A text that goes out as a file after the message, in reply to it. */
export interface Extra {
  /** What it is, so that a later edit of the message finds it again. */
  readonly key: "full" | "file";
  readonly name: string;
  readonly text: string;
}

/** A text as a file that Telegram takes: it refuses empty ones, and grammY line breaks in names. */
export function toTextFile({ name, text }: { name: string; text: string }): InputFile {
  const clean = name.replace(/[\p{Cc}";\\/]+/gu, "-").replace(/\s+/g, "-");
  return new InputFile(Buffer.from(text || " "), clean || "text.txt");
}

/** Sends files that belong to a message, or brings them up to date. What fails for good does not undo the message. */
export async function postExtras(
  delivery: Delivery,
  main: { messageId: string; posted: Posted },
  extras: readonly Extra[],
): Promise<PostOutcome> {
  let posted = main.posted;
  for (const extra of extras) {
    const hash = hashOf(extra.text);
    const before = posted.extras?.[extra.key];
    if (before?.hash === hash) continue;
    // Saved first: whatever happens now, the message itself is not sent again.
    await delivery.keep(main.messageId, posted);
    let messageId = before?.messageId ?? null;
    try {
      messageId = await postExtra(delivery, extra, { main: main.messageId, before: messageId });
    } catch (error) {
      if (!(error instanceof TelegramFailure)) throw error;
      const outcome = toOutcome(error, messageId === null ? "send" : "edit");
      if (outcome.kind === "retry") return outcome;
      delivery.log.warn({ file: extra.name, reason: error.message }, "a file was not posted after its message");
    }
    posted = { ...posted, extras: { ...posted.extras, [extra.key]: { hash, messageId } } };
  }
  return { kind: "posted", messageId: main.messageId, posted };
}

async function postExtra(
  delivery: Delivery,
  extra: Extra,
  { main, before }: { main: string; before: string | null },
): Promise<string> {
  const file = toTextFile(extra);
  if (before !== null) {
    await delivery.edit("editMessageMedia", before, { media: { type: "document", media: file } });
    return before;
  }
  const sent = await delivery.send("sendDocument", { document: file }, main);
  return String(sent.message_id);
}
