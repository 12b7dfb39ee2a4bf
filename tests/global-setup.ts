import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "../src/storage/database.ts";
import { startEmbeddedPostgres } from "../src/storage/embedded-postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the test server's database `postgres`; see tests/postgres.ts. */
    adminUrl: string;
    /** From the vitest configuration. */
    properties: { runs: number; seed: number };
  }
}

/** One real PostgreSQL for the whole run, with a migrated template that tests copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "sfumato-tests-"));
  const server = await startEmbeddedPostgres({ folder: join(folder, "postgres") });
  const adminUrl = server.url.replace(/\/sfumato$/, "/postgres");
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  await admin.unsafe("create database template_sfumato");
  await migrateDatabase(
    adminUrl.replace(/\/postgres$/, "/template_sfumato"),
    resolve(import.meta.dirname, "../migrations"),
  );
  await admin.end();
  project.provide("adminUrl", adminUrl);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
