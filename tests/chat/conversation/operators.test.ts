import { describe, expect, it } from "vitest";
import { freezeAfterOverrun } from "../../../src/chat/alerts.ts";
import { createConversation } from "../../../src/chat/conversation/index.ts";
import { lookAround } from "../../../src/chat/watch.ts";
import { standingOf } from "../../../src/engine/standing.ts";
import type { Stores } from "../../../src/ports/stores.ts";
import { aSession } from "../chat-world.ts";
import { ann, bob, conversationWorld, group, mona, olga, privateOf, textOf } from "./world.ts";

const toOlga = privateOf(olga);

const isFrozen = async (stores: Stores) => {
  const { rules } = await standingOf(stores, { platform: "telegram", chatId: "-100", personId: olga.id });
  return rules.frozen !== null;
};

describe("operators", () => {
  it("see how everything stands", async () => {
    const { says } = await conversationWorld();
    await says(ann, "a red fox");
    const { text } = await says(olga, "/admin", toOlga);
    expect(text).toMatch(/🟢 database · 🟢 queue · 🟢 telegram/);
    expect(text).toContain("0 running, 1 queued · disk 50.0 GB free (50 %)");
    expect(text).toMatch(/Providers\n🟢 sketch · up/);
    expect(text).toMatch(/Spent today \(UTC\)\nnothing/);
    expect((await says(olga, "/admin help", toOlga)).text).toContain("/admin ceiling telegram:-1001234 daily 5");
    expect((await says(olga, "/admin jobs", toOlga)).text).toMatch(
      /^Newest jobs\n\w+ refine · queued · telegram:-100$/,
    );
  });

  it("freeze a chat's spending and let it go on, written down where it happened", async () => {
    const { says, deps } = await conversationWorld();
    await says(olga, "/admin freeze telegram:-100", toOlga);
    expect(await isFrozen(deps.stores)).toBe(true);
    await says(olga, "/admin unfreeze telegram:-100", toOlga);
    expect(await isFrozen(deps.stores)).toBe(false);
    expect((await says(mona, "/caps log")).text).toMatch(/Olga: let spending go on\n.*Olga: froze spending/);
    expect((await says(olga, "/admin freeze everything", toOlga)).text).toMatch(/^I did not understand/);
  });

  it("switch a provider off for everybody", async () => {
    const { says, stores, deps } = await conversationWorld();
    const [sketch] = deps.models.images;
    deps.models = { ...deps.models, images: [sketch, { ...sketch, provider: "other" }] as never };
    await says(olga, "/admin disable provider sketch", toOlga);
    expect((await says(olga, "/admin", toOlga)).text).toContain("⚪ sketch · switched off");
    await says(ann, "a fox");
    const [session] = await stores.sessions.ofPerson(group, ann.id, { limit: 1, offset: 0 });
    expect(session?.options.provider).toBe("other");
    expect((await says(ann, "/imagine a fox provider=sketch")).text).toBe("provider=sketch: choose one of other.");
    await says(olga, "/admin enable sketch", toOlga);
    expect((await says(ann, "/imagine a fox provider=sketch")).text).toContain("Turning your wish");
    expect((await says(olga, "/admin disable nobody", toOlga)).text).toMatch(/^I did not understand/);
  });

  it("have a failed job done again", async () => {
    const { says, stores, sql } = await conversationWorld();
    const session = await stores.sessions.add(aSession({ place: group, personId: ann.id }));
    await stores.jobs.add({
      ...{ id: "broken", tool: "generate", input: { mode: "accept" }, sessionId: session.id, platform: "telegram" },
      ...{ chatId: group.chatId, personId: ann.id, idempotencyKey: "broken" },
    });
    await sql`update jobs set state = 'failed', created_at = now() - interval '1 hour' where id = 'broken'`;
    expect((await says(olga, "/admin retry broken", toOlga)).text).toMatch(/^Accepted as job \w+\.$/);
    expect((await stores.jobs.activeOfPerson("telegram", ann.id)).map((job) => job.tool)).toEqual(["generate"]);
    expect((await says(olga, "/admin retry nothing", toOlga)).text).toBe("It is not there any more.");
  });

  it("are obeyed in their private chat alone, and nobody else is", async () => {
    const { says, stores, deps } = await conversationWorld();
    for (const words of ["/admin", "/admin freeze telegram:-100", "/admin disable sketch", "/admin jobs"]) {
      expect((await says(mona, words)).text).toBe("Only the bot's operators may do that.");
      expect((await says(ann, words, privateOf(ann))).text).toBe("Only the bot's operators may do that.");
      // The same id on another platform is somebody else.
      deps.platforms = new Map([...deps.platforms, ["other", deps.platforms.get("telegram") as never]]);
      const elsewhere = await says(olga, words, { ...toOlga, platform: "other" });
      expect(elsewhere.text === "" || elsewhere.text === "Only the bot's operators may do that.").toBe(true);
      expect((await says(olga, words)).text).toBe("This is for our private chat only.");
    }
    expect(await stores.settings.get("telegram", "-100", "")).toEqual({});
    expect(await stores.settings.get("", "", "")).toEqual({});
  });

  it("are told of each trouble once, in their own language", async () => {
    const { says, presses, deps, stores, sql, platform } = await conversationWorld();
    await says(olga, "/settings", toOlga);
    await presses(olga, /^Language: English/, toOlga);
    const before = platform.posts.length;
    const overrun = { callKey: "c", estimateMicros: 10_000, actualMicros: 90_000, chatKey: "telegram:-100" };
    const fail = async (n: number) =>
      sql`insert into paid_calls (call_key, job_id, fence, state, provider, model, kind, chat_key, window_ids, estimate_micros, error_code, finished_at)
        values (${`f${n}`}, 'j', 1, 'released', 'sketch', 'm', 'image', 'telegram:-100', '{}', 1, 'E_AI_MODEL_UNAVAILABLE', clock_timestamp())`;
    for (const n of [1, 2]) await fail(n);
    await lookAround(deps);
    expect(await stores.outbox.nextDue("telegram")).toBe(null);
    await fail(3);
    deps.machine.disk = async () => ({ freeBytes: 3e8, totalBytes: 100e9 });
    for (let twice = 0; twice < 2; twice++) {
      await freezeAfterOverrun(deps, overrun);
      await lookAround(deps);
      await fail(4 + twice);
    }
    await says(ann, "/privacy", privateOf(ann));
    const told = platform.posts.slice(before).filter((post) => post.place.chatId === olga.id);
    expect(told.map(textOf).sort()).toEqual([
      expect.stringMatching(/^Операторам: sketch несколько раз подряд/),
      expect.stringMatching(/^Операторам: в telegram:-100 вызов стоил \$0\.09/),
      expect.stringMatching(/^Операторам: на диске с картинками осталось только 0\.3 ГБ/),
    ]);
    expect((await says(mona, "/caps")).text).toContain("Frozen: nothing is spent here");
    await sql`insert into paid_calls (call_key, job_id, fence, state, provider, model, kind, chat_key, window_ids, estimate_micros, actual_micros, finished_at)
        values ('well', 'j', 1, 'settled', 'sketch', 'm', 'image', 'telegram:-100', '{}', 1, 1, clock_timestamp())`;
    expect((await says(olga, "/admin", toOlga)).text).toContain("🟢 sketch");
  });
});

