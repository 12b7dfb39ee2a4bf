import { describe, expect, it } from "vitest";
import type { ChatDeps } from "../../../src/chat/chat-deps.ts";
import { COMMANDS } from "../../../src/chat/commands.ts";
import { createConversation } from "../../../src/chat/conversation/index.ts";
import { requireModerator, requireOperator } from "../../../src/chat/conversation/rights.ts";
import type { Turn } from "../../../src/chat/conversation/turn.ts";
import { createInbox, Refused } from "../../../src/chat/inbox.ts";
import type { Intent } from "../../../src/chat/intents.ts";
import type { SfumatoError } from "../../../src/domain/errors.ts";
import { UNRULY } from "../../contracts/every-screen.ts";
import { aPrompt, aSession } from "../chat-world.ts";
import { ann, bob, conversationWorld, group, mona, olga, press, privateOf, textOf } from "./world.ts";

/** A card of Ann's in the group, with its buttons. */
async function withCard() {
  const world = await conversationWorld();
  const session = await world.stores.sessions.add(
    aSession({ place: group, personId: ann.id, prompt: aPrompt("a fox") }),
  );
  const message = {
    ...{ key: `card:${session.id}`, place: group, sessionId: session.id, iterationId: null, personId: ann.id },
    view: {
      text: [["card"]],
      buttons: [
        [{ label: "Accept", intent: { do: "accept", with: { session: session.id } }, style: "plain", for: "owner" }],
      ],
      ...{ live: false, asksReply: false },
    },
    replyToMessageId: null,
  };
  await world.stores.outbox.put(message);
  await world.says(bob, "/privacy");
  const jobs = async () => (await world.stores.jobs.ofSession(session.id)).length;
  return { ...world, session, jobs, token: world.tokenOf(/^Accept$/) };
}

describe("buttons", () => {
  it("of others do nothing, and say whose they are", async () => {
    const { does, token, jobs } = await withCard();
    for (const person of [bob, mona, olga])
      expect((await does(person, group, press(token))).notice).toBe(
        "This belongs to Ann. Start your own with /imagine.",
      );
    expect(await jobs()).toBe(0);
  });

  it("that were forged, expired, or carried to another chat or platform do nothing", async () => {
    const { does, token, jobs, sql } = await withCard();
    const tooOld = /^This button is too old/;
    const forged = [
      "",
      "0",
      token.slice(0, -1),
      `${token}x`,
      token.toUpperCase(),
      "' or 1=1 --",
      "x".repeat(5000),
      "\u0000",
    ];
    for (const wrong of forged.filter((one) => one !== token))
      expect((await does(ann, group, press(wrong))).notice, JSON.stringify(wrong.slice(0, 20))).toMatch(tooOld);
    expect((await does(ann, privateOf(ann), press(token))).notice).toMatch(tooOld);
    expect((await does(ann, { ...group, platform: "discord" }, press(token))).notice).toMatch(tooOld);
    await sql`update buttons set expires_at = now() - interval '1 second' where token = ${token}`;
    expect((await does(ann, group, press(token))).notice).toMatch(tooOld);
    expect(await jobs()).toBe(0);
  });

  it("act once, however often they are pressed", async () => {
    const { does, token, jobs } = await withCard();
    expect((await does(ann, group, press(token))).notice).toBe("Started.");
    for (let again = 0; again < 5; again++)
      expect((await does(ann, group, press(token))).notice).toBe("That is done already.");
    expect(await jobs()).toBe(1);
  });
});

describe("a session", () => {
  it("cannot be reached from another chat, by another person, or from another platform", async () => {
    const { says, session, stores } = await withCard();
    const gone = "It is not there any more.";
    for (const place of [privateOf(ann), { ...group, chatId: "-101" }])
      expect((await says(ann, `/rerun ${session.id}`, place)).text).toBe(gone);
    expect((await says(bob, `/rerun ${session.id}`)).text).toBe(gone);
    expect((await says(bob, `/start s_${session.id}`)).text).toContain("Write what you would like to see");
    // An answer to the card's message number in another chat is a new wish, not words about that session.
    await says(ann, "a blue fox", privateOf(ann), { replyToMessageId: "1" });
    expect((await stores.sessions.get(session.id))?.prompt?.blocks.subject).toBe("a fox");
    expect((await says(ann, "/history", privateOf(ann))).text).not.toContain(session.id);
  });
});

