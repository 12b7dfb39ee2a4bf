import { SfumatoError } from "../../domain/errors.ts";
import { CARD_TOOLS } from "../../domain/job-kinds.ts";
import { markedText } from "../../domain/prompt-blocks.ts";
import type { Iteration, Session } from "../../domain/session.ts";
import { withStyles } from "../../domain/template.ts";
import type { ButtonRow } from "../../ports/stores.ts";
import { putIterations } from "../iteration-posts.ts";
import { cardKey, putCard, putForSession, putSummary } from "../messages.ts";
import type { Answer } from "../platform.ts";
import { answerWithSame } from "../same-wish.ts";
import { optimizeInput } from "../session-state.ts";
import { forgetPerson, showGallery, showHistory } from "./command.ts";
import { moveDefault } from "./moderation/defaults.ts";
import { NOTE_HANDLERS, noteKept } from "./notes.ts";
import { decideByPress } from "./operators/access.ts";
import { acceptTool } from "./photos.ts";
import { PHOTO_HANDLERS } from "./press-photo.ts";
import { rerunSession } from "./rerun.ts";
import { askIfExpensive, sessionById, startSession, work } from "./sessions.ts";
import { moveSetting, showSessionSettings } from "./settings.ts";
import { TEMPLATE_HANDLERS } from "./templates.ts";
import { answer, type Turn } from "./turn.ts";

type Arguments = ButtonRow["intent"]["with"];
/** `stays`: the button may be pressed again, for it led to a question or to what exists already. */
type Pressed = Answer & { stays?: true };
type Handler = (turn: Turn, args: Arguments) => Promise<Pressed | undefined>;

/** Buttons that act once; the others may be pressed again. */
const ONCE: ReadonlySet<string> = new Set([
  "accept",
  "optimize",
  "reroll",
  "confirm",
  "decline",
  "retry",
  "begin",
  "keep",
  "stop",
  "forget",
  "delete",
  "export_make",
  "like_this",
]);

/** Handles a press: whoever may not, or comes too late, is told so and nothing happens. */
export async function handlePress(turn: Turn, token: string): Promise<Answer> {
  const { stores, say } = turn;
  const { button, refusal } = await pressedButton(turn, token);
  if (!button) return refusal;
  const handler = HANDLERS[button.intent.do];
  if (!handler) return { notice: say("notice-unknown"), alert: true };
  const { stays, ...result } = (await handler(turn, button.intent.with)) ?? {};
  if (ONCE.has(button.intent.do) && !stays) await stores.outbox.useButton(token);
  return result;
}

/** The button behind a token, if this person may press it here and now; else what to say. */
export async function pressedButton(
  turn: Turn,
  token: string,
): Promise<{ button: ButtonRow; refusal?: never } | { button?: never; refusal: Answer }> {
  const { stores, intent, say } = turn;
  const button = await stores.outbox.button(token);
  const here = button?.platform === intent.place.platform && button.chatId === intent.place.chatId;
  if (!button || !here || button.expired) return { refusal: { notice: say("notice-unknown"), alert: true } };
  if (button.personId !== null && button.personId !== intent.person.id)
    return { refusal: { notice: await strangerNotice(turn, button), alert: true } };
  return button.used ? { refusal: { notice: say("notice-used") } } : { button };
}

async function strangerNotice(turn: Turn, button: ButtonRow): Promise<string> {
  const session = button.sessionId === null ? undefined : await turn.stores.sessions.get(button.sessionId);
  return session ? turn.say("notice-stranger", { name: session.personName }) : turn.say("notice-stranger-plain");
}

const started = (turn: Turn): Answer => ({ notice: turn.say("notice-started") });

