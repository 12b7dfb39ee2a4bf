import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";
import { openDatabase } from "../src/storage/database.ts";
import { createStores } from "../src/storage/stores.ts";

/** A migrated database of its own on the run's server. */
export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const adminUrl = inject("adminUrl");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name} template template_sfumato`);
  return {
    url: adminUrl.replace(/\/postgres$/, `/${name}`),
    async drop() {
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}

/** Stores on a fresh database. */
export async function freshStores(poolSize = 8) {
  const database = await freshDatabase();
  const open = openDatabase(database.url, { poolSize });
  const stores = createStores(open.db, newTestId);
  return {
    ...open,
    url: database.url,
    stores,
    async close() {
      await open.close();
      await database.drop();
    },
  };
}

export const newTestId = () => randomBytes(8).toString("hex");
