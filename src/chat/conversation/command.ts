import { SfumatoError } from "../../domain/errors.ts";
import { callable, readHealth } from "../../engine/health.ts";
import { windowsOf } from "../../engine/standing.ts";
import { COMMANDS } from "../commands.ts";
import { readGoal } from "../goal-options.ts";
import { putLoose } from "../messages.ts";
import type { Answer } from "../platform.ts";
import { helpScreen, privacyScreen, startScreen } from "../screens/help.ts";
import {
  galleryScreen,
  HISTORY_PAGE,
  historyScreen,
  modelsScreen,
  queueScreen,
  spendScreen,
} from "../screens/lists.ts";
import { handleBlock, handleUnblock } from "./moderation/blocks.ts";
import { handleCaps } from "./moderation/caps.ts";
import { handleDefaults } from "./moderation/defaults.ts";
import { handlePause, handleResume } from "./moderation/pause.ts";
import { handleUsage } from "./moderation/usage.ts";
import { showNotes } from "./notes.ts";
import { handleAdmin } from "./operators/admin.ts";
import { optionLimits } from "./options.ts";
import { describeReplied, exportNewest, workOnReplied } from "./photo-commands.ts";
import { rerunSession } from "./rerun.ts";
import { sessionById, startSession } from "./sessions.ts";
import { showOwnSettings } from "./settings.ts";
import { showGoalUsage } from "./templates.ts";
import { answer, commandOf, type Turn } from "./turn.ts";
import { whyReplied } from "./why.ts";

type Handler = (turn: Turn, args: string) => Promise<unknown>;

/** Handles a command; one that is not in the list is answered with the way to the list. */
export async function handleCommand(turn: Turn, name: string, args: string): Promise<void> {
  if (await workOnReplied(turn, name, args)) return;
  const handler = HANDLERS[name];
  if (handler && COMMANDS.some((command) => command.name === name)) await handler(turn, args.trim());
  else await answer(turn, { text: [[turn.say("command-unknown", { name: name.slice(0, 40) })]] });
}

const fromGoal = (name: "imagine" | "optimize"): Handler => {
  return async (turn, args) => {
    if (args === "") return showGoalUsage(turn, name);
    const { goal, options } = readGoal(args, optionLimits(turn));
    await startSession(turn, goal, options, name === "optimize" ? "optimize" : "card");
  };
};

