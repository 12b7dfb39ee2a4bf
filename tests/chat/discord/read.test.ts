import { describe, expect, it } from "vitest";
import { solidPng } from "../../fakes/tiny-png.ts";
import { createHarness } from "./harness.ts";

const setUp = async () => {
  const harness = await createHarness();
  await harness.start();
  const { server, host } = harness;
  const ann = server.user({ name: "Ann", locale: "ru" });
  const studio = server.channel(server.guild(), { denied: ["threads"] });
  const last = () => server.waitFor(() => host.intents.at(-1));
  return { ...harness, ann, studio, last };
};

describe("reading Discord", () => {
  it("turns a slash command into what is typed elsewhere, for a person with a language and a name", async () => {
    const { server, ann, studio, last } = await setUp();
    const options = { goal: "a red fox", aspect: "16:9", iterations: 4, negative: 'no "hats" here' };
    server.command(studio, ann, "imagine", options);
    expect(await last()).toMatchObject({
      place: { platform: "discord", chatId: studio.id, threadId: null, kind: "group" },
      person: { id: ann.id, name: "Ann", language: "ru", moderator: false },
      placeName: "studio",
      action: {
        ...{ type: "command", name: "imagine" },
        args: 'a red fox aspect=16:9 iterations=4 negative="no ”hats” here"',
      },
    });
  });

  it("acknowledges before anything is saved, also while the database is away, and saves it when it is back", async () => {
    const { server, host, ann, studio, last } = await setUp();
    host.failures = 3;
    const used = server.command(studio, ann, "settings");
    await server.waitFor(() => used.callback);
    expect(used.callback).toEqual({ type: 5, data: { flags: 64 } });
    expect(await last()).toMatchObject({ action: { name: "settings" } });
    expect(host.failures).toBe(0);
  });

  it("carries pictures of a command as it does those of a message, the mask by its role", async () => {
    const { server, ann, studio, host, last } = await setUp();
    const png = solidPng(64, 64, [200, 80, 40]);
    const [image, mask] = [await server.file("cat.png", png), await server.file("mask.png", png)];
    server.command(studio, ann, "imagine", { goal: "a hat", image, mask });
    const picture = { name: "cat.png", mediaType: "image/png", size: png.length };
    expect((await last()).action).toEqual({
      type: "photo",
      caption: "/imagine a hat",
      files: [
        expect.objectContaining(picture),
        { ...picture, name: "mask.png", ref: expect.stringContaining(mask.id), role: "mask" },
      ],
    });
    server.say(studio, ann, `<@${server.world.bot.id}> give it a hat`, { files: [image] });
    await server.waitFor(() => host.intents.length === 2);
    expect((await last()).action).toMatchObject({ type: "photo", caption: "give it a hat", files: [picture] });
  });

  it("hears messages in private, mentions and replies; others' talk, bots and replies without a ping it does not", async () => {
    const { server, ann, studio, host } = await setUp();
    const bot = server.world.bot;
    const ours = server.world.add({
      ...{ channelId: studio.id, author: bot, content: "a picture", embeds: [], components: [], files: [], flags: 0 },
      ...{ onlyFor: null, replyTo: null, nonce: null },
    });
    server.say(studio, ann, "who wants lunch?");
    server.say(studio, bot, `<@${bot.id}> I talk to myself`);
    server.say(studio, ann, "larger", { replyTo: ours, pings: false });
    const words = [
      server.say(studio, ann, `hey <@${bot.id}>, a boat`),
      server.say(studio, ann, "larger", { replyTo: ours }),
      server.say(studio, ann, `<@!${bot.id}> /imagine a kite`),
      server.say(server.privateChat(ann), ann, "a house"),
    ];
    await server.waitFor(() => host.intents.length === words.length);
    const heard = words.map(({ id }) => host.intents.find(({ updateId }) => updateId === id)?.action);
    expect(heard).toEqual([
      { type: "text", text: "hey a boat" },
      { type: "text", text: "larger" },
      { type: "command", name: "imagine", args: "a kite" },
      { type: "text", text: "a house" },
    ]);
    expect(host.intents.find(({ replyToMessageId }) => replyToMessageId === ours.id)).toBeDefined();
  });

  it("gives a session in a channel a thread that begins with its message, and tells a thread from its channel", async () => {
    const { server, ann, host } = await setUp();
    const channel = server.channel(server.guild());
    const asked = server.say(channel, ann, `<@${server.world.bot.id}> a boat`);
    const used = server.command(channel, ann, "imagine", { goal: "a kite" });
    await server.waitFor(() => host.intents.length === 2);
    const places = host.intents.map(({ place }) => [place.chatId, place.threadId]);
    expect(places).toEqual(
      expect.arrayContaining([
        [channel.id, asked.id],
        [channel.id, used.originalId],
      ]),
    );
    expect(used.callback).toMatchObject({ type: 4, data: { content: "🎨\n> a kite" } });
  });

  it("reads presses, choices and modals with the one id that their answer goes to", async () => {
    const { server, ann, studio, host } = await setUp();
    const shown = server.world.add({
      ...{ channelId: studio.id, author: server.world.bot, content: "x", embeds: [], components: [], files: [] },
      ...{ flags: 0, onlyFor: null, replyTo: null, nonce: null },
    });
    const press = server.press(shown, "token-1", ann);
    const choice = server.press(shown, "token-2", ann, ["16:9"]);
    const field = { name: "text", label: "Prompt", kind: "lines" as const, required: true, value: "a red fox" };
    const mask = { name: "mask", label: "Mask", kind: "picture" as const, required: false };
    host.formed = { title: "Edit", fields: [field, mask] };
    const opened = server.press(shown, "token-3.form", ann);
    await server.waitFor(() => opened.callback);
    const file = await server.file("mask.png", solidPng(8, 8, [0, 0, 0]));
    const sent = server.submit(opened, { text: "a blue fox", mask: file });
    await server.waitFor(() => host.intents.length === 3);
    expect([press.callback?.type, choice.callback?.type, opened.callback?.type, sent.callback?.type]).toEqual([
      6, 6, 9, 6,
    ]);
    expect(JSON.stringify(opened.callback)).toContain('"value":"a red fox"');
    const actionOf = (id: string) => host.intents.find(({ updateId }) => updateId === id);
    expect(actionOf(press.id)).toMatchObject({ messageId: shown.id, action: { token: "token-1", pressId: press.id } });
    expect(actionOf(choice.id)?.action).toMatchObject({ token: "token-2", value: "16:9" });
    expect(actionOf(sent.id)?.action).toMatchObject({
      ...{ type: "form", token: "token-3", pressId: sent.id, values: { text: "a blue fox" } },
      files: { mask: [{ name: "mask.png", role: "mask" }] },
    });
    // A form that cannot be had is a plain press, which says why.
    host.formed = null;
    const plain = server.press(shown, "token-3.form", ann);
    await server.waitFor(() => host.intents.length === 4);
    expect(plain.callback?.type).toBe(6);
  });

  it("asks in a modal what to do with the picture of a message, and describes it without asking", async () => {
    const { server, ann, studio, host } = await setUp();
    const picture = await server.file("cat.png", solidPng(8, 8, [9, 9, 9]));
    const message = server.say(studio, server.user({ name: "Bob" }), "my cat", { files: [picture] });
    const described = server.menu(studio, ann, "Describe", message);
    host.formed = { title: "Optimize", fields: [{ name: "text", label: "What?", kind: "lines", required: true }] };
    const opened = server.menu(studio, ann, "Optimize this image", message);
    await server.waitFor(() => opened.callback && host.intents.length === 1);
    expect(described.callback).toEqual({ type: 5, data: { flags: 64 } });
    const files = [expect.objectContaining({ name: "cat.png" })];
    expect(host.intents[0]?.action).toEqual({ type: "photo", caption: "/describe", files });
    server.submit(opened, { text: "a hat" });
    await server.waitFor(() => host.intents.length === 2);
    expect(host.intents[1]?.action).toEqual({ type: "photo", caption: "/optimize a hat", files });
  });

  it("takes a menu about our picture as a reply to it", async () => {
    const { server, ann, studio, last } = await setUp();
    const message = server.say(studio, ann, "post");
    const asked = server.menu(studio, ann, "Why this score", message);
    expect(await last()).toMatchObject({
      replyToMessageId: message.id,
      action: { type: "command", name: "why", args: "" },
    });
    expect(asked.callback).toEqual({ type: 5 });
  });

  it("suggests while an option is typed", async () => {
    const { server, ann, studio, host } = await setUp();
    host.suggested = [{ value: "openai", label: "openai · gpt-image-2" }];
    const typed = server.type(studio, ann, "imagine", { goal: "x", provider: "op" }, "provider");
    await server.waitFor(() => typed.callback);
    expect(typed.callback).toEqual({ type: 8, data: { choices: [{ name: "openai · gpt-image-2", value: "openai" }] } });
  });

  it("knows moderators by the permissions of the moment", async () => {
    const { server, discord, studio, last } = await setUp();
    const mod = server.user({ name: "Mo", moderator: true });
    server.command(studio, mod, "spend");
    expect((await last()).person.moderator).toBe(true);
    const place = { platform: "discord", chatId: studio.id, threadId: null, kind: "group" as const };
    expect(await discord.isModerator(place, mod.id)).toBe(true);
    mod.permissions = 0n;
    expect(await discord.isModerator(place, mod.id)).toBe(false);
  });

  it("fetches attachments from Discord alone, and no more than allowed", async () => {
    const { server, discord, host, ann, last } = await setUp();
    const png = solidPng(64, 64, [1, 2, 3]);
    server.say(server.privateChat(ann), ann, "edit", { files: [await server.file("a.png", png)] });
    const { action } = await last();
    const ref = action.type === "photo" ? (action.files[0]?.ref ?? "") : "";
    const limits = { maxBytes: 1_000_000, signal: AbortSignal.timeout(5000) };
    const fetched = (...[of, under]: Parameters<typeof discord.download>) =>
      Array.fromAsync(discord.download(of, under));
    expect(Buffer.concat(await fetched(ref, limits)).equals(png)).toBe(true);
    await expect(fetched(ref, { ...limits, maxBytes: 10 })).rejects.toMatchObject({
      code: "E_INPUT_TOO_LARGE",
    });
    for (const foreign of [
      "http://127.0.0.1:1/a.png",
      "https://cdn.discordapp.com.evil.example/a.png",
      "file:///etc/passwd",
    ])
      await expect(fetched(foreign, limits)).rejects.toMatchObject({ code: "E_NOT_FOUND" });
    await expect(fetched(ref.replace("hm=signature", ""), limits)).rejects.toMatchObject({
      code: "E_NOT_FOUND",
    });
    expect(host.intents).toHaveLength(1);
  });
});
