import { describe, it } from "vitest";
import { allEnded, expectGoodBooks } from "../e2e/crash-checks.ts";
import { beginLoop, deployForCrashes, killSoon } from "../e2e/failpoints.ts";

/** Two hundred in all. */
const KILLS = 100;

describe.concurrent("kill -9 at random moments under load", { timeout: 3_600_000 }, () => {
  it.each(["external", "embedded"] as const)(`${KILLS} times, PostgreSQL %s`, async (database) => {
    const world = await deployForCrashes({ database });
    try {
      const chats = [beginLoop(world), beginLoop(world)];
      for (let kill = 0; kill < KILLS; kill++) {
        chats.push(beginLoop(world));
        await killSoon(world);
      }
      await allEnded(world, chats, 600_000);
      await expectGoodBooks(world, chats);
    } finally {
      await world.close();
    }
  });
});
