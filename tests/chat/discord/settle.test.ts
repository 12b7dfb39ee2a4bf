import { describe, expect, it } from "vitest";
import { createHarness } from "./harness.ts";

const setUp = async () => {
  const harness = await createHarness();
  await harness.start();
  const { server, host } = harness;
  const ann = server.user();
  const channel = server.channel(server.guild(), { denied: ["threads"] });
  const used = async (name: string, options = {}) => {
    const interaction = server.command(channel, ann, name, options);
    await server.waitFor(() => host.intents.some(({ updateId }) => updateId === interaction.id));
    return interaction;
  };
  const shown = () => channel.messages.filter(({ deleted }) => !deleted);
  return { ...harness, used, shown };
};

describe("a command on Discord that no message will answer", () => {
  it("stops thinking, and its person is told why", async () => {
    const { discord, used, shown } = await setUp();
    for (const name of ["spend", "imagine"]) {
      const interaction = await used(name, name === "imagine" ? { goal: "a kite" } : {});
      await discord.settle?.(interaction.id, "You are *blocked*.");
      expect(interaction.followUps.map(({ content, flags }) => [content, flags])).toEqual([
        ["You are \\*blocked\\*.", 64],
      ]);
    }
    expect(shown().filter(({ thinking }) => thinking)).toEqual([]);
  });

  it("only stops thinking when there is nothing to say; what was answered stays", async () => {
    const { discord, server, used, shown } = await setUp();
    const interaction = await used("spend");
    await discord.settle?.(interaction.id, undefined);
    await discord.settle?.(interaction.id, undefined);
    expect([shown(), interaction.followUps]).toEqual([[], []]);
    await discord.settle?.("of nobody", "x");
    expect(server.calls.filter(({ status }) => status >= 400)).toEqual([]);
  });
});

describe("a modal on Discord that belongs to no message", () => {
  it("stops thinking once it is handled", async () => {
    const { discord, server, host, shown } = await setUp();
    const nothing = { embeds: [], components: [], files: [], flags: 0, onlyFor: null, replyTo: null, nonce: null };
    const channel = server.channel(server.guild());
    const card = server.world.add({ ...nothing, channelId: channel.id, author: server.world.bot, content: "card" });
    host.formed = { title: "Edit", fields: [{ name: "text", label: "Prompt", kind: "lines", required: true }] };
    const opened = server.press(card, "token.form", server.user());
    await server.waitFor(() => opened.callback);
    for (const notice of ["The prompt is changed.", undefined]) {
      const sent = server.submit({ ...opened, messageId: null }, { text: "a fox" });
      await server.waitFor(() => host.intents.some(({ updateId }) => updateId === sent.id));
      await discord.answerPress(sent.id, notice ? { notice } : {});
      expect(sent.followUps.map(({ content }) => content)).toEqual(notice ? [notice] : []);
    }
    expect([...shown(), ...channel.messages].filter(({ thinking, deleted }) => thinking && !deleted)).toEqual([]);
  });
});

describe("an interaction on Discord that names no channel", () => {
  it("is placed by what Discord says of the channel", async () => {
    const { server, host } = await setUp();
    const ann = server.user();
    const thread = server.channel(server.guild());
    server.world.channels.set(thread.id, { ...thread, type: 11, parentId: "77" });
    server.tellNoChannels(true);
    server.command(server.world.channel(thread.id), ann, "spend");
    await server.waitFor(() => host.intents.length === 1);
    expect(host.intents[0]?.place).toMatchObject({ chatId: "77", threadId: thread.id, kind: "group" });
  });

  it("shows a wish of any length and shape within what a message holds", async () => {
    const { server } = await setUp();
    const channel = server.channel(server.guild());
    const used = server.command(channel, server.user(), "imagine", { goal: `a${"\n".repeat(1900)}*fox*` });
    await server.waitFor(() => used.callback);
    expect((used.callback as { data: { content: string } }).data.content.length).toBeLessThanOrEqual(2000);
  });
});
