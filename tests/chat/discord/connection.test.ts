import { describe, expect, it } from "vitest";
import { createHarness } from "./harness.ts";

describe("a line to Discord's gateway that is cut", () => {
  it("resumes after the line was cut, refused and cut again: nothing is lost, nothing comes twice", async () => {
    const { server, discord, host, start } = await createHarness();
    await start();
    const ann = server.user();
    const dm = server.privateChat(ann);
    server.say(dm, ann, "first");
    await server.waitFor(() => host.intents.length === 1);
    server.gateway.refuse(true);
    server.gateway.drop();
    await server.waitFor(() => discord.status() === "down");
    server.say(dm, ann, "said while it was away");
    const tried = Date.now() + 1200;
    await server.waitFor(() => Date.now() > tried);
    server.gateway.refuse(false);
    await server.waitFor(() => discord.status() === "up");
    server.gateway.repeat();
    server.gateway.askToReconnect();
    await server.waitFor(() => server.gateway.resumed.length === 2);
    server.say(dm, ann, "last");
    await server.waitFor(() => host.intents.length === 3);
    expect(host.intents.map(({ action }) => action.type === "text" && action.text)).toEqual([
      ...["first", "said while it was away", "last"],
    ]);
    expect(server.gateway.identified).toHaveLength(1);
  });
});

