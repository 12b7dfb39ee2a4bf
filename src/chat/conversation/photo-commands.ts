import { sizeNames } from "../../domain/exports.ts";
import { isAboutPictures } from "../commands.ts";
import { putForSession } from "../messages.ts";
import { exportScreen } from "../screens/photo.ts";
import { beginWithPhotos, exportPicture, workOnPicture } from "./photos.ts";
import { sessionById } from "./sessions.ts";
import { answer, type Turn } from "./turn.ts";

/** A tool that a command names as the caption of a photo does: `/remove_background`. */
function toolOf({ deps }: Turn, command: string): string | null {
  const tool = command.replaceAll("_", "-");
  return deps.submit.tools.get(tool)?.edit ? tool : null;
}

/** Whether somebody's picture comes in: sent, or answered with a command that is about it. */
export function bringsPicture(turn: Turn): boolean {
  const { action, repliedPictures } = turn.intent;
  if (action.type !== "command") return action.type === "photo";
  return repliedPictures !== undefined && (isAboutPictures(action.name) || toolOf(turn, action.name) !== null);
}

/**
 * A command that answers a picture takes that one; false when it is about none. What we made ourselves is not taken from
 * the platform: it is found as it was kept.
 */
export async function workOnReplied(turn: Turn, command: string, args: string): Promise<boolean> {
  const { repliedPictures: pictures, replyToMessageId, place } = turn.intent;
  const tool = toolOf(turn, command);
  if (replyToMessageId === null || (tool === null && !isAboutPictures(command))) return false;
  const ours = await turn.stores.outbox.byMessage(place, replyToMessageId);
  const iteration = ours?.iterationId ? await turn.stores.sessions.iteration(ours.iterationId) : undefined;
  if (iteration && tool !== null && tool !== "describe") {
    await workOnPicture(turn, await sessionById(turn, iteration.sessionId), iteration.imageId, tool, args.trim());
    return true;
  }
  if (!pictures || iteration || (ours && tool === null)) return false;
  await beginWithPhotos(turn, pictures, `/${command} ${args}`.trim());
  return true;
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

/**
 * `/export`: the replied or newest picture of the person in this chat, at once in the sizes that are named
 * (`/export amazon story`), else with the menu of all of them.
 */
export async function exportNewest(turn: Turn, args: string): Promise<void> {
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
  const sizes = await turn.deps.exports.sizes();
  const named = [...new Set(sizeNames(args))];
  const known = named.filter((name) => Object.hasOwn(sizes, name));
  if (named.length > 0 && known.length === named.length)
    return exportPicture(turn, session, iteration.imageId, iteration.index, known);
  // Where one of them is no size, the others are ticked and the person sees which there are.
  const view = exportScreen(turn.say, session, iteration, sizes, known);
  // A menu of its own each time, so that each command is answered.
  const key = `export-menu:${iteration.id}:${intent.updateId}`;
  await putForSession(stores, key, session, view, { replyTo: intent.messageId });
}
