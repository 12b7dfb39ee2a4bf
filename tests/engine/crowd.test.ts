import { afterAll, beforeAll, expect, test } from "vitest";
import { createClaims } from "../../src/engine/claims.ts";
import { createEngineWorld, IMAGE_COST } from "./engine-world.ts";

const PEOPLE = 60;
const PICTURES = 7;
const WORKERS = 10;

let world: Awaited<ReturnType<typeof createEngineWorld>>;
beforeAll(async () => {
  world = await createEngineWorld();
});
afterAll(() => world.end());

test("sixty people of one chat press at once with a cap worth seven pictures: exactly seven are bought", {
  timeout: 60_000,
}, async () => {
  world.caps = { ...world.caps, chatDay: PICTURES * IMAGE_COST, session: null };
  const chat = { chatId: "crowd" };
  const ids = await Promise.all(
    Array.from({ length: PEOPLE }, async (_, n) => (await world.submit("draw", { ...chat, personId: `p${n}` })).id),
  );
  const claims = createClaims(world.stores.jobs, { perChat: WORKERS, slots: WORKERS });
  const work = async () => {
    // A claim finds none while the chat has its share at work; those who are at work go on until none is left.
    while (await world.run({ ...world.deps(), claims }));
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  const ended = await Promise.all(ids.map(world.get));
  const of = (state: string) => ended.filter((job) => job.state === state).length;
  expect([of("succeeded"), of("blocked_budget")]).toEqual([PICTURES, PEOPLE - PICTURES]);
  expect(world.painted).toHaveLength(PICTURES);
  for (const job of ended.filter(({ state }) => state === "blocked_budget"))
    expect(job.lastError?.details).toMatchObject({ scope: "chat", period: "day", zone: "UTC" });
  expect(await world.stores.money.audit()).toEqual([]);
});
