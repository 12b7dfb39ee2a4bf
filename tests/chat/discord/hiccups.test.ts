import { describe, expect, it } from "vitest";
import { createHarness } from "./harness.ts";

const setUp = async () => {
  const harness = await createHarness();
  await harness.start();
  const { server, host } = harness;
  const ann = server.user();
  const channel = server.channel(server.guild());
  const read = (id: string) => server.waitFor(() => host.intents.find(({ updateId }) => updateId === id));
  return { ...harness, ann, channel, read };
};

describe("an acknowledgement on Discord", () => {
  it.each([
    ["a server's fault", { kind: 500 }],
    ["a gateway's page", { kind: 502 }],
    ["a short rate limit", { kind: 429, retryAfter: 0.4 }],
  ])("gets through %s, in time and once", async (_what, fault) => {
    const { server, ann, channel, read } = await setUp();
    server.setFault({ route: /callback$/, ...fault });
    const used = server.command(channel, ann, "spend");
    await server.waitFor(() => used.callback);
    await read(used.id);
    expect(used.answeredAfter).toBeLessThan(3000);
    expect(server.callsOf(/callback$/).map(({ status }) => status)).toEqual([fault.kind, 204]);
  });

  it("that arrived while its answer was lost still begins the wish's thread", async () => {
    const { server, ann, channel, read } = await setUp();
    server.setFault({ route: /callback$/, kind: "lost" });
    const used = server.command(channel, ann, "imagine", { goal: "a kite" });
    const { place, messageId } = await read(used.id);
    expect([place.threadId, messageId]).toEqual([used.originalId, used.originalId]);
    expect(channel.messages.filter(({ content }) => content.includes("a kite"))).toHaveLength(1);
  });

  it("that comes too late loses nothing: the wish is taken, without its thread", async () => {
    const { server, ann, channel, read } = await setUp();
    server.setFault({ route: /callback$/, kind: 404, code: 10062 });
    const used = server.command(channel, ann, "imagine", { goal: "a kite" });
    expect(await read(used.id)).toMatchObject({
      action: { args: "a kite" },
      place: { threadId: null },
      messageId: null,
    });
    server.setFault({ route: /callback$/, kind: 400, code: 40060 });
    const other = server.command(channel, ann, "spend");
    expect(await read(other.id)).toMatchObject({ action: { name: "spend" } });
  });
});