const HANDLERS: Record<string, Handler> = {
  ...PHOTO_HANDLERS,
  ...TEMPLATE_HANDLERS,
  ...NOTE_HANDLERS,
  async accept(turn, args) {
    const session = await sessionById(turn, args.session);
    return begin(turn, session, acceptTool(session), { mode: "accept", ...(args.anyway ? { anyway: true } : {}) });
  },
  async optimize(turn, args) {
    const session = await sessionById(turn, args.session);
    return begin(turn, session, "optimize", optimizeInput(turn.deps, Number(args.rounds)));
  },
  async reroll(turn, args) {
    const session = await sessionById(turn, args.session);
    return begin(turn, session, acceptTool(session), { mode: "reroll", iterationId: String(args.iteration) });
  },
  async confirm(turn, args) {
    const session = await sessionById(turn, args.session);
    const { session: _session, tool, ...input } = args;
    const same = await sameInstead(turn, session, String(tool), input);
    if (same) {
      await closeQuestion(turn, session, same.notice ?? "");
      return same;
    }
    if (tool === "optimize") await turn.stores.sessions.update(session.id, { bestChosenByPerson: false });
    await work(turn, session, String(tool), input, "confirm");
    await closeQuestion(turn, session, turn.say("confirm-done"));
    return started(turn);
  },
  /** What a cap refused once. */
  async begin(turn, args) {
    const session = await sessionById(turn, args.session);
    const { session: _session, tool, ...input } = args;
    const begun = await begin(turn, session, String(tool), input as Parameters<typeof begin>[3]);
    if (!begun?.stays) await closeQuestion(turn, session, turn.say("confirm-done"));
    return begun;
  },
  async decline(turn, args) {
    await closeQuestion(turn, await sessionById(turn, args.session), turn.say("error-E_CANCELLED"));
    return undefined;
  },
  async retry(turn, args) {
    const session = await sessionById(turn, args.session);
    const job = await turn.stores.jobs.get(String(args.job));
    if (!job) throw new SfumatoError("E_NOT_FOUND", "The job is gone.");
    if (CARD_TOOLS.has(job.tool)) {
      await work(turn, session, job.tool, job.input, "retry");
      await putCard(turn.deps, turn.stores, session, "refining", []);
      return started(turn);
    }
    return begin(turn, session, job.tool, job.input as Record<string, string | number>);
  },
  async edit(turn, args) {
    const session = await sessionById(turn, args.session);
    await refuseWhileWorking(turn, session);
    if (!session.prompt) throw new SfumatoError("E_NOT_FOUND", "There is no prompt yet.");
    await putForSession(turn.stores, `ask-edit:${session.id}:${turn.intent.updateId}`, session, {
      text: [[turn.say("ask-edit")], [{ text: markedText(session.prompt.blocks), style: "code" }]],
      asksReply: true,
    });
    return undefined;
  },
  async reset(turn, args) {
    const session = await sessionById(turn, args.session);
    await refuseWhileWorking(turn, session);
    const { checklist, originalPrompt: prompt } = session;
    const change = { prompt, ...(checklist && prompt ? { checklist: withStyles(checklist, prompt, []) } : {}) };
    await turn.stores.sessions.update(session.id, change);
    await putCard(
      turn.deps,
      turn.stores,
      { ...session, ...change },
      "ready",
      await turn.stores.sessions.iterations(session.id),
    );
    return undefined;
  },
  async cancel(turn, args) {
    const session = await sessionById(turn, args.session);
    for (const job of await turn.stores.jobs.activeOfSession(session.id)) await turn.stores.jobs.cancel(job.id);
    const iterations = await turn.stores.sessions.iterations(session.id);
    await turn.stores.sessions.update(session.id, { status: iterations.length > 0 ? "done" : "draft" });
    await putCard(turn.deps, turn.stores, session, "cancelled", iterations);
    return undefined;
  },
  async stop(turn, args) {
    await turn.stores.jobs.cancel(String(args.job));
    return { notice: turn.say("notice-cancelling") };
  },
  settings: async (turn, args) => showSessionSettings(turn, await sessionById(turn, args.session)),
  setting: moveSetting,
  default: moveDefault,
  access: decideByPress,
  async card(turn, args) {
    const session = await sessionById(turn, args.session);
    await putCard(turn.deps, turn.stores, session, "ready", await turn.stores.sessions.iterations(session.id));
    return undefined;
  },
  async ask_negative(turn, args) {
    const name = args.session === null ? "own" : String(args.session);
    await answer(turn, { text: [[turn.say("ask-negative")]], asksReply: true }, `ask-negative:${name}`);
    return undefined;
  },
  async feedback(turn, args) {
    const session = await sessionById(turn, args.session);
    const iteration = await pictureOf(turn, args);
    const key = `ask-feedback:${session.id}:${turn.intent.updateId}`;
    await putForSession(
      turn.stores,
      key,
      session,
      { text: [[turn.say("ask-feedback", { index: iteration.index })]], asksReply: true },
      { iterationId: iteration.id },
    );
    return undefined;
  },
  async keep(turn, args) {
    const session = await sessionById(turn, args.session);
    await turn.stores.sessions.update(session.id, {
      bestIterationId: String(args.iteration),
      bestChosenByPerson: true,
    });
    await noteKept(turn, session, await pictureOf(turn, args));
    const kept: Session = { ...session, bestIterationId: String(args.iteration), bestChosenByPerson: true };
    // A running loop sees the choice before its next round and ends there, with its summary.
    if ((await turn.stores.jobs.activeOfSession(session.id)).length === 0) {
      await turn.stores.sessions.update(session.id, { status: "done" });
      const iterations = await turn.stores.sessions.iterations(session.id);
      await putIterations(turn.deps, turn.stores, kept, iterations, { job: null, idle: true });
      await putSummary(turn.deps, turn.stores, kept, iterations, iterations.at(-1)?.jobId ?? session.id);
    }
    return { notice: turn.say("notice-kept") };
  },
  async original(turn, args) {
    const session = await sessionById(turn, args.session);
    const iteration = await pictureOf(turn, args);
    const view = { text: [], image: { id: iteration.imageId, as: "file" as const } };
    await putForSession(turn.stores, `original:${iteration.id}:${turn.intent.updateId}`, session, view, {
      atMostOnce: true,
    });
    return undefined;
  },
  async prompt(turn, args) {
    const iteration = await pictureOf(turn, args);
    await answer(turn, { text: [[{ text: iteration.promptText, style: "code" }]] }, "prompt");
    return undefined;
  },
  async example(turn, args) {
    await startSession(turn, turn.say(`example-${Number(args.n)}`), {}, "card");
    return undefined;
  },
  history: async (turn, args) => showHistory(turn, Number(args.offset)),
  gallery: async (turn, args) => showGallery(turn, Number(args.offset)),
  async open(turn, args) {
    const session = await sessionById(turn, args.session);
    const iterations = await turn.stores.sessions.iterations(session.id);
    await putSummary(turn.deps, turn.stores, session, iterations, `open-${turn.intent.updateId}`);
    if (iterations.length === 0) await rerunSession(turn, session);
    return undefined;
  },
  async rerun(turn, args) {
    await rerunSession(turn, await sessionById(turn, args.session));
    return undefined;
  },
  async delete(turn, args) {
    const session = await sessionById(turn, args.session);
    for (const job of await turn.stores.jobs.activeOfSession(session.id)) await turn.stores.jobs.cancel(job.id);
    const files = await turn.stores.sessions.delete(session.id);
    turn.stores.afterCommit(() => void turn.deps.removeFiles(files));
    await showHistory(turn, Number(args.offset ?? 0));
    return { notice: turn.say("deleted") };
  },
  async forget(turn) {
    await forgetPerson(turn);
    return { notice: turn.say("forget-done") };
  },
};

