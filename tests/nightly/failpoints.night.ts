import { describe, it } from "vitest";
import { FAILPOINTS } from "../../src/ports/failpoints.ts";
import { allEnded, expectGoodBooks } from "../e2e/crash-checks.ts";
import { armedWith, deployForCrashes, die, WAYS } from "../e2e/failpoints.ts";

const DEATHS = FAILPOINTS.flatMap((name) => WAYS[name].at.map((nth) => ({ name, nth })));

describe.concurrent("a process that dies at a named point", { timeout: 240_000 }, () => {
  it.each(DEATHS)("$name, time $nth: nothing is lost, paid or posted twice", async ({ name, nth }) => {
    const world = await deployForCrashes({ env: armedWith(name, nth) });
    try {
      const chat = await die(world, name, nth);
      await world.restart("kill", { SFUMATO_FAILPOINT: "" });
      await allEnded(world, [chat], 120_000);
      await expectGoodBooks(world, [chat]);
    } finally {
      await world.close();
    }
  });
});
