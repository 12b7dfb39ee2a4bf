import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createEngineWorld, painted } from "./engine-world.ts";

let world: Awaited<ReturnType<typeof createEngineWorld>>;
beforeAll(async () => {
  world = await createEngineWorld();
});
afterAll(() => world.end());
beforeEach(() => world.reset());

const chatOf = async (id: string) => {
  const { platform, chatId, personId } = await world.get(id);
  return { platform, chatId, personId };
};

test.each([
  ["paused", { paused: true }, "blocked_budget", { code: "E_BUDGET_BLOCKED", details: { reason: "paused" } }],
  [
    "to be painted by others only",
    { allowedProviders: ["somebody-else"] },
    "failed",
    { code: "E_AI_MODEL_UNAVAILABLE", details: { reason: "not_allowed" } },
  ],
] as const)(
  "a chat that is %s sends no picture out of a job that was accepted before",
  async (_, rules, state, error) => {
    const job = await world.submit("draw");
    const { platform, chatId } = await chatOf(job.id);
    await world.stores.settings.merge(platform, chatId, "", rules);
    await world.run();
    expect(await world.get(job.id)).toMatchObject({ state, lastError: { ...error, spent: "no" } });
    expect(world.painted).toEqual([]);
    expect(await world.calls(job.id)).toEqual({});
    await world.stores.settings.merge(platform, chatId, "", { paused: false, allowedProviders: null });
  },
);

test("nor for somebody who was blocked meanwhile, nor to a provider that operators switched off", async () => {
  const blocked = await world.submit("draw");
  const { platform, chatId, personId } = await chatOf(blocked.id);
  await world.stores.moderation.block(platform, chatId, personId);
  await world.run();
  expect(await world.get(blocked.id)).toMatchObject({ lastError: { code: "E_NOT_ALLOWED" } });
  await world.stores.moderation.unblock(platform, chatId, personId);
  await world.stores.settings.merge("", "", "", { disabledProviders: [world.deps().models.images[0]?.provider] });
  const switchedOff = await world.submit("draw");
  await world.run();
  expect(await world.get(switchedOff.id)).toMatchObject({
    lastError: { code: "E_AI_MODEL_UNAVAILABLE", details: { reason: "disabled" } },
  });
  expect(world.painted).toEqual([]);
  await world.stores.settings.merge("", "", "", { disabledProviders: [] });
  world.paint = async () => painted();
  const allowed = await world.submit("draw");
  await world.run();
  expect(await world.get(allowed.id)).toMatchObject({ state: "succeeded" });
});
