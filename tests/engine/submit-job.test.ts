import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { submitJob } from "../../src/engine/submit-job.ts";
import { createInMemoryQueue } from "../../src/queue/in-memory.ts";
import { defineTool } from "../../src/tools/tool.ts";
import { aSession } from "../chat/chat-world.ts";
import { freshStores, newTestId } from "../postgres.ts";

let world: Awaited<ReturnType<typeof freshStores>>;
beforeAll(async () => {
  world = await freshStores(20);
});
afterAll(() => world.close());

const generate = defineTool<object>({
  id: "generate",
  input: z.object({}),
  quote: () => ({ maxMicros: 0 }),
  run: async () => ({}),
});

test("somebody who presses in many chats at once gets as many pictures at a time as the limit says", async () => {
  const deps = {
    tools: new Map([["generate", generate]]),
    queue: createInMemoryQueue(),
    newId: newTestId,
    limits: { userConcurrency: 2, userPerMinute: 100, expensiveIntervalMs: 0 },
  };
  const press = async (nth: number) => {
    const place = { platform: "telegram", chatId: `chat-${nth}`, threadId: null, kind: "group" } as const;
    const session = await world.stores.sessions.add(aSession({ place }));
    const submission = { tool: "generate", input: {}, session, idempotencyKey: newTestId() };
    return world.stores
      .transaction((tx) => submitJob(deps, tx, submission))
      .then(
        () => "accepted",
        (error) => error.code,
      );
  };
  const answers = await Promise.all(Array.from({ length: 12 }, (_, nth) => press(nth)));
  expect(answers.filter((answer) => answer === "accepted")).toHaveLength(2);
  expect(answers.filter((answer) => answer === "E_RATE_LIMITED")).toHaveLength(10);
});

test("taking a photo in holds back neither what is made of it nor anything else", async () => {
  const receive = { ...generate, id: "receive" };
  const deps = {
    tools: new Map([receive, generate].map((tool) => [tool.id, tool])),
    queue: createInMemoryQueue(),
    newId: newTestId,
    limits: { userConcurrency: 1, userPerMinute: 100, expensiveIntervalMs: 60_000 },
  };
  const session = await world.stores.sessions.add(aSession({ personId: newTestId() }));
  const submit = (tool: string) =>
    world.stores.transaction((tx) => submitJob(deps, tx, { tool, input: {}, session, idempotencyKey: newTestId() }));
  await world.stores.jobs.cancel((await submit("receive")).id);
  expect((await submit("generate")).tool).toBe("generate");
});
