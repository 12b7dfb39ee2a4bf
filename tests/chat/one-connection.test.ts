import { expect, it, onTestFinished } from "vitest";
import { createConversation } from "../../src/chat/conversation/index.ts";
import { createInbox } from "../../src/chat/inbox.ts";
import { aSession, chatWorld, wrote } from "./chat-world.ts";

/**
 * A transaction that asked the pool for a second connection would wait for others that do the same: with one
 * connection it waits for itself.
 */
it("whatever somebody does is handled on one connection", async () => {
  const { deps, stores } = await chatWorld({ poolSize: 1, paid: true });
  const inbox = createInbox(deps, createConversation(deps).handle);
  onTestFinished(() => inbox.stop());
  const session = await stores.sessions.add(aSession());
  const button = (what: string, more = {}) => ({
    intent: { do: what, with: { session: session.id, ...more } },
    personId: session.personId,
  });
  const { place } = session;
  const presses = ["settings", "edit", "accept", "optimize", "cancel"].map((what) => button(what, { rounds: 3 }));
  const tokens = await stores.outbox.mintButtons({ outboxId: "o", place, sessionId: session.id }, presses);
  const said = ["a red fox", "/optimize a heron", "/balance", "/queue", "/history", "/models", "/settings", "/help"];
  const command = (text: string) => {
    const [name = "", ...args] = text.slice(1).split(" ");
    return { type: "command" as const, name, args: args.join(" ") };
  };
  const intents = [
    ...said.map((text, at) => wrote(`t${at}`, text, text[0] === "/" ? { action: command(text) } : {})),
    ...tokens.map((token, at) => wrote(`p${at}`, "", { action: { type: "press", token, pressId: `${at}` } })),
  ];
  await inbox.receive("telegram", intents);
  await expect.poll(() => stores.updates.waiting("telegram", 99), { timeout: 10_000 }).toEqual([]);
});