describe("access by approval", () => {
  const approval = { access: "approval" as const };

  it("lets nobody in before an operator did; everybody is told once", async () => {
    const { says, presses, stores, platform } = await conversationWorld(approval);
    expect(
      (await says(ann, "a red fox", group, { placeName: "Painters" })).posts.map((post) => post.place.chatId),
    ).toEqual(expect.arrayContaining([olga.id, group.chatId]));
    expect(platform.posts.map(textOf)).toEqual(
      expect.arrayContaining([
        expect.stringContaining("The group “Painters” would like to use the bot."),
        expect.stringMatching(/^Hello! Somebody has to let me in here first/),
      ]),
    );
    for (const person of [ann, bob, mona]) expect((await says(person, "a fox")).posts).toEqual([]);
    expect(await stores.sessions.ofPerson(group, ann.id, { limit: 1, offset: 0 })).toEqual([]);
    expect((await says(ann, "/privacy")).text).toContain("What is kept");
    const approved = await presses(olga, /^Approve$/, toOlga);
    expect(approved.notice).toBe("Noted.");
    expect(approved.text).toContain("You are in.");
    expect(approved.text).toContain("Painters: let in by Olga.");
    expect((await says(ann, "a red fox")).text).toContain("Turning your wish");
    // A group that is let in lets nobody in elsewhere.
    expect((await says(ann, "a red fox", privateOf(ann))).text).toMatch(/Hello! Somebody has to let me in/);
    // Operators need nobody.
    expect((await says(olga, "a red fox", toOlga)).text).toContain("Turning your wish");
  });

  it("names the server beside its channel, and says to the person alone that somebody has to let them in", async () => {
    const { says, platform } = await conversationWorld(approval);
    await says(ann, "/imagine a fox", group, { placeName: "studio", serverName: "Painters" });
    expect(platform.posts.map(textOf)).toContainEqual(expect.stringContaining("The group “Painters · studio” would"));
    expect(platform.posts.find(({ place }) => place.chatId === group.chatId)?.view.private).toBe(true);
  });

  it("tells before anything is shown who is in", async () => {
    const { says, presses, deps } = await conversationWorld(approval);
    const { admits } = createConversation(deps);
    const inGroup = { place: group, person: ann };
    expect(await admits(inGroup)).toBe(false);
    await says(ann, "a red fox");
    expect([await admits(inGroup), await admits({ place: group, person: olga })]).toEqual([false, true]);
    await presses(olga, /^Approve$/, toOlga);
    expect([await admits(inGroup), await admits({ place: privateOf(ann), person: ann })]).toEqual([true, false]);
    expect(await createConversation({ ...deps, access: "open" }).admits({ place: privateOf(ann), person: ann })).toBe(
      true,
    );
  });

  it("stays shut for whom an operator refused, until told otherwise", async () => {
    const { says, presses } = await conversationWorld(approval);
    await says(ann, "hello", privateOf(ann));
    const asked = await says(olga, "/admin", toOlga);
    expect(asked.text).toContain("Waiting to be let in\ntelegram:7 Ann");
    expect((await presses(olga, /^Refuse$/, toOlga)).text).toContain("would rather not open");
    expect((await says(ann, "please", privateOf(ann))).posts).toEqual([]);
    expect((await says(ann, "/forgetme", privateOf(ann))).text).toContain("for good");
    await presses(ann, /^Delete everything/, privateOf(ann));
    expect((await says(ann, "please", privateOf(ann))).posts).toEqual([]);
    expect((await says(olga, "/admin approve telegram:7", toOlga)).text).toContain("You are in.");
    expect((await says(ann, "a fox", privateOf(ann))).text).toContain("Turning your wish");
    expect((await says(olga, "/admin approve telegram:12345", toOlga)).text).toBe(
      "Nobody with this id has asked to be let in.",
    );
  });

  it("is decided by operators alone", async () => {
    const { says, does, tokenOf, stores } = await conversationWorld(approval);
    await says(ann, "hello", privateOf(ann));
    const token = tokenOf(/^Approve$/);
    for (const place of [privateOf(ann), toOlga, group]) {
      const pressed = await does(ann, place, { type: "press", token, pressId: "p" });
      expect(pressed.notice).not.toBe("Noted.");
    }
    const applicant = { platform: "telegram", kind: "private" as const, id: ann.id };
    expect((await stores.moderation.admission(applicant))?.state).toBe("asked");
  });
});
