import { SfumatoError } from "../../domain/errors.ts";
import type { Iteration, Session } from "../../domain/session.ts";
import { possibleEdits } from "../../tools/edit-choice.ts";
import { putForSession } from "../messages.ts";
import { describedBy } from "../photo-posts.ts";
import type { Answer } from "../platform.ts";
import { exportScreen, toolsScreen } from "../screens/photo.ts";
import { withRoom } from "./extend.ts";
import { exportPicture, workAgain, workBeside, workOnPicture } from "./photos.ts";
import { sessionById, startSession } from "./sessions.ts";
import { answer, type Turn } from "./turn.ts";
import { explain } from "./why.ts";

type Arguments = Record<string, string | number | boolean | null | unknown>;

/** Presses about photos, tools, exports and what the judge saw. */
export const PHOTO_HANDLERS: Record<string, (turn: Turn, args: Arguments) => Promise<Answer | undefined>> = {
  /** What can be done with the card's photo, or with a picture that was made. */
  async tools(turn, args) {
    const session = await sessionById(turn, args.session);
    const iteration = await maybePicture(turn, args);
    const possible = possibleEdits(turn.deps.submit.tools, turn.deps.models, session.options.provider);
    const view = toolsScreen(
      turn.say,
      session,
      iteration?.id ?? null,
      possible.map(({ id }) => id),
      iteration?.index,
    );
    await putForSession(turn.stores, `tools:${session.id}:${turn.intent.updateId}`, session, view);
    return undefined;
  },
  async tool(turn, args) {
    const session = await sessionById(turn, args.session);
    const tool = String(args.tool);
    const iteration = await maybePicture(turn, args);
    const kind = turn.deps.submit.tools.get(tool)?.edit;
    if (!kind) throw new SfumatoError("E_NOT_FOUND", "There is no such tool.");
    const asks = kind.words === "needed" && (iteration !== undefined || session.goal === "");
    if (asks) {
      const key = `ask-tool:${tool}:${iteration?.id ?? ""}:${turn.intent.updateId}`;
      const text = turn.say("ask-tool", { tool: turn.say(`tool-${tool}`) });
      const hint = kind.mask === "needed" ? [[{ text: turn.say("ask-part"), style: "italic" as const }]] : [];
      await putForSession(turn.stores, key, session, { text: [[text], ...hint], asksReply: true });
      return undefined;
    }
    if (iteration) await workOnPicture(turn, session, iteration.imageId, tool, "");
    else
      await workAgain(turn, tool === "outpaint" ? withRoom(turn, session) : session, {
        tool,
        ...(kind.words === "optional" ? { words: "" } : {}),
      });
    return { notice: turn.say("notice-started") };
  },
  async contact_sheet(turn, args) {
    const session = await sessionById(turn, args.session);
    await workBeside(turn, session, "contact-sheet", {});
    return { notice: turn.say("notice-started") };
  },
  /** Anybody in the chat may ask. */
  async why(turn, args) {
    await explain(turn, await sessionById(turn, args.session), await maybePicture(turn, args));
    return undefined;
  },
  /** The mask was misunderstood: the whole photo may change. */
  async unmask(turn, args) {
    const session = await sessionById(turn, args.session);
    await workAgain(turn, session, { tool: "edit", whole: true });
    return undefined;
  },
  /** A session of its own with the prompt that was read in a picture. */
  async like_this(turn, args) {
    const { promptText } = await readingOf(turn, args);
    await startSession(turn, promptText, {}, "card");
    return undefined;
  },
  async described(turn, args) {
    const { promptText } = await readingOf(turn, args);
    await answer(turn, { text: [[{ text: promptText, style: "code" }]] }, "described");
    return undefined;
  },
  async export(turn, args) {
    const session = await sessionById(turn, args.session);
    const iteration = await picture(turn, args);
    const sizes = await turn.deps.exports.sizes();
    const view = exportScreen(turn.say, session, iteration, sizes, chosenIn(args));
    await putForSession(turn.stores, await menuKey(turn, `export-menu:${iteration.id}`), session, view);
    return undefined;
  },
  async export_make(turn, args) {
    const session = await sessionById(turn, args.session);
    const iteration = await picture(turn, args);
    await exportPicture(turn, session, iteration.imageId, iteration.index, chosenIn(args));
    return { notice: turn.say("notice-started") };
  },
};

/** A tick changes the menu that it was made on. */
async function menuKey({ stores, intent }: Turn, key: string): Promise<string> {
  const { place, messageId } = intent;
  const pressed = messageId === null ? undefined : await stores.outbox.byMessage(place, messageId);
  return pressed?.key.startsWith(`${key}:`) ? pressed.key : key;
}

/** Names of the sizes that were ticked. */
const chosenIn = (args: Record<string, unknown>) =>
  String(args.chosen ?? "")
    .split(",")
    .filter(Boolean);

/** The answer to "what should be done": a tool and its words. */
export async function takeToolWords(turn: Turn, session: Session, key: string, words: string): Promise<void> {
  const [, tool = "edit", iterationId = ""] = key.split(":");
  const iteration = iterationId === "" ? undefined : await turn.stores.sessions.iteration(iterationId);
  if (iteration) await workOnPicture(turn, session, iteration.imageId, tool, words);
  else await workAgain(turn, session, { tool, words });
}

async function readingOf(turn: Turn, args: Arguments) {
  const job = await turn.stores.jobs.get(String(args.job));
  const described = job && job.sessionId === String(args.session) ? describedBy(job) : null;
  if (!described) throw new SfumatoError("E_NOT_FOUND", "It is not there any more.");
  return described;
}

async function maybePicture(turn: Turn, args: Arguments): Promise<Iteration | undefined> {
  return args.iteration === null || args.iteration === undefined ? undefined : picture(turn, args);
}

/** A picture of the pressed session, and of no other. */
async function picture(turn: Turn, args: Arguments): Promise<Iteration> {
  const iteration = await turn.stores.sessions.iteration(String(args.iteration));
  if (!iteration || iteration.sessionId !== String(args.session))
    throw new SfumatoError("E_NOT_FOUND", "The picture was deleted.");
  return iteration;
}
