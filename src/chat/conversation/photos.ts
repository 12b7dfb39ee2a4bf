import { SfumatoError } from "../../domain/errors.ts";
import { ratioFromWords, sidesFromWords } from "../../domain/outpaint-words.ts";
import type { Aspect } from "../../domain/picture.ts";
import type { Session, SessionOptions } from "../../domain/session.ts";
import { toolFromWords } from "../../domain/tool-words.ts";
import type { IncomingFile } from "../../domain/upload.ts";
import { submitJob } from "../../engine/submit-job.ts";
import { chooseEdit, possibleEdits } from "../../tools/edit-choice.ts";
import { readWords } from "../goal-options.ts";
import { putCard } from "../messages.ts";
import { optimizeInput } from "../session-state.ts";
import { optionLimits, ownOptions } from "./options.ts";
import { addSession, keyOf, sessionById, work } from "./sessions.ts";
import type { Turn } from "./turn.ts";

/** What is to be done with photos of a session. */
interface PhotoWish {
  tool: string;
  /** Empty: what the tool does by itself. */
  words: string;
  files?: readonly IncomingFile[];
  /** Kept pictures instead of files. */
  pictures?: readonly string[];
  mask?: IncomingFile;
  /** The loop begins without another press. */
  loops?: boolean;
  /** The whole photo may change, whatever was found in it. */
  whole?: boolean;
}

/** A photo came: a mask for the session that it answers, or the beginning of one. */
export async function handlePhoto(turn: Turn, files: readonly IncomingFile[], caption: string): Promise<void> {
  const { stores, intent } = turn;
  const target =
    intent.replyToMessageId === null ? undefined : await stores.outbox.byMessage(intent.place, intent.replyToMessageId);
  const mine = target && (target.personId === null || target.personId === intent.person.id);
  if (mine && target.sessionId !== null) {
    const session = await sessionById(turn, target.sessionId);
    const isCard = session.photo !== null && target.iterationId === null && session.personId === intent.person.id;
    if (isCard && files[0]) return giveMask(turn, session, files[0], caption);
  }
  return beginWithPhotos(turn, files, caption);
}

/** A session of its own with photos: with a card, or at once with the loop. */
export async function beginWithPhotos(turn: Turn, files: readonly IncomingFile[], caption: string): Promise<void> {
  const { tool, words, loops } = readCaption(turn, caption);
  const given = masksApart(files);
  const read = readWords(words, optionLimits(turn));
  const session = await startPhotoSession(turn, read.words, read.options);
  const one = given.mask === undefined && given.files?.length === 1;
  const meant = tool === null && one && !loops ? toolMeant(turn, session, read.words) : null;
  await workOnPhoto(turn, session, { tool: tool ?? "edit", words: read.words, ...meant, loops, ...given });
}

/** A file that came in a field of its own is the mask, whatever it shows. */
function masksApart(files: readonly IncomingFile[]): Pick<PhotoWish, "files" | "mask"> {
  const mask = files.find(({ role }) => role === "mask");
  const photos = files.filter(({ role }) => role !== "mask");
  if (photos.length > 0) return mask ? { files: photos, mask } : { files };
  throw new SfumatoError("E_PROMPT_INVALID", "A mask needs its picture.", { details: { reason: "mask_alone" } });
}

/** The tool that words plainly ask for, when somebody here can do it; else they are edited by. */
function toolMeant({ deps }: Turn, { options }: Session, said: string): Pick<PhotoWish, "tool" | "words"> | null {
  const meant = toolFromWords(said);
  const possible = possibleEdits(deps.submit.tools, deps.models, options.provider);
  return possible.some(({ id }) => id === meant?.tool) ? meant : null;
}

/** What was said to a photo that came without words: the tool that it plainly asks for, or an edit. */
export async function takeFirstWords(turn: Turn, session: Session, words: string): Promise<void> {
  const plain = session.photo?.tool === "edit" && session.photo.mask === null && session.photo.inputs.length === 1;
  await workAgain(turn, session, { words, ...(plain ? toolMeant(turn, session, words) : null) });
}

/** A command in front of the caption names a tool: `/outpaint aspect=16:9`, `/remove_background`. */
function readCaption(turn: Turn, caption: string): { tool: string | null; words: string; loops: boolean } {
  const [, name, rest = ""] = /^\/(\w+)\s*([\s\S]*)$/.exec(caption.trim()) ?? [];
  if (name === undefined) return { tool: null, words: caption.trim(), loops: false };
  const tool = name.replaceAll("_", "-");
  if (turn.deps.submit.tools.get(tool)?.edit) return { tool, words: rest.trim(), loops: false };
  if (name === "imagine" || name === "optimize") return { tool: null, words: rest.trim(), loops: name === "optimize" };
  throw new SfumatoError("E_PROMPT_INVALID", `/${name} does nothing with a photo. Write what should change.`, {
    details: { reason: "not_for_photos", value: name },
  });
}

