import { describe, it } from "vitest";
import { allEnded, expectGoodBooks } from "../e2e/crash-checks.ts";
import { beginLoop, deployForCrashes, killSoon } from "../e2e/failpoints.ts";

/** Two hundred in all, each round on a deployment of its own. */
const ROUNDS = 20;
const KILLS = 10;

describe.concurrent("kill -9 at random moments under load", { timeout: 1_200_000 }, () => {
  const rounds = Array.from({ length: ROUNDS }, (_, n) => ({
    round: n + 1,
    database: n % 2 === 0 ? ("external" as const) : ("embedded" as const),
  }));
  it.each(rounds)(`round $round: ${KILLS} times, PostgreSQL $database`, async ({ database }) => {
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
