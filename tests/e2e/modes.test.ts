import { describe, expect, it } from "vitest";
import { freePort, hasRedis, startRedis } from "../redis.ts";
import { type DeployOptions, deploy } from "./deployment.ts";
import { goWholeWay } from "./flow.ts";

/** One deployment, one wish, from the card to the summary. */
async function tryWholeWay(options: DeployOptions, check: (world: Awaited<ReturnType<typeof deploy>>) => unknown) {
  const world = await deploy(options);
  try {
    await goWholeWay(world.talk(), "a red fox under a lantern", "a red fox");
    await check(world);
  } finally {
    await world.close();
  }
}

describe("the whole way", { timeout: 40_000 }, () => {
  it("goes with a webhook, which takes nothing without the secret", async () => {
    const port = await freePort();
    const env = {
      HTTP_PORT: String(port),
      TELEGRAM_WEBHOOK_URL: `http://127.0.0.1:${port}`,
      TELEGRAM_WEBHOOK_SECRET: "a-secret-of-the-webhook",
    };
    await tryWholeWay({ env }, async ({ telegram, bot }) => {
      expect(telegram.webhook).toMatchObject({ url: `http://127.0.0.1:${port}/telegram/webhook` });
      expect(telegram.callsOf("getUpdates")).toEqual([]);
      expect(telegram.pendingUpdates()).toEqual([]);
      const forged = { method: "POST", headers: { "content-type": "application/json" }, body: '{"update_id":1}' };
      expect((await fetch(telegram.webhook.url, forged)).status).toBe(401);
      expect(bot().log()).not.toContain("a-secret-of-the-webhook");
    });
  });

  it("goes with nothing but a data folder: the database is the embedded one", async () => {
    await tryWholeWay({ database: "embedded" }, async ({ bot }) => {
      const health = await fetch(`${bot().http}/health`).then((response) => response.json());
      expect(health).toMatchObject({ database: "up", queue: "up", platforms: { telegram: "up" } });
    });
  });

  it.skipIf(!hasRedis)("goes with the queue on Redis, also while Redis is away and when it is back", async () => {
    const redis = await startRedis();
    const world = await deploy({ env: { REDIS_URL: redis.url } });
    const health = () => fetch(`${world.bot().http}/health`).then((response) => response.json());
    try {
      const ann = world.talk();
      ann.say("a red fox");
      const card = await ann.offered(/^Accept/);
      expect(await health()).toMatchObject({ queue: "up" });
      await redis.stop();
      expect(await health()).toMatchObject({ queue: "down", database: "up", platforms: { telegram: "up" } });
      await ann.press(/^Accept/, card);
      await ann.offered(/^Re-roll/);
      expect(world.bot().log()).toContain("queue: connection trouble");
      await redis.start();
      await expect.poll(health, { timeout: 10_000 }).toMatchObject({ queue: "up" });
      await ann.press(/^Re-roll/);
      await ann.until(() => ann.pictures().length === 2);
      await redis.stop();
      expect(await world.bot().stop()).toBe(0);
    } finally {
      await world.close();
      await redis.stop();
    }
  });
});
