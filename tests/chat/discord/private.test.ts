import { describe, expect, it } from "vitest";
import { createHarness, outgoing, placeIn } from "./harness.ts";

const setUp = async () => {
  const harness = await createHarness();
  const { server } = harness;
  const olga = server.user({ name: "Olga" });
  const dm = server.privateChat(olga);
  const opened = () => server.callsOf(/^POST \/users\/@me\/channels$/);
  const tell = (id: string, words: string, more: Parameters<typeof outgoing>[2] = {}) =>
    harness.post(outgoing(dm, { text: [[words]] }, { id, ...more }));
  return { ...harness, olga, dm, opened, tell };
};

describe("a private chat on Discord", () => {
  it("is named by its person, and opened once for whom the bot never heard", async () => {
    const { server, discord, dm, olga, opened, tell } = await setUp();
    const [first] = await Promise.all([tell("a", "an alert"), tell("b", "another")]);
    await discord.showActivity(placeIn(dm), "typing");
    if (first.kind !== "posted") throw new Error("not posted");
    await tell("a", "an alert, changed", first);
    expect(dm.messages.map(({ content }) => content).sort()).toEqual(["an alert, changed", "another"]);
    expect(opened().map(({ body }) => body)).toEqual([{ recipient_id: olga.id }]);
    expect(server.calls.filter(({ status }) => status >= 400)).toEqual([]);
  });

  it("is the same chat to what is said and pressed there, and needs no opening then", async () => {
    const { server, host, start, dm, olga, opened, tell } = await setUp();
    await start();
    server.say(dm, olga, "hello");
    await server.waitFor(() => host.intents.length === 1);
    const shown = await tell("a", "approve?", { personId: olga.id });
    const message = server.world.message(shown.kind === "posted" ? shown.messageId : "");
    server.press(message, "some-token", olga);
    server.command(dm, olga, "spend");
    await server.waitFor(() => host.intents.length === 3);
    expect(host.intents.map(({ place }) => place)).toEqual(Array(3).fill(placeIn(dm)));
    expect(placeIn(dm)).toEqual({ platform: "discord", chatId: olga.id, threadId: null, kind: "private" });
    expect(opened()).toEqual([]);
  });

  it("that cannot be opened now is tried again; one that never can be is given up", async () => {
    const { server, dm, opened, tell, post } = await setUp();
    server.setFault({ route: /^POST \/users/, kind: 503, times: 9 });
    expect(await tell("a", "an alert")).toMatchObject({ kind: "retry" });
    server.clearFaults();
    expect(await tell("a", "an alert")).toMatchObject({ kind: "posted" });
    expect(dm.messages).toHaveLength(1);
    expect(opened().map(({ status }) => status)).toEqual(expect.arrayContaining([503, 200]));
    const nobody = { platform: "discord", chatId: "1", threadId: null, kind: "private" as const };
    const gone = await post({ ...outgoing(dm, { text: [["x"]] }, { id: "c" }), place: nobody });
    expect(gone).toMatchObject({ kind: "gone" });
    server.setFault({ route: /^POST .*messages/, kind: 403, code: 50007 });
    expect(await tell("d", "an alert")).toMatchObject({ kind: "gone" });
  });
});
