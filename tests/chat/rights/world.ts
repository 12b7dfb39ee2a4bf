import type { Sql } from "postgres";
import { createConversation } from "../../../src/chat/conversation/index.ts";
import type { Intent } from "../../../src/chat/intents.ts";
import type { Stores } from "../../../src/ports/stores.ts";
import { fakeDeps, handleWhole } from "../fake-deps.ts";
import { anIteration, aPrompt, aSession } from "../samples.ts";
import { discordDoor } from "./discord-door.ts";
import type { Door, Where, Who } from "./doors.ts";
import { telegramDoor } from "./telegram-door.ts";

/** What became of a try. */
export interface Outcome {
  /** Something changed of what only others may change. */
  accepted: boolean;
  /** Whoever tried was told something. */
  answered: boolean;
  /** It was nothing for the bot. */
  ignored: boolean;
}

/** A button that somebody may press. */
export interface Target {
  readonly token: string;
  readonly messageId: string;
}

/** What is there to be taken on one platform. */
export interface Scene {
  readonly door: Door;
  readonly sessionId: string;
  readonly jobId: string;
  /** Buttons of Ann's card and picture, by what they do. */
  readonly own: Readonly<Record<string, Target>>;
  readonly used: Target;
  readonly expired: Target;
  /** Buttons of moderators: of yesterday's, of today's, and one that names nobody. */
  readonly chat: Readonly<Record<"exMod" | "mona" | "anybody", Target>>;
  /** Buttons of the operator: in private, and one that stands in the group. */
  readonly access: Readonly<Record<"private" | "group", Target>>;
}

/** A button of each kind that changes a session. */
const OWN: Readonly<Record<string, Record<string, string | number>>> = {
  accept: {},
  optimize: { rounds: 1 },
  confirm: { tool: "generate", mode: "accept" },
  reroll: {},
  keep: {},
  cancel: {},
  reset: {},
  edit: {},
  settings: {},
  setting: { name: "preset" },
  delete: { offset: 0 },
  feedback: {},
};

/** Both platforms' groups on one database, with a session, moderators' buttons and an applicant in each. */
export async function rightsWorld(stores: Stores, sql: Sql, newId: () => string) {
  const telegram = telegramDoor(70_009);
  const discord = discordDoor("50009");
  const doors = { telegram, discord };
  const platforms = new Map(Object.entries(doors).map(([id, { platform }]) => [id, platform]));
  const { deps } = fakeDeps(stores, newId, { platforms });
  deps.operators = Object.entries(doors).map(([platform, door]) => ({ platform, personId: door.idOf("olga") }));
  const { handle } = createConversation(deps);
  const scenes = {
    telegram: await openScene("telegram", telegram, stores, sql),
    discord: await openScene("discord", discord, stores, sql),
  };
  const owners = Object.values(doors).map((door) => door.idOf("ann"));
  let before = await look(sql, owners);
  const tries = async (intents: readonly Intent[]): Promise<Outcome> => {
    let notice = false;
    for (const intent of intents) {
      const answer = await handleWhole(stores, handle, intent).catch((error: Error) => {
        throw new Error(`${error.message} at ${JSON.stringify(intent)}`, { cause: error });
      });
      notice ||= Boolean(answer?.notice);
    }
    const after = await look(sql, owners);
    const outcome = {
      accepted: after.guarded !== before.guarded,
      answered: notice || after.said > before.said,
      ignored: intents.length === 0,
    };
    before = after;
    return outcome;
  };
  return { scenes, tries };
}