describe("rights", () => {
  const MODERATION = COMMANDS.filter((command) => command.audience === "moderators").map(({ name }) => name);

  it("of moderators are nobody else's: 10,000 generated tries, none accepted", { timeout: 60_000 }, async () => {
    const { stores, deps, platform } = await conversationWorld();
    const { handle } = createConversation(deps);
    await stores.moderation.see("telegram", bob);
    const args = [
      "",
      "daily 5",
      "monthly off",
      "user 9",
      "log",
      "@bobby",
      "8",
      "zone UTC",
      "approve telegram:-100",
      "disable sketch",
    ];
    const names = [...MODERATION, "admin"];
    const people = [ann, bob, { ...ann, id: "-100" }, { ...bob, name: "Mona" }, { ...bob, username: "mona" }];
    let random = 1;
    const pick = <T>(list: readonly T[]): T => {
      random = (random * 48_271) % 2_147_483_647;
      return list[random % list.length] as T;
    };
    // The rights are decided before anything is written; that is undone here, which is quick.
    await stores
      .transaction(async (tx) => {
        for (let at = 0; at < 10_000; at++) {
          const person = pick(people);
          const action = { type: "command" as const, name: pick(names), args: pick(args) };
          const place = pick([group, privateOf(person)]);
          const intent: Intent = {
            ...{ updateId: `g${at}`, place, person, messageId: null, replyToMessageId: null, action },
          };
          if (at % 250 === 0)
            await handle(tx, intent).catch((error) => {
              if (error instanceof Refused) return error.answer(tx);
              throw error;
            });
          else await refusedQuickly(deps, intent);
        }
        expect(await tx.settings.get("telegram", "-100", "")).toEqual({});
        expect(await tx.settings.get("", "", "")).toEqual({});
        expect(await tx.moderation.changes("telegram", "-100", 1)).toEqual([]);
        expect(await tx.moderation.blocked("telegram", "-100")).toEqual([]);
        throw new Error("undo");
      })
      .catch((error: Error) => expect(error.message).toBe("undo"));
    expect(platform.posts.length).toBe(0);
  });

  it("end the moment somebody is an administrator no longer", async () => {
    const { says, platform, stores } = await conversationWorld();
    await says(mona, "/caps daily 5");
    platform.moderators.delete(mona.id);
    for (const name of MODERATION)
      expect((await says(mona, `/${name} daily 9`)).text, name).toBe("Only this chat's moderators may do that.");
    expect((await stores.settings.get("telegram", "-100", "")).caps).toEqual({ day: 5_000_000 });
  });

  it("that nobody can confirm are no rights", async () => {
    const { says, platform, stores } = await conversationWorld();
    platform.isModerator = () => Promise.reject(new Error("no answer"));
    expect((await says(mona, "/pause")).text).toMatch(/^I could not ask whether you moderate/);
    expect(await stores.settings.get("telegram", "-100", "")).toEqual({});
  });

  it("come with the action where the platform says so itself, and are not asked for again", async () => {
    const { says, platform } = await conversationWorld();
    platform.isModerator = () => Promise.reject(new Error("not to be asked"));
    expect((await says({ ...ann, moderator: true }, "/pause")).text).toMatch(/^Paused/);
    expect((await says({ ...mona, moderator: false }, "/resume")).text).toBe(
      "Only this chat's moderators may do that.",
    );
  });

  it("are of no use in the wrong kind of chat", async () => {
    const { says } = await conversationWorld();
    for (const name of MODERATION)
      expect((await says(ann, `/${name}`, privateOf(ann))).text, name).toMatch(/^This is for groups/);
  });
});

describe("a flood", () => {
  it("of 10,000 messages costs a bounded amount of work, and is answered politely once", {
    timeout: 60_000,
  }, async () => {
    const { deps, stores, platform, sql } = await conversationWorld();
    deps.platforms = new Map([["telegram", platform]]);
    let handled = 0;
    const inbox = createInbox(deps, async () => {
      handled++;
      return undefined;
    });
    const flood = (from: number, count: number): Intent[] =>
      Array.from({ length: count }, (_, at) => ({
        ...{ updateId: `f${from + at}`, place: privateOf(bob), person: bob, messageId: String(at) },
        ...{ replyToMessageId: null, action: { type: "text" as const, text: "spam" } },
      }));
    const began = performance.now();
    for (let at = 0; at < 10_000; at += 100) await inbox.receive("telegram", flood(at, 100));
    const presses = flood(20_000, 50).map((intent) => ({ ...intent, action: press("t") }));
    await inbox.receive("telegram", presses);
    // Somebody else is heard meanwhile.
    const other = { ...flood(30_000, 1)[0], person: ann, place: privateOf(ann) } as Intent;
    await inbox.receive("telegram", [other]);
    const [saved] = await sql`select count(*)::int as count from updates`;
    const seconds = (performance.now() - began) / 1000;
    expect(saved?.count).toBeLessThan(70 + seconds);
    await expect.poll(() => handled, { timeout: 20_000 }).toBe(saved?.count);
    await expect.poll(() => stores.outbox.nextDue("telegram"), { timeout: 10_000 }).toBe(null);
    expect(platform.posts.map(textOf)).toEqual(["That is faster than I can read. Pause for ten seconds, then go on."]);
    // Each press is answered, or its button would spin.
    expect(platform.answers).toHaveLength(50);
    await inbox.stop();
  });
});

describe("what people write", () => {
  it("is shown as it is, loses what is invisible, and changes nothing else", async () => {
    const { says, stores } = await conversationWorld();
    const { text } = await says(ann, `${UNRULY}\u202e\u2066\u200b`, group);
    expect(text).toContain(UNRULY);
    expect(text).not.toMatch(/[\u200b\u202a-\u202e\u2066-\u2069]/);
    const [session] = await stores.sessions.ofPerson(group, ann.id, { limit: 1, offset: 0 });
    expect(session?.goal).toBe(UNRULY);
  });

  it("is never looked up as wording or as a template", async () => {
    const { says } = await conversationWorld();
    const goal = "{ $price } { button-accept } %s {{ flex.subject }}";
    expect((await says(ann, goal)).text).toContain(goal);
  });
});

/** Asks for the right that a command needs, without the conversation around it. */
async function refusedQuickly(deps: ChatDeps, intent: Intent): Promise<void> {
  const turn = { deps, intent } as Turn;
  const isAdmin = intent.action.type === "command" && intent.action.name === "admin";
  const code = await (async () => (isAdmin ? requireOperator(turn) : requireModerator(turn)))().then(
    () => "accepted",
    (error) => (error as SfumatoError).code,
  );
  if (code !== "E_NOT_ALLOWED") throw new Error(`${JSON.stringify(intent)} was ${code}`);
}
