import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, inject, test } from "vitest";
import { freshStores } from "../postgres.ts";
import { commandArb, play } from "./money-model.ts";

let world: Awaited<ReturnType<typeof freshStores>>;
beforeAll(async () => {
  world = await freshStores(1);
  // Nobody pulls the plug here, so nothing waits for the disk.
  await world.db.execute(sql`set synchronous_commit = off`);
});
afterAll(() => world.close());

const { runs, seed } = inject("properties");

test(`books hold through any ${runs} histories (seed ${seed})`, { timeout: runs * 400 + 20_000 }, async () => {
  const histories = fc.array(commandArb, { minLength: 5, maxLength: 60, size: "max" });
  await fc.assert(
    fc.asyncProperty(histories, (commands) => play(world, commands)),
    { numRuns: runs, seed, endOnFailure: false, interruptAfterTimeLimit: runs * 300 + 15_000 },
  );
});
