import { SfumatoError } from "../../../domain/errors.ts";
import type { Place } from "../../../domain/session.ts";
import type { Admission, Applicant } from "../../../ports/moderation.ts";
import { alertOperators, operatorAlertKeys } from "../../alerts.ts";
import type { ChatDeps } from "../../chat-deps.ts";
import type { Intent } from "../../intents.ts";
import { putLoose } from "../../messages.ts";
import type { Answer } from "../../platform.ts";
import { accessRequestScreen } from "../../screens/operators.ts";
import { sayIn } from "../../wording.ts";
import { record } from "../moderation/caps.ts";
import { isOperator, requireOperator } from "../rights.ts";
import type { Turn } from "../turn.ts";

/** Who stands for a turn: the group, or in private the person. */
function applicantOf({ place, person }: Pick<Intent, "place" | "person">): Applicant {
  return { platform: place.platform, kind: place.kind, id: place.kind === "group" ? place.chatId : person.id };
}

/** Whether somebody may speak there as things stand; asks nobody. */
export async function admits(deps: ChatDeps, who: Pick<Intent, "place" | "person">): Promise<boolean> {
  if (deps.access === "open" || isOperator({ deps, intent: who })) return true;
  return (await deps.stores.moderation.admission(applicantOf(who)))?.state === "approved";
}

/** Whether somebody unknown may speak here; else the chat is told to wait, once, and the operators are asked, once. */
export async function admissionOf(turn: Turn): Promise<{ admitted: boolean; told: boolean }> {
  const { deps, stores, intent, say } = turn;
  if (deps.access === "open" || isOperator(turn)) return { admitted: true, told: false };
  const applicant = applicantOf(intent);
  const known = await stores.moderation.admission(applicant);
  if (known?.state === "approved" || known?.state === "refused")
    return { admitted: known.state === "approved", told: false };
  const asked = { ...applicant, chatId: intent.place.chatId, name: nameOf(intent), language: turn.language };
  if (!(await stores.moderation.ask(asked))) return { admitted: false, told: false };
  const about = aboutOf(applicant);
  await alertOperators(deps, about, (toOperator) => accessRequestScreen(toOperator, asked, null), stores);
  const to = { place: intent.place, personId: null, replyTo: intent.messageId };
  const told = await putLoose(stores, `wait:${about}`, to, { text: [[say("access-wait")]], private: true });
  return { admitted: false, told };
}

/** What operators call whoever asks: a server's channel by both names. */
function nameOf({ place, person, placeName, serverName }: Intent): string {
  if (place.kind === "private") return person.name;
  const names = [serverName, placeName].filter((name) => name !== undefined);
  return names.length > 0 ? names.join(" · ") : person.name;
}

const aboutOf = ({ platform, kind, id }: Applicant) => `access:${platform}:${kind}:${id}`;

/** A press of Approve or Refuse. */
export async function decideByPress(turn: Turn, args: Record<string, unknown>): Promise<Answer> {
  requireOperator(turn);
  const applicant: Applicant = {
    platform: String(args.platform),
    kind: args.kind === "group" ? "group" : "private",
    id: String(args.id),
  };
  const decided = await decide(turn, applicant, args.verdict === "approved" ? "approved" : "refused");
  return { notice: turn.say(decided ? "access-noted" : "notice-used") };
}

/** `/admin approve telegram:-100…`, `/admin refuse …` */
export async function decideByCommand(
  turn: Turn,
  chat: { platform: string; chatId: string },
  state: "approved" | "refused",
): Promise<Admission> {
  for (const kind of ["group", "private"] as const) {
    const applicant = { platform: chat.platform, kind, id: chat.chatId };
    const known = await turn.stores.moderation.admission(applicant);
    if (known) return (await decide(turn, applicant, state)) ?? known;
  }
  throw new SfumatoError("E_NOT_FOUND", "Nobody of this id asked to be let in.", { details: { reason: "applicant" } });
}

async function decide(turn: Turn, applicant: Applicant, state: "approved" | "refused"): Promise<Admission | undefined> {
  const { deps, stores, intent } = turn;
  const decided = await stores.moderation.decide(applicant, state);
  if (!decided) return undefined;
  await record({ ...turn, intent: { ...intent, place: placeOf(decided) } }, kindOf(state), {});
  const about = aboutOf(applicant);
  for (const { key, place, personId, language } of await operatorAlertKeys(deps, about, stores))
    if (await stores.outbox.exists(key))
      await putLoose(
        stores,
        key,
        { place, personId, replyTo: null },
        accessRequestScreen(sayIn(deps.wording, language), decided, intent.person.name),
      );
  // Each decision is a message of its own: it may be changed later.
  const key = `${state}:${about}:${decided.at.getTime()}`;
  const say = sayIn(deps.wording, decided.language);
  const to = { place: placeOf(decided), personId: null, replyTo: null };
  await putLoose(stores, key, to, { text: [[say(state === "approved" ? "access-approved" : "access-refused")]] });
  return decided;
}

const kindOf = (state: "approved" | "refused") => (state === "approved" ? "approve" : "refuse");

function placeOf({ platform, chatId, kind }: Admission): Place {
  return { platform, chatId, threadId: null, kind };
}
