import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { openDatabase } from "../../src/storage/database.ts";
import { createTcpGate } from "../fakes/tcp-gate.ts";
import { freshDatabase } from "../postgres.ts";

test("connections that break in the middle of transactions end those, and nothing else", async () => {
  const database = await freshDatabase();
  const gate = await createTcpGate(Number(new URL(database.url).port));
  const { db, close } = openDatabase(database.url.replace(/:\d+\//, `:${gate.port}/`), { poolSize: 4 });
  const begun = () =>
    db.transaction(async (tx) => {
      await tx.execute(sql`select 1`);
      await tx.transaction((inner) => inner.execute(sql`select pg_sleep(30)`));
    });
  const lost = Promise.allSettled([begun(), begun(), begun(), begun()]);
  const sleeping = async () => {
    const rows = await db.execute(sql`select 1`).catch(() => []);
    return rows.length;
  };
  await expect.poll(() => gate.connections()).toBe(4);
  await gate.shut();
  expect((await lost).map(({ status }) => status)).toEqual(Array(4).fill("rejected"));
  await gate.open();
  await expect.poll(sleeping, { timeout: 10_000 }).toBe(1);
  const elsewhere = db.transaction(() =>
    Promise.reject(Object.assign(new Error("a platform"), { code: "ECONNREFUSED" })),
  );
  await expect(elsewhere).rejects.toThrow("a platform");
  await close();
  await gate.shut();
  await database.drop();
});
