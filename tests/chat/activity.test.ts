import { expect, it } from "vitest";
import { createActivity } from "../../src/chat/activity.ts";
import { aSession, chatWorld } from "./chat-world.ts";

/** A job of a tool that runs, with a clock that stands still until the test moves it on. */
async function atWork(tool: string) {
  const { deps, stores, platform } = await chatWorld();
  const shown: string[] = [];
  Object.assign(platform, {
    showActivity: async ({ chatId }: { chatId: string }, what: string) => void shown.push(`${chatId} ${what}`),
  });
  let signal = (_id: string) => {};
  let tick = () => {};
  let asleep = Promise.withResolvers<void>();
  deps.signals = {
    subscribe(_topic, listener) {
      signal = listener;
      return () => {};
    },
  };
  deps.clock = {
    ...deps.clock,
    sleep: (_ms, stopped) =>
      new Promise((done, failed) => {
        tick = done;
        stopped?.addEventListener("abort", failed);
        asleep.resolve();
      }),
  };
  const session = await stores.sessions.add(aSession());
  const owner = { sessionId: session.id, platform: "telegram", chatId: "7", personId: "7" };
  const { job } = await stores.jobs.add({ id: "j1", tool, input: {}, idempotencyKey: "k", ...owner });
  const claimed = await stores.jobs.claim({ perChat: 4, leaseMs: 60_000 });
  const activity = createActivity(deps);
  activity.start();
  return {
    ...{ stores, shown, activity, jobId: job.id, fence: claimed?.fence as number, say: () => signal(job.id) },
    asleep: () => asleep.promise,
    async again() {
      asleep = Promise.withResolvers();
      tick();
    },
  };
}

it("shows that a picture is being made, again and again until it is", async () => {
  const { stores, shown, activity, jobId, fence, say, asleep, again } = await atWork("generate");
  say();
  await asleep();
  await again();
  await asleep();
  expect(shown).toEqual(["7 upload_photo", "7 upload_photo"]);
  await stores.jobs.finish(jobId, fence, { state: "succeeded", error: null, output: {} });
  await again();
  await activity.stop();
  expect(shown).toHaveLength(2);
});

it("stops with the program, and shows nothing for a card", async () => {
  const making = await atWork("generate");
  making.say();
  await making.asleep();
  await making.activity.stop();
  expect(making.shown).toHaveLength(1);
  const card = await atWork("refine");
  card.say();
  await card.activity.stop();
  expect(card.shown).toEqual([]);
});
