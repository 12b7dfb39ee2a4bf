import type { ChatCaps } from "../../../domain/budget.ts";
import { readChatRules } from "../../../domain/chat-rules.ts";
import { SfumatoError } from "../../../domain/errors.ts";
import type { Place } from "../../../domain/session.ts";
import { deploymentRules, saveDeploymentRules } from "../../../engine/standing.ts";
import type { ChangeKind } from "../../../ports/moderation.ts";
import { adminUsageScreen, jobsScreen } from "../../screens/operators.ts";
import { readAmount, record } from "../moderation/caps.ts";
import { requireOperator } from "../rights.ts";
import { work } from "../sessions.ts";
import { answer, type Turn } from "../turn.ts";
import { decideByCommand } from "./access.ts";
import { showStatus } from "./status.ts";

type Handler = (turn: Turn, words: readonly string[]) => Promise<unknown>;

/** `/admin …`, in operators' private chats alone. */
export async function handleAdmin(turn: Turn, args: string): Promise<void> {
  requireOperator(turn);
  const [name = "", ...words] = args.split(/\s+/).filter(Boolean);
  if (name === "") return showStatus(turn);
  const handler = HANDLERS[name.toLowerCase()];
  if (handler) await handler(turn, words);
  else await answer(turn, adminUsageScreen(turn.say));
}

const HANDLERS: Readonly<Record<string, Handler>> = {
  approve: (turn, words) => decideAccess(turn, words, "approved"),
  refuse: (turn, words) => decideAccess(turn, words, "refused"),
  ceiling: setCeiling,
  freeze: (turn, words) => setFrozen(turn, words, "operator"),
  unfreeze: (turn, words) => setFrozen(turn, words, null),
  async jobs(turn) {
    await answer(turn, jobsScreen(turn.say, await turn.stores.moderation.newestJobs(JOBS_SHOWN)));
  },
  retry,
  disable: (turn, words) => setDisabled(turn, words, true),
  enable: (turn, words) => setDisabled(turn, words, false),
};
const JOBS_SHOWN = 20;

function usage(): SfumatoError {
  return new SfumatoError("E_PROMPT_INVALID", "Write /admin help for what it takes.", {
    details: { reason: "admin_usage" },
  });
}

/** `telegram:-1001234` */
function chatIn(word: string | undefined): { platform: string; chatId: string } {
  const [, platform, chatId] = /^([a-z]+):(-?[\w-]{1,40})$/.exec(word ?? "") ?? [];
  if (platform === undefined || chatId === undefined) throw usage();
  return { platform, chatId };
}

async function decideAccess(turn: Turn, [chat]: readonly string[], state: "approved" | "refused"): Promise<void> {
  const { name } = await decideByCommand(turn, chatIn(chat), state);
  await answer(turn, { text: [[turn.say(`access-${state}-by`, { name, operator: turn.intent.person.name })]] });
}

/** Writes a change of another chat's rules into that chat's history. */
function recordThere(turn: Turn, chat: { platform: string; chatId: string }, kind: ChangeKind, details = {}) {
  const place: Place = { ...chat, threadId: null, kind: "group" };
  return record({ ...turn, intent: { ...turn.intent, place } }, kind, details);
}

const CEILINGS: Readonly<Record<string, keyof ChatCaps>> = {
  daily: "day",
  monthly: "month",
  session: "session",
  user: "person",
};

/** `/admin ceiling telegram:-100… daily 5`, `… daily off` for none. */
async function setCeiling(turn: Turn, [to, word = "", amount = ""]: readonly string[]): Promise<void> {
  const chat = chatIn(to);
  const cap = CEILINGS[word.toLowerCase()];
  if (cap === undefined) throw usage();
  const most = readAmount(amount.toLowerCase()) ?? null;
  const { ceiling } = readChatRules(await turn.stores.settings.get(chat.platform, chat.chatId, ""));
  await turn.stores.settings.merge(chat.platform, chat.chatId, "", { ceiling: { ...ceiling, [cap]: most } });
  await recordThere(turn, chat, "ceiling", { cap, from: ceiling[cap] ?? "off", to: most ?? "off" });
  await answer(turn, { text: [[turn.say("admin-done")]] });
}

async function setFrozen(turn: Turn, [to]: readonly string[], frozen: string | null): Promise<void> {
  const chat = chatIn(to);
  await turn.stores.settings.merge(chat.platform, chat.chatId, "", { frozen });
  await recordThere(turn, chat, frozen === null ? "unfreeze" : "freeze");
  await answer(turn, { text: [[turn.say("admin-done")]] });
}

/** `/admin retry JOB`: the same work once more, for its session's person and at their cost. */
async function retry(turn: Turn, [id = ""]: readonly string[]): Promise<void> {
  const job = await turn.stores.jobs.get(id);
  const session = job?.sessionId ? await turn.stores.sessions.get(job.sessionId) : undefined;
  if (!job || !session) throw new SfumatoError("E_NOT_FOUND", "There is no such job, or its session was deleted.");
  if (job.state !== "failed" && job.state !== "blocked_budget" && job.state !== "cancelled") throw usage();
  const again = await work(turn, session, job.tool, job.input, "retry");
  await answer(turn, { text: [[turn.say("admin-retried", { id: again.id })]] });
}

/** `/admin disable openai`: no new calls go there, whoever chose it. */
async function setDisabled(turn: Turn, words: readonly string[], disabled: boolean): Promise<void> {
  const provider = (words.at(-1) ?? "").toLowerCase();
  if (!turn.deps.models.images.some((model) => model.provider === provider)) throw usage();
  const before = (await deploymentRules(turn.stores)).disabledProviders.filter((id) => id !== provider);
  await saveDeploymentRules(turn.stores, { disabledProviders: disabled ? [...before, provider] : before });
  await answer(turn, { text: [[turn.say(disabled ? "admin-disabled" : "admin-enabled", { provider })]] });
}
