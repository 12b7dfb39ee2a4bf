import { SfumatoError } from "../../../domain/errors.ts";
import type { KnownPerson } from "../../../ports/moderation.ts";
import { requireModerator } from "../rights.ts";
import { answer, type Turn } from "../turn.ts";
import { record } from "./caps.ts";

/** `/block @user`: the person's jobs here are stopped, and nothing of theirs is answered any more. */
export async function handleBlock(turn: Turn, args: string): Promise<void> {
  await requireModerator(turn);
  if (args === "" && !turn.intent.mentions) return listBlocked(turn);
  const { place, person } = turn.intent;
  const whom = await personMeant(turn, args);
  if (whom.id === person.id || turn.deps.operators.some((one) => isSame(one, place.platform, whom.id)))
    throw new SfumatoError("E_NOT_ALLOWED", "Nobody blocks themselves or an operator.", {
      details: { reason: "not_blockable" },
    });
  const fresh = await turn.stores.moderation.block(place.platform, place.chatId, whom.id);
  if (fresh) {
    await record(turn, "block", { person: whom.id });
    for (const job of await turn.stores.jobs.activeOfPerson(place.platform, whom.id))
      if (job.chatId === place.chatId) await turn.stores.jobs.cancel(job.id);
  }
  await answer(turn, { text: [[turn.say("block-done", { name: whom.name })]] });
}

const isSame = (one: { platform: string; personId: string }, platform: string, personId: string) =>
  one.platform === platform && one.personId === personId;

/** `/unblock @user` */
export async function handleUnblock(turn: Turn, args: string): Promise<void> {
  await requireModerator(turn);
  if (args === "" && !turn.intent.mentions) return listBlocked(turn);
  const { platform, chatId } = turn.intent.place;
  const whom = await personMeant(turn, args);
  const was = await turn.stores.moderation.unblock(platform, chatId, whom.id);
  if (was) await record(turn, "unblock", { person: whom.id });
  await answer(turn, { text: [[turn.say(was ? "unblock-done" : "unblock-not", { name: whom.name })]] });
}

/** A mention that carries an id, else a name or an id that the bot has met. The author of an answered message comes last. */
async function personMeant(turn: Turn, args: string): Promise<KnownPerson> {
  const { intent, stores } = turn;
  const [word = ""] = args.split(/\s+/);
  const mention = /^<@!?(\d+)>$/.exec(word)?.[1];
  const known = word === "" ? undefined : await stores.moderation.findPerson(intent.place.platform, mention ?? word);
  if (known) return known;
  const meant = intent.mentions?.find((one) => mention === undefined || one.id === mention);
  if (meant) return meant;
  // An id is enough to block somebody who has never spoken to the bot.
  if (mention ?? /^\d{3,25}$/.test(word)) return { id: mention ?? word, name: mention ?? word };
  throw new SfumatoError("E_NOT_FOUND", "Nobody of this name ever spoke to the bot.", {
    details: { reason: "person", name: word.slice(0, 40) },
  });
}

async function listBlocked(turn: Turn): Promise<void> {
  const { platform, chatId } = turn.intent.place;
  const ids = await turn.stores.moderation.blocked(platform, chatId);
  const names = await turn.stores.moderation.names(platform, ids);
  const list = ids.slice(0, 50).map((id) => names.get(id) ?? id);
  const lines = list.length === 0 ? [[turn.say("block-none")]] : list.map((name) => [`• ${name}`]);
  await answer(turn, {
    text: [[{ text: turn.say("block-title"), style: "bold" }], ...lines, [turn.say("block-usage")]],
  });
}
