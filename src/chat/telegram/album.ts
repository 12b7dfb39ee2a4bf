import type { InputMediaPhoto } from "grammy/types";
import type { Delivery } from "./delivery.ts";
import { TelegramFailure, toOutcome } from "./failure.ts";
import { type Media, withPicture } from "./picture.ts";
import type { Posted } from "./posted.ts";
import { shorten } from "./rich-text.ts";

type Item = { id: string; caption: string; spoiler?: true };

/** Longest caption; of an album's pictures and of every other message with media. */
export const MAX_CAPTION = 1024;
/** Most pictures of one group. */
export const MAX_ALBUM = 10;

/** Sends what was not sent yet of the view's album. A group that fails for good is left out, and logged. */
export async function postAlbum(delivery: Delivery): Promise<void> {
  const groups = toGroups(delivery.message.view.album ?? []);
  for (let done = delivery.posted?.albumSent ?? 0; done < groups.length; ) {
    const ids = await sendGroup(delivery, groups[done] ?? []).catch((error: unknown) => {
      if (!(error instanceof TelegramFailure) || toOutcome(error, "send").kind === "retry") throw error;
      delivery.log.warn({ reason: error.message }, "pictures of an album were not posted");
      return [];
    });
    done++;
    const messageId = delivery.messageId ?? ids[0];
    const posted: Posted = { ...(delivery.posted ?? { kind: "album" }), albumSent: done };
    if (messageId !== undefined) await delivery.keep(messageId, posted);
  }
}

/** As even as can be: eleven pictures are six and five rather than ten and a lonely one. */
function toGroups(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / MAX_ALBUM);
  return Array.from({ length: count }, (_, i) =>
    items.slice(Math.ceil((i * items.length) / count), Math.ceil(((i + 1) * items.length) / count)),
  );
}

async function sendGroup(delivery: Delivery, items: readonly Item[]): Promise<string[]> {
  const [only, ...others] = items;
  if (only && others.length === 0) return [await sendOne(delivery, only)];
  try {
    const media: InputMediaPhoto[] = [];
    for (const item of items) media.push(await toGroupPhoto(delivery, item));
    const sent = await delivery.send("sendMediaGroup", { media });
    return sent.map((message) => String(message.message_id));
  } catch (error) {
    // A group takes no documents, and one bad picture refuses them all: each goes alone then.
    if (!(error instanceof NotAPhoto) && !(error instanceof TelegramFailure && error.code === 400)) throw error;
    const ids: string[] = [];
    for (const item of items) ids.push(await sendOne(delivery, item));
    return ids;
  }
}

class NotAPhoto extends Error {
  override readonly name = "NotAPhoto";
}

async function toGroupPhoto(delivery: Delivery, item: Item): Promise<InputMediaPhoto> {
  const { media } = await withPicture(delivery, { id: item.id, as: "photo" }, async (way) => way);
  if (media.type !== "photo") throw new NotAPhoto();
  return { type: "photo", media: media.media, ...coverOf(item), ...captionOf(item) };
}

async function sendOne(delivery: Delivery, item: Item): Promise<string> {
  const send = ({ type, media }: Media) =>
    type === "photo"
      ? delivery.send("sendPhoto", { photo: media, ...coverOf(item), ...captionOf(item) })
      : delivery.send("sendDocument", { document: media, ...captionOf(item) });
  const { result } = await withPicture(delivery, { id: item.id, as: "photo" }, send);
  return String(result.message_id);
}

const coverOf = ({ spoiler }: Item) => (spoiler ? { has_spoiler: true } : {});

function captionOf({ caption }: Item): { caption?: string } {
  if (caption === "") return {};
  return { caption: shorten({ text: caption, entities: [] }, MAX_CAPTION).shown.text };
}
