import type { IncomingFile } from "../../domain/upload.ts";
import { isAboutPictures } from "../commands.ts";
import { putForSession } from "../messages.ts";
import { exportScreen } from "../screens/photo.ts";
import { workOnPicture } from "./photos.ts";
import { sessionById } from "./sessions.ts";
import { answer, type Turn } from "./turn.ts";

/**
 * Pictures of the answered message that a command is about; null when it is about none. What we made ourselves is not
 * taken from the platform: its command finds the picture as it was kept.
 */
export async function repliedPictures(
  { intent, stores }: Turn,
  command: string,
): Promise<readonly IncomingFile[] | null> {
  const { repliedPictures: pictures, replyToMessageId, place } = intent;
  if (!pictures || replyToMessageId === null || !isAboutPictures(command)) return null;
  const ours = await stores.outbox.byMessage(place, replyToMessageId);
  return ours && (ours.iterationId !== null || command !== "describe") ? null : pictures;
}

/** `/describe` as a reply to one of our pictures; else says how. */
export async function describeReplied(turn: Turn): Promise<void> {
  const { intent, stores } = turn;
  const target =
    intent.replyToMessageId === null ? undefined : await stores.outbox.byMessage(intent.place, intent.replyToMessageId);
  const iteration = target?.iterationId ? await stores.sessions.iteration(target.iterationId) : undefined;
  if (!iteration) return answer(turn, { text: [[turn.say("describe-usage")]] });
  await workOnPicture(turn, await sessionById(turn, iteration.sessionId), iteration.imageId, "describe", "");
}

/** `/export`: the sizes for the replied or newest picture of the person in this chat. */
export async function exportNewest(turn: Turn): Promise<void> {
  const { intent, stores } = turn;
  const { place, person } = intent;
  const target =
    intent.replyToMessageId === null ? undefined : await stores.outbox.byMessage(place, intent.replyToMessageId);
  const replied = target?.iterationId ? await stores.sessions.iteration(target.iterationId) : undefined;
  const [newest] = await stores.images.ofChatPerson(place.platform, place.chatId, person.id, { limit: 1, offset: 0 });
  const session = replied ? await sessionById(turn, replied.sessionId) : newest?.session;
  const iterations = session ? await stores.sessions.iterations(session.id) : [];
  const iteration = replied ?? iterations.find(({ id }) => id === session?.bestIterationId) ?? newest?.iteration;
  if (!session || !iteration || session.personId !== person.id)
    return answer(turn, { text: [[turn.say("export-none")]] });
  const view = exportScreen(turn.say, session, iteration, await turn.deps.exports.sizes(), []);
  await putForSession(stores, `export-menu:${iteration.id}`, session, view);
}
