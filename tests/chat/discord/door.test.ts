import { describe, expect, it } from "vitest";
import { createHarness, outgoing } from "./harness.ts";

const setUp = async (admitted: boolean) => {
  const harness = await createHarness();
  await harness.start();
  const { server, host } = harness;
  host.admitted = admitted;
  const ann = server.user();
  const channel = server.channel(server.guild());
  const seen = async (updateId: string) => {
    await server.waitFor(() => host.intents.some((intent) => intent.updateId === updateId));
    return host.intents.find((intent) => intent.updateId === updateId);
  };
  const shown = () => channel.messages.filter(({ deleted }) => !deleted);
  return { ...harness, ann, channel, seen, shown };
};

describe("a server on Discord that nobody let in yet", () => {
  it.each([
    ["imagine", { goal: "a kite" }],
    ["export", {}],
  ])("is answered for the person alone at /%s; no wish is shown and no thread begins", async (name, options) => {
    const { server, channel, ann, seen, shown, post } = await setUp(false);
    const interaction = server.command(channel, ann, name, options);
    const intent = await seen(interaction.id);
    expect(intent).toMatchObject({ serverName: "Painters", placeName: "studio", place: { threadId: null } });
    await post(
      outgoing(
        channel,
        { text: [["Somebody has to let me in."]], private: true },
        { replyToMessageId: intent?.messageId ?? null },
      ),
    );
    expect(shown().map(({ content, onlyFor }) => [content, onlyFor])).toEqual([["Somebody has to let me in.", ann.id]]);
    expect(server.callsOf(/threads/)).toEqual([]);
  });

  it("is named to whoever lets it in when the bot is mentioned, too", async () => {
    const { server, channel, ann, seen, post } = await setUp(false);
    const message = server.say(channel, ann, `<@${server.world.bot.id}> a kite`);
    const intent = await seen(message.id);
    expect(intent?.serverName).toBe("Painters");
    const threadId = intent?.place.threadId as string;
    await post(
      outgoing(
        channel,
        { text: [["Somebody has to let me in."]], private: true },
        { threadId, replyToMessageId: message.id },
      ),
    );
    expect(server.callsOf(/threads/)).toEqual([]);
  });
});

it("a server on Discord that was let in shows a wish to all, and needs no name", async () => {
  const { server, channel, ann, seen, shown } = await setUp(true);
  const intent = await seen(server.command(channel, ann, "imagine", { goal: "a kite" }).id);
  expect(intent?.serverName).toBeUndefined();
  expect(shown().map(({ content, onlyFor }) => [content, onlyFor])).toEqual([
    [expect.stringContaining("a kite"), null],
  ]);
  expect(server.callsOf(/^GET \/guilds/)).toEqual([]);
});
