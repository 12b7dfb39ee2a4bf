import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { TelegramFailure, toOutcome } from "../../../src/chat/telegram/failure.ts";
import type { Fault } from "../../fakes/fake-telegram-server.ts";
import { createHarness, outgoing } from "./harness.ts";

const TEXT = { text: [["hi"]] };

async function harnessWithChat() {
  const harness = await createHarness({ callLimits: { json: 150, upload: 150 } });
  const chat = harness.server.privateChat(harness.server.user());
  return { ...harness, chat };
}

describe("a first send", () => {
  test.each<[Fault["kind"], string, object]>([
    ["429", "", { kind: "retry", delayMs: 7000 }],
    ["500", "", { kind: "unknown" }],
    ["502", "", { kind: "unknown" }],
    ["page", "", { kind: "unknown" }],
    ["503", "", { kind: "retry" }],
    ["timeout", "", { kind: "unknown" }],
    ["reset", "", { kind: "unknown" }],
    ["403", "", { kind: "gone" }],
    ["401", "", { kind: "retry" }],
    ["400", "Bad Request: chat not found", { kind: "gone" }],
    ["400", "Bad Request: not enough rights to send text messages to the chat", { kind: "gone" }],
  ])("%s %s", async (kind, description, expected) => {
    const { server, post, chat } = await harnessWithChat();
    server.setFault({ method: "sendMessage", kind, retryAfter: 7, ...(description ? { description } : {}) });
    expect(await post(outgoing(chat.id, TEXT))).toMatchObject(expected);
    expect(server.callsOf("sendMessage")).toHaveLength(1);
  });

  test("to someone who blocked the bot, to nobody, and to a group that moved", async () => {
    const { server, post, chat } = await harnessWithChat();
    chat.blocked = true;
    expect(await post(outgoing(chat.id, TEXT))).toMatchObject({
      kind: "gone",
      reason: expect.stringContaining("blocked"),
    });
    expect(await post(outgoing(31337, TEXT))).toMatchObject({ kind: "gone" });
    const group = server.group();
    server.upgrade(group.id, server.user());
    expect(await post(outgoing(group.id, TEXT))).toEqual({ kind: "gone", reason: "moved" });
  });

  test("to a closed port is tried again", async () => {
    const { telegram, help } = await createHarness({ apiRoot: `http://127.0.0.1:${await closedPort()}` });
    const outcome = await telegram.post(outgoing(1, TEXT), help);
    expect(outcome).toMatchObject({ kind: "retry", reason: "ECONNREFUSED" });
  });
});

describe("an edit", () => {
  test.each<[Fault["kind"], object]>([
    ["429", { kind: "retry", delayMs: 7000 }],
    ["500", { kind: "retry" }],
    ["page", { kind: "retry" }],
    ["timeout", { kind: "retry" }],
    ["reset", { kind: "retry" }],
    ["403", { kind: "gone" }],
  ])("%s", async (kind, expected) => {
    const { server, post, chat } = await harnessWithChat();
    const { messageId } = (await post(outgoing(chat.id, TEXT))) as { messageId: string };
    server.setFault({ method: "editMessageText", kind, retryAfter: 7 });
    const edit = outgoing(chat.id, { text: [["new"]] }, { messageId, posted: { kind: "text" } });
    expect(await post(edit)).toMatchObject(expected);
    if ((expected as { kind: string }).kind === "retry") expect(await post(edit)).toMatchObject({ kind: "posted" });
    expect(chat.messages).toHaveLength(1);
  });

  test("of a message that was deleted", async () => {
    const { server, post, chat } = await harnessWithChat();
    const first = await post(outgoing(chat.id, TEXT));
    if (first.kind !== "posted") throw new Error("not posted");
    server.message(Number(first.messageId)).deleted = true;
    const outcome = await post(outgoing(chat.id, { text: [["new"]] }, first));
    expect(outcome).toEqual({ kind: "gone", reason: "message_missing" });
  });
});

test("the token is in no log and no error", async () => {
  const { server, telegram, help, host, logged, clock } = await harnessWithChat();
  const { token } = server;
  const echo = `Bad Request: see https://api.telegram.org/bot${token}/x and ${encodeURIComponent(token)}`;
  server.setFault({ method: "sendMessage", kind: "400", description: echo });
  const refused = await telegram.post(outgoing(server.user().id, TEXT), help);
  expect(refused).toMatchObject({ kind: "gone", reason: expect.stringContaining("[token]") });

  const thrown: unknown[] = [refused];
  const leaky: typeof fetch = async (address) => {
    throw new Error(`could not fetch ${address}`, { cause: new Error(`${address}`) });
  };
  const broken = await createHarness({ server, fetch: leaky });
  thrown.push(await broken.telegram.post(outgoing(1, TEXT), help));
  thrown.push(
    await Array.fromAsync(broken.telegram.download("ref", { maxBytes: 1, signal: AbortSignal.timeout(1000) })).catch(
      (e) => e,
    ),
  );
  await broken.telegram.answerPress("1", { notice: "x" });
  await broken.telegram.setCommands([{ audience: "everyone", language: null, commands: [] }]);
  await broken.telegram.start(host);
  await server.waitFor(() => broken.clock.slept.length > 2);
  expect(clock.slept).toEqual([]);

  const texts = [...logged, ...broken.logged, ...thrown.map(everything)].join("\n");
  expect(broken.logged.length).toBeGreaterThan(2);
  expect(texts).not.toContain(token);
  expect(texts).not.toContain(token.split(":")[1]);
});

test("kinds of failures that no fake can bring about", () => {
  const moved = new TelegramFailure("answered", "sendMessage", "x", { code: 400, newChatId: "-1001" });
  expect(toOutcome(moved, "send")).toEqual({ kind: "gone", reason: "moved" });
  expect(toOutcome(new TelegramFailure("unsent", "sendMessage", "ENOTFOUND"), "send")).toMatchObject({ kind: "retry" });
});

/** All that an error or value holds, also what does not show. */
function everything(value: unknown): string {
  const { message, stack, cause } = value as Error;
  return `${JSON.stringify(value)} ${message} ${stack} ${cause ? everything(cause) : ""}`;
}

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