async function begin(
  turn: Turn,
  session: Session,
  tool: string,
  input: Record<string, string | number | boolean | null>,
): Promise<Pressed | undefined> {
  const same = await sameInstead(turn, session, tool, input);
  if (same) return same;
  if (await askIfExpensive(turn, session, tool, input)) return { stays: true };
  // A new loop may move the best again; it begins from the one that was kept.
  if (tool === "optimize") await turn.stores.sessions.update(session.id, { bestChosenByPerson: false });
  await work(turn, session, tool, input, tool);
  return started(turn);
}

/** The same picture exists or is being made: it is shown free, unless another is wanted anyway. */
async function sameInstead(turn: Turn, session: Session, tool: string, input: Arguments): Promise<Pressed | undefined> {
  if (input.anyway) return undefined;
  const same = await answerWithSame(turn.deps, turn.stores, session, tool, input);
  return same && { notice: turn.say(`notice-same-${same}`), stays: true };
}

async function pictureOf(turn: Turn, args: Arguments): Promise<Iteration> {
  const iteration = await turn.stores.sessions.iteration(String(args.iteration));
  if (!iteration) throw new SfumatoError("E_NOT_FOUND", "The picture was deleted.");
  return iteration;
}

async function refuseWhileWorking(turn: Turn, session: Session): Promise<void> {
  const active = await turn.stores.jobs.activeOfSession(session.id);
  if (active.length > 0) throw new SfumatoError("E_DUPLICATE", "This session is at work already.");
}

/** The answered question keeps its text and loses its buttons. */
async function closeQuestion(turn: Turn, session: Session, text: string): Promise<void> {
  const asked =
    turn.intent.messageId === null
      ? undefined
      : await turn.stores.outbox.byMessage(turn.intent.place, turn.intent.messageId);
  if (asked && asked.key !== cardKey(session.id))
    await putForSession(turn.stores, asked.key, session, { text: [[{ text, style: "italic" }]] });
}