const HANDLERS: Record<string, Handler> = {
  caps: handleCaps,
  pause: handlePause,
  resume: handleResume,
  block: handleBlock,
  unblock: handleUnblock,
  usage: handleUsage,
  defaults: handleDefaults,
  admin: handleAdmin,
  imagine: fromGoal("imagine"),
  optimize: fromGoal("optimize"),
  async start(turn, args) {
    // A deep link carries its goal, percent-free, as base64url (Telegram allows A-Z a-z 0-9 _ -).
    const goal = /^g_[\w-]+$/.test(args) ? Buffer.from(args.slice(2), "base64url").toString("utf8") : "";
    if (goal !== "") return startSession(turn, goal, {}, "card");
    const session = /^s_\w+$/.test(args) ? await turn.stores.sessions.get(args.slice(2)) : undefined;
    if (session && session.personId === turn.intent.person.id && session.place.platform === turn.intent.place.platform)
      return rerunSession(turn, session);
    return answer(turn, startScreen(turn.say));
  },
  describe: describeReplied,
  export: exportNewest,
  why: whyReplied,
  help: (turn) => answer(turn, helpScreen(turn.say, turn.intent.place.kind)),
  privacy: (turn) => answer(turn, privacyScreen(turn.say)),
  settings: (turn) => showOwnSettings(turn, `settings:${turn.intent.place.platform}:${turn.intent.updateId}`),
  style: showNotes,
  history: (turn) => showHistory(turn, 0),
  gallery: (turn) => showGallery(turn, 0),
  async rerun(turn, args) {
    if (args === "") return answer(turn, { text: [[turn.say("rerun-usage")]] });
    const session = await sessionById(turn, args);
    if (session.personId !== turn.intent.person.id)
      throw new SfumatoError("E_NOT_FOUND", "There is no such session of yours.");
    await rerunSession(turn, session);
  },
  async cancel(turn) {
    const { place, person } = turn.intent;
    const jobs = (await turn.stores.jobs.activeOfPerson(place.platform, person.id)).filter(
      (job) => job.chatId === place.chatId,
    );
    for (const job of jobs) await turn.stores.jobs.cancel(job.id);
    return answer(turn, {
      text: [[jobs.length === 0 ? turn.say("cancel-none") : turn.say("cancel-done", { count: jobs.length })]],
    });
  },
  async queue(turn) {
    const { place, person } = turn.intent;
    const jobs = (await turn.stores.jobs.activeOfPerson(place.platform, person.id)).filter(
      (job) => job.chatId === place.chatId,
    );
    const rows = await Promise.all(
      jobs.map(async (job) => ({
        job,
        position: await turn.stores.jobs.position(job.id),
        goal: (job.sessionId === null ? undefined : await turn.stores.sessions.get(job.sessionId))?.goal ?? "",
      })),
    );
    return answer(turn, queueScreen(turn.say, rows));
  },
  async models(turn) {
    const { models } = turn.deps;
    const painters = callable(models).filter(({ kind }) => kind === "image");
    return answer(turn, modelsScreen(turn.say, models.images, await readHealth(turn.stores, painters)));
  },
  async spend(turn) {
    const { place, person } = turn.intent;
    const owner = { ...place, personId: person.id, sessionId: null };
    const windows = await turn.stores.money.windows(windowsOf(turn.deps.caps, owner, turn));
    return answer(turn, spendScreen(turn.say, windows));
  },
  forgetme: (turn) =>
    answer(turn, {
      text: [[turn.say("forget-question")]],
      buttons: [[{ label: turn.say("button-forget"), intent: { do: "forget", with: {} }, style: "danger" }]],
    }),
};

/** A new message at the command, the same message at a press. */
async function listKey(turn: Turn, name: string): Promise<string> {
  const { intent, stores } = turn;
  const pressed =
    intent.action.type === "press" && intent.messageId !== null
      ? await stores.outbox.byMessage(intent.place, intent.messageId)
      : undefined;
  return pressed?.key.startsWith(`${name}:`) ? pressed.key : `${name}:${intent.place.platform}:${intent.updateId}`;
}

export async function showHistory(turn: Turn, offset: number): Promise<Answer | undefined> {
  const { place, person } = turn.intent;
  const sessions = await turn.stores.sessions.ofPerson(place, person.id, { limit: HISTORY_PAGE + 1, offset });
  await putLoose(
    turn.stores,
    await listKey(turn, "history"),
    { place, personId: person.id, replyTo: commandOf(turn) },
    { ...historyScreen(turn.say, sessions, offset), private: true },
  );
  return undefined;
}

export async function showGallery(turn: Turn, offset: number): Promise<Answer | undefined> {
  const { place, person } = turn.intent;
  const entries = await turn.stores.images.ofChatPerson(place.platform, place.chatId, person.id, { limit: 2, offset });
  await putLoose(
    turn.stores,
    await listKey(turn, "gallery"),
    { place, personId: person.id, replyTo: commandOf(turn) },
    { ...galleryScreen(turn.say, entries[0], offset, entries.length > 1), private: true },
  );
  return undefined;
}

/** Stops what runs, then deletes everything of the person on this platform. */
export async function forgetPerson(turn: Turn): Promise<void> {
  const { place, person, messageId } = turn.intent;
  for (const job of await turn.stores.jobs.activeOfPerson(place.platform, person.id))
    await turn.stores.jobs.cancel(job.id);
  const asked = messageId === null ? undefined : await turn.stores.outbox.byMessage(place, messageId);
  const files = await turn.stores.forget(place.platform, person.id, asked?.key);
  turn.stores.afterCommit(() => void turn.deps.removeFiles(files));
  if (asked)
    await putLoose(
      turn.stores,
      asked.key,
      { place, personId: null, replyTo: null },
      { text: [[turn.say("forget-done")]] },
    );
}