async function startPhotoSession(turn: Turn, goal: string, options: Partial<SessionOptions>): Promise<Session> {
  const own = ownOptions(turn);
  return addSession(turn, { goal, options: { ...own, ...options } });
}

/** Takes the photos in and makes the card. Refused before anything is fetched when nobody here can do it. */
async function workOnPhoto(turn: Turn, session: Session, wish: PhotoWish): Promise<void> {
  const { deps, stores } = turn;
  const { provider } = session.options;
  const choose = (tool: string) => chooseEdit(deps.submit.tools, deps.models, tool, provider);
  const kind = deps.submit.tools.get(wish.tool)?.edit;
  const needsMask = kind?.mask === "needed";
  // Where no mask is found the whole photo may change, which is a plain edit, and the card says so.
  const edit = choose(needsMask ? "edit" : wish.tool);
  // What has no words of its own waits for them on the card; the photo is checked meanwhile.
  const { sides, aspect, rest } =
    edit.task === "outpaint" ? roomFromWords(wish.words, session.options.aspect) : { ...NO_ROOM, rest: wish.words };
  const goal = rest || (kind?.words === "optional" ? kind.wish : "");
  await stores.sessions.update(session.id, { goal });
  const masked = kind?.mask === "none" || wish.whole ? null : choose(wish.tool === "edit" ? "inpaint" : wish.tool);
  const input = {
    ...{ files: wish.files ?? [], pictures: wish.pictures ?? [], edit, masked, mask: wish.mask ?? null },
    needsMask,
    ...{ aspect, sides },
    refine: goal !== "" && !kind?.readsOnly,
    reads: kind?.readsOnly ? wish.tool : null,
    loop: wish.loops && goal !== "" ? optimizeInput(deps, session.options.iterations) : null,
  };
  await submitJob(deps.submit, stores, {
    tool: "receive",
    input,
    session: { ...session, goal },
    idempotencyKey: keyOf(turn, "receive"),
  });
  await putCard(deps, stores, { ...session, goal }, "refining", []);
}

const NO_ROOM = { sides: null, aspect: null };

/** How far a photo is to be extended, by its words or else by the ratio that was chosen; `1:1` counts as none chosen. */
function roomFromWords(words: string, chosen: Aspect) {
  const bySides = sidesFromWords(words);
  const usual = chosen === "1:1" ? null : chosen;
  if (bySides.sides) return { ...bySides, aspect: usual };
  const { aspect, rest } = ratioFromWords(words);
  return { sides: null, aspect: aspect ?? usual, rest };
}

/** Another go at a session's photo: with words, with another tool, or with a mask. */
export async function workAgain(turn: Turn, session: Session, change: Partial<PhotoWish>): Promise<void> {
  const { photo } = session;
  if (photo === null) throw new SfumatoError("E_NOT_FOUND", "This session has no photo.");
  if ((await turn.stores.jobs.activeOfSession(session.id)).length > 0)
    throw new SfumatoError("E_DUPLICATE", "This session is at work already.");
  const own = turn.deps.submit.tools.get(photo.tool)?.edit;
  const said = session.goal === own?.wish ? "" : session.goal;
  // A mask turned the tool into another one; without it the plain one counts again.
  const tool = change.tool ?? (photo.tool === "inpaint" && photo.mask ? "edit" : photo.tool);
  await turn.stores.sessions.update(session.id, { prompt: null, originalPrompt: null, checklist: null });
  const blank = { ...session, prompt: null, originalPrompt: null, checklist: null };
  await workOnPhoto(turn, blank, { words: said, pictures: photo.inputs, ...change, tool });
}

async function giveMask(turn: Turn, session: Session, mask: IncomingFile, caption: string): Promise<void> {
  if ((await turn.stores.sessions.iterations(session.id)).length > 0)
    throw new SfumatoError("E_PROMPT_INVALID", "Pictures were made already: send the photo again to begin anew.", {
      details: { reason: "mask_late" },
    });
  const words = caption.trim();
  await workAgain(turn, session, { mask, ...(words === "" ? {} : { words }) });
}

/** A tool for a picture that was made here: a session of its own, which begins with that picture. */
export async function workOnPicture(turn: Turn, from: Session, imageId: string, tool: string, words: string) {
  const session = await startPhotoSession(turn, words, {
    provider: from.options.provider,
    preset: from.options.preset,
  });
  await workOnPhoto(turn, session, { tool, words, pictures: [imageId] });
}

/** The job that the card's Accept starts. */
export const acceptTool = (session: Pick<Session, "photo">): string => session.photo?.tool ?? "generate";

/** Free work on what the session has: its status stays as it was. */
export async function workBeside(turn: Turn, session: Session, tool: string, input: unknown): Promise<void> {
  await work(turn, session, tool, input, tool);
  await turn.stores.sessions.update(session.id, { status: session.status });
}

export async function exportPicture(turn: Turn, session: Session, imageId: string, index: number, sizes: string[]) {
  const input = { imageId, sizes, name: `sfumato-${session.id}-${index}` };
  await workBeside(turn, session, "export", input);
}
