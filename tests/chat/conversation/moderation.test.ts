import { describe, expect, it } from "vitest";
import { standingOf, windowsOf } from "../../../src/engine/standing.ts";
import { aSession } from "../chat-world.ts";
import { ann, bob, conversationWorld, group, mona, olga, privateOf } from "./world.ts";

describe("a chat's moderators", () => {
  it("set caps, which hold at once, are shown as bars and written down", async () => {
    const { says, deps } = await conversationWorld();
    const shown = await says(mona, "/caps daily 0.000001");
    expect(shown.text).toContain("Changed: daily cap.");
    const owner = { platform: "telegram", chatId: group.chatId, personId: ann.id, sessionId: null };
    const capOf = async (period: string) =>
      windowsOf(deps.caps, owner, await standingOf(deps.stores, owner)).find(
        (one) => one.scope === "chat" && one.period === period,
      )?.capMicros;
    expect(await capOf("day")).toBe(1);
    await says(mona, "/caps monthly $2,5");
    expect(await capOf("month")).toBe(2_500_000);
    expect((await says(mona, "/caps")).text).toMatch(/[▓░]{10} chat cap, this month: \$0\.00 of \$2\.50/);
    await says(mona, "/caps monthly default");
    expect(await capOf("month")).toBe(10);
    const log = (await says(mona, "/caps log")).text;
    expect(log.split("\n").slice(1)).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d Mona: monthly cap \$2\.50 → default$/),
      expect.stringMatching(/ Mona: monthly cap default → \$2\.50$/),
      expect.stringMatching(/ Mona: daily cap default → \$0\.0000$/),
    ]);
  });

  it("stay under an operator's ceiling, and need one to take a cap off", async () => {
    const { says, deps } = await conversationWorld();
    expect((await says(mona, "/caps daily off")).text).toMatch(/only be off below a ceiling/);
    await says(olga, `/admin ceiling telegram:${group.chatId} daily 5`, privateOf(olga));
    expect((await says(mona, "/caps daily 6")).text).toBe("The bot's operator allows at most $5.00 here.");
    expect((await says(mona, "/caps daily off")).text).toMatch(/The operator's ceiling: daily cap \$5\.00/);
    const owner = { platform: "telegram", chatId: group.chatId, personId: ann.id, sessionId: null };
    const windows = windowsOf(deps.caps, owner, await standingOf(deps.stores, owner));
    expect(windows.find((one) => one.scope === "chat" && one.period === "day")?.capMicros).toBe(5_000_000);
  });

  it("are told how to say it when they say it wrong, and nothing changes", async () => {
    const { says, stores } = await conversationWorld();
    const wrong = [
      "daily",
      "daily five",
      "weekly 5",
      "daily 5 6",
      "daily -1",
      "daily 1e9",
      "daily 99999999",
      "log now",
    ];
    for (const args of wrong)
      expect((await says(mona, `/caps ${args}`)).text, args).toMatch(/^Write \/caps|is no amount/);
    expect(await stores.settings.get("telegram", group.chatId, "")).toEqual({});
    expect((await says(mona, "/caps log")).text).toBe("Nothing has been changed here yet.");
  });

  it("pause new work, and resume", async () => {
    const { says } = await conversationWorld();
    await says(mona, "/pause");
    expect((await says(ann, "a red fox")).text).toBe(
      "The moderators paused new work in this chat. They can go on with /resume.",
    );
    // Another chat is not paused.
    expect((await says(ann, "a red fox", privateOf(ann))).text).toContain("Turning your wish into a prompt");
    await says(mona, "/resume");
    expect((await says(ann, "a red fox")).text).toContain("Turning your wish into a prompt");
    await says(mona, "/pause");
    expect((await says(mona, "/caps")).text).toContain("Paused");
  });

  it("block somebody by name, by mention, or by answering; what runs is stopped", async () => {
    const { says, stores } = await conversationWorld();
    await says(bob, "a red fox");
    const [job] = await stores.jobs.activeOfPerson("telegram", bob.id);
    expect((await says(mona, "/block @BOBBY")).text).toBe("Bob is blocked in this chat. /unblock takes it back.");
    expect((await stores.jobs.get(job?.id as string))?.state).toBe("cancelled");
    expect((await says(bob, "another fox")).text).toMatch(/moderators of this chat have blocked you/);
    // Said in the chat once a day; then to the person alone, where a platform can.
    const again = await says(bob, "/spend");
    expect([again.posts, again.notice]).toEqual([[], expect.stringMatching(/have blocked you/)]);
    // Told once a day, not at each message.
    expect((await says(bob, "and another")).posts).toEqual([]);
    expect((await says(bob, "/privacy")).text).toContain("What is kept");
    expect((await says(bob, "a blue fox", privateOf(bob))).text).toContain("Turning your wish");
    expect((await says(mona, "/block")).text).toContain("• Bob");
    expect((await says(mona, "/unblock @bobby")).text).toBe("Bob may use the bot here again.");
    expect((await says(mona, "/unblock @bobby")).text).toBe("Bob was not blocked here.");
    expect((await says(bob, "a green fox")).text).toContain("Turning your wish");
    const mentions = [{ id: "77", name: "Carl" }];
    expect((await says(mona, "/block", group, { mentions })).text).toContain("Carl is blocked");
    expect((await standingOf(stores, { ...group, personId: "77" })).blocked).toBe(true);
    expect((await says(mona, "/caps log")).text).toContain("Mona: unblocked Bob");
  });

  it("cannot block themselves, an operator, or somebody nobody knows", async () => {
    const { says, stores } = await conversationWorld();
    await says(olga, "/help");
    await says(mona, "/help");
    for (const who of [mona.id, olga.id])
      expect((await says(mona, `/block ${who}`)).text).toMatch(/^Neither yourself nor/);
    expect((await says(mona, "/block @nobody_here")).text).toMatch(/I have met nobody called “@nobody_here”/);
    expect(await stores.moderation.blocked("telegram", group.chatId)).toEqual([]);
  });

  it("see who spent what, with a chart", async () => {
    const drawn: unknown[] = [];
    const { says, deps, stores, sql } = await conversationWorld();
    deps.charts.spending = async (chart) => {
      drawn.push(chart);
      return { bytes: new Uint8Array([1]), mediaType: "image/png" };
    };
    deps.files.keep = async (_image, { jobId, imageId }) => ({
      ...{ id: imageId, jobId, mediaType: "image/png", width: 1, height: 1, bytes: 1, sha256: "x" },
      path: `images/${jobId}/${imageId}.png`,
    });
    expect((await says(mona, "/usage")).text).toBe("Nothing has been spent here this month.");
    await says(ann, "/help");
    const spend = async (person: string | null, name: string, micros: number, ago = "0 minutes") => {
      const session = await stores.sessions.add(aSession({ place: group, personId: person ?? "x" }));
      await stores.jobs.add({
        ...{ id: name, tool: "generate", input: {}, sessionId: session.id, platform: "telegram" },
        ...{ chatId: group.chatId, personId: person ?? "x", idempotencyKey: name },
      });
      if (person === null) await sql`update jobs set person_id = null where id = ${name}`;
      await sql`insert into paid_calls (call_key, job_id, fence, state, provider, model, kind, chat_key, window_ids, estimate_micros, actual_micros, reserved_at, finished_at)
        values (${name}, ${name}, 1, 'settled', 'openai', 'm', 'image', 'telegram:-100', '{}', ${micros}, ${micros},
          greatest(now() - ${ago}::interval, date_trunc('month', now())), now())`;
    };
    await spend(ann.id, "one", 40_000);
    await spend(ann.id, "two", 60_000);
    await spend("404", "three", 20_000);
    await spend(null, "four", 10_000);
    const usage = await says(mona, "/usage");
    expect(usage.text).toBe(
      [
        "Who spent what",
        "1. Ann: $0.10 today, $0.10 this month · 2 pictures",
        "2. 404: $0.02 today, $0.02 this month · 1 picture",
        "3. somebody: $0.01 today, $0.01 this month · 1 picture",
      ].join("\n"),
    );
    expect(usage.posts[0]?.view.image?.as).toBe("photo");
    expect(drawn).toEqual([
      expect.objectContaining({
        subtitle: expect.stringMatching(/^\d{4}-\d\d: \$0\.13 of \$/),
        rows: expect.arrayContaining([{ name: "1  Ann", todayMicros: 100_000, monthMicros: 100_000 }]),
      }),
    ]);
  });

  it("choose the chat's defaults and providers in place; each press is checked", async () => {
    const { says, presses, stores, deps, platform } = await conversationWorld();
    const [sketch] = deps.models.images;
    deps.models = { ...deps.models, images: [sketch, { ...sketch, provider: "other" }] as never };
    await says(mona, "/defaults");
    await presses(mona, /^Provider: sketch/);
    await presses(mona, /^Preset: draft/);
    await presses(mona, /^Aspect: 1:1/);
    expect(await stores.settings.get("telegram", group.chatId, "")).toMatchObject({
      defaults: { provider: "other", preset: "final", aspect: expect.stringMatching(/^\d+:\d+$/) },
    });
    // One message that was edited.
    expect(new Set(platform.posts.map((post) => post.id)).size).toBe(1);
    expect((await presses(ann, /^Preset: final/)).notice).toBe("Only this chat's moderators may do that.");
    platform.moderators.delete(mona.id);
    expect((await presses(mona, /^Preset: final/)).notice).toBe("Only this chat's moderators may do that.");
    platform.moderators.add(mona.id);
    await presses(mona, /^✓ other/);
    expect((await presses(mona, /^✓ sketch/)).notice).toBe("One provider has to stay.");
    expect((await says(ann, "/imagine a fox provider=other")).text).toBe("provider=other: choose one of sketch.");
    await says(ann, "a fox");
    const [session] = await stores.sessions.ofPerson(group, ann.id, { limit: 1, offset: 0 });
    // Another provider than the chat's own default, as that one is not allowed any more.
    expect(session?.options).toMatchObject({ provider: "sketch", preset: "final" });
    await says(mona, "/defaults zone Asia/Tokyo");
    expect((await says(mona, "/defaults zone Mars/Olympus")).text).toMatch(/^Write a time zone/);
    const owner = { platform: "telegram", chatId: group.chatId, personId: ann.id, sessionId: null };
    const day = windowsOf(deps.caps, owner, await standingOf(deps.stores, owner)).find((one) => one.scope === "chat");
    expect(day?.startsAt.toISOString()).toMatch(/T15:00/);
  });

  it("decide whether photos of newcomers are taken", async () => {
    const { says, presses, does } = await conversationWorld();
    const photo = { type: "photo" as const, files: [{ ref: "f", name: null, mediaType: null, size: 1 }], caption: "" };
    const refused = /take no photos from people who have not made a picture here/;
    await says(mona, "/defaults");
    await presses(mona, /^Photos from newcomers: yes/);
    expect((await does(ann, group, photo)).text).toMatch(refused);
    expect((await does(ann, group, photo)).posts).toEqual([]);
    // A picture that a command answers counts as one that was sent; other commands only happen to answer it.
    const answers = { replyToMessageId: "m0", repliedPictures: photo.files };
    expect((await says(bob, "/describe", group, answers)).text).toMatch(refused);
    expect((await says(mona, "/help", group, answers)).text).not.toMatch(refused);
    await says(ann, "a red fox");
    expect((await does(ann, group, photo)).text).not.toMatch(refused);
    expect((await does(bob, privateOf(bob), photo)).text).not.toMatch(refused);
  });

  it("and their rules go along when the group gets a new id", async () => {
    const { says, does, deps, stores, sql } = await conversationWorld();
    await says(bob, "a fox");
    await says(mona, "/caps daily 3");
    await says(mona, "/block @bobby");
    await sql`insert into budget_windows (scope, scope_id, period, starts_at, ends_at, spent_micros)
      values ('chat', 'telegram:-100', 'day', date_trunc('day', now(), 'UTC'), date_trunc('day', now(), 'UTC') + interval '1 day', 777)`;
    await does({ ...mona, id: "-100" }, group, { type: "moved", newChatId: "-200" });
    const moved = { ...group, chatId: "-200" };
    expect((await says(bob, "a fox", moved)).text).toMatch(/blocked you/);
    expect((await says(mona, "/caps log", moved)).text).toContain("daily cap default → $3.00");
    const owner = { platform: "telegram", chatId: "-200", personId: ann.id, sessionId: null };
    const [day] = (
      await stores.money.windows(windowsOf(deps.caps, owner, await standingOf(deps.stores, owner)))
    ).filter((one) => one.scope === "chat");
    expect(day).toMatchObject({ capMicros: 3_000_000, spentMicros: 777 });
    expect(await stores.sessions.ofPerson(moved, bob.id, { limit: 9, offset: 0 })).toHaveLength(1);
  });
});

describe("a chat's language", () => {
  it("is a person's own choice, else the chat's, else their client's", async () => {
    const { says, presses } = await conversationWorld();
    const boris = { ...bob, language: "ru-RU" };
    expect((await says(boris, "/privacy")).text).toContain("Что хранится");
    expect((await says({ ...ann, language: "zh-Hant-TW" }, "/privacy")).text).toContain("保存的内容");
    expect((await says({ ...ann, language: "fr" }, "/privacy")).text).toContain("What is kept");
    await says(mona, "/defaults");
    await presses(mona, /^Language: each person's own/);
    expect((await says(boris, "/privacy")).text).toContain("What is kept");
    await says(boris, "/settings");
    await presses(boris, /^Language: English/);
    expect((await says(boris, "/privacy")).text).toContain("Что хранится");
    expect((await says(boris, "/imagine лиса aspect=wide")).text).toBe("aspect=wide: напишите как Ш:В, например 16:9.");
  });
});