/** Everything that only its owner, moderators or operators may change, as one value; and how much was said so far. */
async function look(sql: Sql, owners: readonly string[]): Promise<{ guarded: string; said: number }> {
  const [row] = await sql<{ guarded: string; said: string }[]>`
    select md5(coalesce(string_agg(line, '|' order by line), '')) as guarded,
      (select coalesce(sum(version), 0) from outbox) as said
    from (
      select 's' || platform || chat_id || data::text as line from settings where person_id = '' or person_id in ${sql(owners)}
      union all select 'b' || b::text from blocks b
      union all select 'a' || a::text from admissions a
      union all select 'c' || c::text from changes c
      union all select 'n' || n::text from sessions n where person_id in ${sql(owners)}
      union all select 'j' || id || state from jobs where person_id in ${sql(owners)}
      union all select 'f' || f::text from feedback f
      union all select 'u' || token || used_at from buttons where used_at is not null and person_id in ${sql(owners)}
    ) lines`;
  return { guarded: row?.guarded ?? "", said: Number(row?.said ?? 0) };
}

async function openScene(platform: string, door: Door, stores: Stores, sql: Sql): Promise<Scene> {
  const place = (where: Where, who: Who) => ({
    ...{ platform, chatId: door.chatIdOf(where, who), threadId: null },
    kind: where === "private" ? ("private" as const) : ("group" as const),
  });
  const group = place("group", "ann");
  const mine = { place: group, personId: door.idOf("ann"), personName: "Ann", prompt: aPrompt("a fox") };
  const session = await stores.sessions.add(aSession(mine));
  const iteration = await stores.sessions.addIteration(anIteration({ sessionId: session.id }));
  const jobId = `job-${platform}`;
  await sql`insert into jobs (id, tool, input, state, platform, chat_id, person_id, session_id, chat_key, turn, idempotency_key)
    values (${jobId}, 'generate', '{}', 'failed', ${platform}, ${group.chatId}, ${door.idOf("ann")}, ${session.id},
      ${`${platform}:${group.chatId}`}, 0, ${jobId})`;
  let messages = platform === "telegram" ? 300 : 6_000;
  const button = async (
    at: typeof group,
    personId: string | null,
    sessionId: string | null,
    does: string,
    more: object,
  ) => {
    const messageId = String(++messages);
    const key = `${sessionId ? "card" : does}:${platform}:${messageId}`;
    const message = { key, place: at, sessionId, iterationId: null, personId, view: { text: [["x"]] } };
    await stores.outbox.put({ ...message, replyToMessageId: null });
    const [row] = await sql`update outbox set message_id = ${messageId}, posted_version = version, state = 'posted'
      where key = ${key} returning id`;
    const intent = { do: does, with: { ...more } as Record<string, unknown> };
    const minted = await stores.outbox.mintButtons({ outboxId: row?.id, place: at, sessionId }, [{ intent, personId }]);
    return { token: minted[0] as string, messageId };
  };
  const ofAnn = (does: string, more: object) =>
    button(group, door.idOf("ann"), session.id, does, { session: session.id, iteration: iteration.id, ...more });
  const own: Record<string, Target> = {};
  for (const [does, more] of Object.entries(OWN)) own[does] = await ofAnn(does, more);
  const [used, expired] = [await ofAnn("accept", { nth: 1 }), await ofAnn("accept", { nth: 2 })];
  await stores.outbox.useButton(used.token);
  await sql`update buttons set expires_at = now() - interval '1 second' where token = ${expired.token}`;
  const preset = (personId: string | null) => button(group, personId, null, "default", { name: "preset" });
  const applicant = { platform, kind: "group" as const, id: `applicant-${platform}` };
  await stores.moderation.ask({ ...applicant, chatId: applicant.id, name: "Applicants", language: "en" });
  const verdict = { ...applicant, verdict: "approved" };
  return {
    ...{ door, sessionId: session.id, jobId, own, used, expired },
    chat: {
      exMod: await preset(door.idOf("exMod")),
      mona: await preset(door.idOf("mona")),
      anybody: await preset(null),
    },
    access: {
      private: await button(place("private", "olga"), door.idOf("olga"), null, "access", verdict),
      group: await button(group, null, null, "access", verdict),
    },
  };
}
