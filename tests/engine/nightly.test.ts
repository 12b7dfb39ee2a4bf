import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runNightly } from "../../src/engine/nightly.ts";
import { freshStores } from "../postgres.ts";
import { quiet } from "./engine-world.ts";

describe("the nightly work", () => {
  let world: Awaited<ReturnType<typeof freshStores>>;
  beforeAll(async () => {
    world = await freshStores();
  });
  afterAll(() => world.close());

  it("says nothing when the books agree, and every difference when they do not", async () => {
    const told: (readonly string[])[] = [];
    const night = () =>
      runNightly({
        stores: world.stores,
        log: quiet,
        onDifferences: async (differences) => void told.push(differences),
      });
    await night();
    expect(told).toEqual([]);
    await world.db.execute(sql`insert into budget_windows (scope, scope_id, period, starts_at, spent_micros)
      values ('chat', 'telegram:1', 'day', now(), 5)`);
    await night();
    expect(told).toEqual([[expect.stringContaining("chat telegram:1")]]);
  });

  it("forgets updates that were handled long ago, and keeps the others", async () => {
    const update = (updateId: string) => ({ platform: "telegram", updateId, chatKey: "telegram:1", intent: {} });
    await world.stores.updates.save([update("old"), update("new"), update("waiting")]);
    for (const id of ["old", "new"]) await world.stores.updates.take("telegram", id);
    await world.db.execute(sql`update updates set handled_at = now() - interval '8 days' where update_id = 'old'`);
    await runNightly({ stores: world.stores, log: quiet, onDifferences: async () => {} });
    const left = await world.db.execute(sql`select update_id from updates order by 1`);
    expect(left.map((row) => row.update_id)).toEqual(["new", "waiting"]);
  });
});