describe.concurrent("Discord's gateway", () => {
  it("asks for no privileged intent, and is up when it is ready", async () => {
    const { server, discord, start } = await createHarness();
    server.guild();
    expect(discord.status()).toBe("starting");
    await start();
    expect(discord.status()).toBe("up");
    expect(server.gateway.identified).toEqual([{ shard: [0, 1], intents: (1 << 9) | (1 << 12) }]);
  });

  it.each([1000, 1001, 1005, 4000, 4003, 4005, 4008, 4009])(
    "resumes after Discord closed the connection with %i",
    async (code) => {
      const { server, host, start } = await createHarness();
      await start();
      const ann = server.user();
      const dm = server.privateChat(ann);
      server.gateway.drop(code === 1005 ? 0 : code);
      await server.waitFor(() => server.gateway.connections() === 0);
      server.say(dm, ann, "said meanwhile");
      await server.waitFor(() => host.intents.length === 1);
      expect(server.gateway.identified).toHaveLength(1);
      expect(server.gateway.resumed).toHaveLength(1);
    },
  );

  it("acknowledges in time what was pressed while the gateway was away, also when its form is slow", async () => {
    const { server, host, start } = await createHarness();
    await start();
    host.form = () => new Promise(() => {});
    const ann = server.user();
    const nothing = { embeds: [], components: [], files: [], flags: 0, onlyFor: null, replyTo: null, nonce: null };
    const dm = server.privateChat(ann);
    const shown = server.world.add({ ...nothing, channelId: dm.id, author: server.world.bot, content: "card" });
    server.gateway.refuse(true);
    server.gateway.drop();
    const pressed = server.press(shown, "token.form", ann);
    await server.waitFor(() => performance.now() - pressed.at0 > 1200);
    server.gateway.refuse(false);
    await server.waitFor(() => pressed.callback);
    expect([pressed.callback?.type, (pressed.answeredAfter ?? 9e9) < 3000]).toEqual([6, true]);
  });

  it("begins anew when the session is closed again as soon as it is resumed", async () => {
    const { server, discord, start } = await createHarness();
    await start();
    server.gateway.closeResumes(1000);
    server.gateway.drop(1000);
    await server.waitFor(() => server.gateway.identified.length === 2, 10_000);
    await server.waitFor(() => discord.status() === "up");
  });

  it("resumes a session that Discord calls resumable, and leaves one that it does not", async () => {
    const { server, host, start } = await createHarness();
    await start();
    const ann = server.user();
    server.gateway.invalidate(true);
    await server.waitFor(() => server.gateway.resumed.length === 1);
    expect(server.gateway.identified).toHaveLength(1);
    server.gateway.invalidate(false);
    await server.waitFor(() => server.gateway.identified.length === 2, 10_000);
    server.say(server.privateChat(ann), ann, "hello");
    await server.waitFor(() => host.intents.length === 1);
  });

  it("answers when asked for a heartbeat, and resumes when its own are not answered", async () => {
    const { server, host, start } = await createHarness();
    // Long enough for a busy machine to be identified before the first one is missed.
    server.gateway.beat(1_500, false);
    await start();
    server.gateway.beat(41_250, true);
    server.gateway.askForHeartbeat();
    await server.waitFor(() => server.gateway.heartbeats() > 0);
    await server.waitFor(() => server.gateway.resumed.length === 1, 10_000);
    const ann = server.user();
    server.say(server.privateChat(ann), ann, "hello");
    await server.waitFor(() => host.intents.length === 1);
    expect(server.gateway.identified).toHaveLength(1);
  });

  it("takes what a resume tells again only once, and acknowledges it only once", async () => {
    const { server, host, start } = await createHarness();
    await start();
    const ann = server.user();
    const channel = server.channel(server.guild());
    const used = [server.command(channel, ann, "imagine", { goal: "a kite" }), server.command(channel, ann, "spend")];
    await server.waitFor(() => host.intents.length === 2 && used.every(({ callback }) => callback));
    server.gateway.replay(5);
    server.gateway.drop();
    await server.waitFor(() => server.gateway.resumed.length === 1);
    server.say(server.privateChat(ann), ann, "after it");
    await server.waitFor(() => host.intents.length === 3);
    expect(
      server
        .callsOf(/callback$/)
        .map(({ status }) => status)
        .sort(),
    ).toEqual([200, 204]);
  });

  it("identifies anew when Discord forgot the session", async () => {
    const { server, host, start } = await createHarness();
    await start();
    server.gateway.forgetSessions();
    server.gateway.drop();
    await server.waitFor(() => server.gateway.identified.length === 2, 10_000);
    const ann = server.user();
    server.say(server.privateChat(ann), ann, "hello again");
    await server.waitFor(() => host.intents.length === 1);
  });

  it("refuses to start with a token that Discord does not know", async () => {
    const { discord, host } = await createHarness({ token: "another.token" });
    await expect(discord.start(host)).rejects.toMatchObject({ code: "E_CONFIG" });
  });

  it("starts while Discord is away, and connects when it is back", async () => {
    const { server, discord, start, slept } = await createHarness();
    server.setFault({ route: /gateway\/bot/, kind: 502, times: 6 });
    await start();
    expect(discord.status()).toBe("up");
    expect(slept.length).toBeGreaterThan(1);
  });

  it("serves several shards in one process", async () => {
    const { server, discord, host, start } = await createHarness({ shards: 2 });
    await start();
    await server.waitFor(() => discord.status() === "up");
    expect(server.gateway.identified.map(({ shard }) => shard).sort()).toEqual([
      [0, 2],
      [1, 2],
    ]);
    for (let at = 0; at < 4; at++) server.command(server.channel(server.guild()), server.user(), "help");
    await server.waitFor(() => host.intents.length === 4);
  });

  it("registers the commands when they changed, in one server when told so", async () => {
    const { server, discord, start } = await createHarness({ guildId: "77" });
    await start();
    const { commandMenus } = await import("../../../src/chat/commands.ts");
    const { wording } = await import("./harness.ts");
    const menus = commandMenus(wording);
    await discord.setCommands(menus);
    expect(server.callsOf(/^PUT/).map(({ call }) => call)).toEqual([
      `PUT /applications/${server.world.applicationId}/guilds/77/commands`,
    ]);
    const translated = menus.map((menu) => ({
      ...{ ...menu, language: "zh" },
      commands: menu.commands.map((command) => ({ ...command, description: "描述", title: "名字" })),
      onPictures: [{ command: "describe", title: "描述" }],
    }));
    await discord.setCommands([...menus, ...translated]);
    const imagine = server.world.commands.get("77")?.find(({ name }) => name === "imagine");
    expect(imagine).toMatchObject({
      name_localizations: { "zh-CN": "名字", "zh-TW": "名字" },
      description_localizations: { "zh-CN": "描述", "zh-TW": "描述" },
    });
    expect(imagine && "options" in imagine && imagine.options.map(({ name }) => name)).toEqual([
      "goal",
      "provider",
      "aspect",
      "preset",
      "iterations",
      "negative",
      "spoiler",
      "image",
      "mask",
    ]);
    expect(
      server.world.commands
        .get("77")
        ?.filter(({ type }) => type === 3)
        .map(({ name }) => name),
    ).toEqual([...["Describe", "Optimize this image", "Why this score"]]);
  });
});
