import { startEmbeddedPostgres } from "../../src/storage/embedded-postgres.ts";

/** A process that owns an embedded PostgreSQL until it is killed: prints its address, then waits. */
const { url } = await startEmbeddedPostgres({ folder: process.argv[2] as string });
process.stdout.write(`${url}\n`);
setInterval(() => {}, 60_000);
