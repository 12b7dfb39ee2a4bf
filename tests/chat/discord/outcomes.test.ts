import { describe, expect, it } from "vitest";
import { createHarness, outgoing } from "./harness.ts";

const setUp = async () => {
  const harness = await createHarness();
  const { server } = harness;
  const channel = server.channel(server.guild());
  return { ...harness, channel, said: { text: [["hello"]] } };
};

describe("posting on Discord", () => {
  it("sends the same message once, however often a lost answer has it sent again", async () => {
    const { server, channel, post, said } = await setUp();
    server.setFault({ route: /^POST .*messages/, kind: "lost" });
    const lost = await post(outgoing(channel, said));
    expect(lost).toMatchObject({ kind: "retry", reason: expect.stringMatching(/SOCKET|RESET/) });
    expect(await post(outgoing(channel, { text: [["changed meanwhile"]] }))).toMatchObject({ kind: "posted" });
    expect(channel.messages.map(({ content }) => content)).toEqual(["changed meanwhile"]);
  });

  it("waits as long as a rate limit says, tries a server's fault again at once, then later", async () => {
    const { server, channel, post, said } = await setUp();
    server.setFault({ route: /^POST .*messages/, kind: 429, retryAfter: 7 });
    const limited = await post(outgoing(channel, said));
    expect(limited).toMatchObject({ kind: "retry", reason: "rate limited" });
    expect(limited.kind === "retry" && Math.round(limited.delayMs / 1000)).toBe(7);
    const other = server.channel(server.guild());
    server.setFault({ route: /^POST .*messages/, kind: 502 });
    expect(await post(outgoing(other, said))).toMatchObject({ kind: "posted" });
    server.setFault({ route: /^POST .*messages/, kind: 503, times: 2 });
    expect(await post(outgoing(other, said, { id: "b" }))).toEqual({
      kind: "retry",
      delayMs: 2000,
      reason: "status 503",
    });
    server.setFault({ route: /^POST .*messages/, kind: 401 });
    expect(await post(outgoing(other, said, { id: "c" }))).toMatchObject({ kind: "retry", delayMs: 30_000 });
    expect(await post(outgoing(other, said, { id: "c" }))).toMatchObject({ kind: "posted" });
  });

  it("tells the person which permissions are missing, once, and gives the message up", async () => {
    const { server, post, said } = await setUp();
    const ann = server.user();
    const dm = server.privateChat(ann);
    const mute = server.channel(server.guild(), { denied: ["send"] });
    const blind = server.channel(server.guild(), { denied: ["view"] });
    for (const [channel, reason] of [
      [mute, "Missing Permissions"],
      [blind, "Missing Access"],
    ] as const) {
      expect(await post(outgoing(channel, said, { personId: ann.id }))).toEqual({ kind: "gone", reason });
      expect(await post(outgoing(channel, said, { personId: ann.id }))).toEqual({ kind: "gone", reason });
    }
    await server.waitFor(() => dm.messages.length === 2);
    expect(dm.messages[0]?.content).toBe(
      `<#${mute.id}>: I lack permissions here. Somebody who manages the server can give me: View Channel, Send Messages, Embed Links, Attach Files, Read Message History`,
    );
  });

  it("gives up what is gone", async () => {
    const { channel, post, said } = await setUp();
    const gone = { messageId: "1", posted: { kind: "message" } };
    expect(await post(outgoing(channel, said, gone))).toEqual({ kind: "gone", reason: "message_missing" });
  });

  it("edits an old message later when Discord says that it was edited often", async () => {
    const { server, channel, post, said } = await setUp();
    const first = await post(outgoing(channel, said));
    if (first.kind !== "posted") throw new Error("not posted");
    server.setFault({ route: /^PATCH/, kind: 400, code: 30046 });
    const later = { text: [["changed"]] };
    expect(await post(outgoing(channel, later, first))).toMatchObject({ kind: "retry", delayMs: 60_000 });
    expect(await post(outgoing(channel, later, first))).toMatchObject({ kind: "posted" });
  });

  it("goes on in the channel when no more threads may be begun, and when the thread was locked", async () => {
    const { server, post, said } = await setUp();
    const nothing = { embeds: [], components: [], files: [], flags: 0, onlyFor: null, replyTo: null, nonce: null };
    const begun = () => {
      const channel = server.channel(server.guild());
      const origin = { ...nothing, author: server.world.bot, content: "🎨", channelId: channel.id };
      return { channel, origin: server.world.add(origin).id };
    };
    for (const code of [30033, 160006]) {
      const { channel, origin } = begun();
      server.setFault({ route: /threads$/, kind: 400, code });
      const card = { id: `card-${code}`, threadId: origin, replyToMessageId: origin };
      expect(await post(outgoing(channel, said, card))).toMatchObject({ posted: { channelId: channel.id } });
    }
    const { channel, origin } = begun();
    const card = { id: "card", threadId: origin, replyToMessageId: origin };
    expect(await post(outgoing(channel, said, card))).toMatchObject({ posted: { channelId: origin } });
    server.setFault({ route: /^POST .*messages$/, kind: 403, code: 160005 });
    const picture = await post(outgoing(channel, said, { id: "picture", threadId: origin }));
    expect(picture).toMatchObject({ posted: { channelId: channel.id } });
  });

  it("keeps tokens out of log and outcomes", async () => {
    const { server, channel, post, said, logged, start } = await setUp();
    await start();
    const used = server.command(channel, server.user(), "settings");
    await server.waitFor(() => used.callback);
    server.setFault({ route: /^PATCH .*webhooks/, kind: 404, code: 10015 });
    const outcome = await post(outgoing(channel, { ...said, private: true }, { replyToMessageId: `i:${used.id}` }));
    server.setFault({ route: /^POST .*messages/, kind: "reset", times: 3 });
    await post(outgoing(channel, said, { id: "b" }));
    // The interaction could be answered no more, so the chat was.
    expect(outcome).toMatchObject({ kind: "posted", posted: { channelId: channel.id } });
    expect(logged.join("")).not.toContain(used.token);
    expect(logged.join("")).not.toContain(server.token);
  });

  it("works past an interaction's fifteen minutes: what is public goes on, what was for one person ends", async () => {
    const { server, channel, post, start } = await setUp();
    await start();
    const ann = server.user();
    const used = server.command(channel, ann, "settings");
    await server.waitFor(() => used.callback);
    const view = { text: [["your settings"]], private: true as const };
    const shown = await post(outgoing(channel, view, { replyToMessageId: `i:${used.id}`, personId: ann.id }));
    expect(shown).toMatchObject({ kind: "posted", messageId: used.originalId, posted: { ephemeral: true } });
    const card = await post(outgoing(channel, { text: [["card"]] }, { id: "b" }));
    if (shown.kind !== "posted" || card.kind !== "posted") throw new Error("not posted");
    server.world.tokenLifeMs = 0;
    expect(await post(outgoing(channel, { text: [["done"]] }, { id: "b", ...card }))).toMatchObject({ kind: "posted" });
    expect(await post(outgoing(channel, { text: [["x"]] }, { ...shown }))).toMatchObject({ kind: "gone" });
  });
});
