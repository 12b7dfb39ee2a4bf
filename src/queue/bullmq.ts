import { Queue as BullQueue, createPostgresBackend, runMigrations, Worker } from "bullmq";
import { Redis } from "ioredis";
import pg from "pg";
import type { Logger } from "pino";
import type { Queue } from "../ports/queue.ts";

const NAME = "wake";
/** BullMQ's own tables live apart from ours, so that neither's migrations meet the other's. */
const SCHEMA = "bullmq";
/** A wake that cannot be sent in this time is left to the sweep (ms). */
const WAKE_LIMIT_MS = 2_000;
/** One that does not answer in this time is away (ms); shorter than the whole answer about health may take. */
const PING_LIMIT_MS = 1_000;
/** Parting from a queue that is away takes no longer (ms): the jobs are safe in the database. */
const PART_LIMIT_MS = 1_000;

type Wake = { jobId: string };

interface Backend {
  queue: BullQueue;
  worker(process: () => Promise<void>, concurrency: number): Worker;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** BullMQ on Redis when `redisUrl` is given, else on the same PostgreSQL. */
export async function createBullQueue(options: {
  redisUrl?: string;
  databaseUrl: string;
  log: Logger;
}): Promise<Queue> {
  const backend = options.redisUrl ? onRedis(options.redisUrl) : await onPostgres(options.databaseUrl);
  const reported = reportOnce(options.log);
  backend.queue.on("error", reported);
  let worker: Worker | undefined;
  let stopping = false;
  const ping = () => withLimit(backend.ping(), PING_LIMIT_MS);

  return {
    async wake(jobId) {
      // The same id while a wake is pending is ignored by BullMQ; done wakes are removed, so that it can come again.
      const added = backend.queue.add("wake", { jobId } satisfies Wake, {
        jobId,
        removeOnComplete: true,
        removeOnFail: true,
      });
      await withLimit(added, WAKE_LIMIT_MS).catch(reported);
    },
    async consume(work, concurrency) {
      // BullMQ may hand over one more while it closes; whoever sweeps next finds its job.
      worker = backend.worker(async () => (stopping ? undefined : work()), concurrency);
      worker.on("error", reported);
    },
    ping,
    async stop() {
      stopping = true;
      // BullMQ would wait for a Redis that is away; what runs is waited for by the worker's slots in any case.
      const isThere = await ping().then(
        () => true,
        () => false,
      );
      if (isThere) await worker?.close();
    },
    async close() {
      if (worker) await withLimit(worker.close(true), PART_LIMIT_MS).catch(() => {});
      await withLimit(backend.queue.close(), PART_LIMIT_MS).catch(() => {});
      await backend.close();
    },
  };
}

function workerOptions(concurrency: number) {
  // A wake whose worker died is given to another one, however often: the jobs table counts attempts, not BullMQ.
  return {
    concurrency,
    maxStalledCount: 1_000_000,
    stalledInterval: 5_000,
    lockDuration: 20_000,
    drainDelay: 5,
    runRetryDelay: 1_000,
  };
}

function onRedis(url: string): Backend {
  const connect = () =>
    new Redis(url, {
      maxRetriesPerRequest: null,
      retryStrategy: (times) => Math.min(100 * 2 ** times, 2_000),
      lazyConnect: false,
    });
  const producer = connect();
  const consumer = connect();
  // ioredis throws on errors that nobody listens to; BullMQ reports them through its own event.
  for (const connection of [producer, consumer]) connection.on("error", () => {});
  return {
    queue: new BullQueue(NAME, { connection: producer as never, prefix: "sfumato" }),
    worker: (process, concurrency) =>
      new Worker(NAME, process, { connection: consumer as never, prefix: "sfumato", ...workerOptions(concurrency) }),
    ping: async () => void (await producer.ping()),
    async close() {
      producer.disconnect();
      consumer.disconnect();
    },
  };
}

const ignore = () => {};

async function onPostgres(url: string): Promise<Backend> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 6,
    options: `-c search_path=${SCHEMA}`,
    application_name: "sfumato-queue",
    keepAlive: true,
  });
  pool.on("error", () => {});
  // A connection that the server ends throws where nobody listens: while it is taken out of the pool, and after BullMQ
  // parted from it. Whoever uses it gets the error from its query.
  const listen = (client: pg.PoolClient) => {
    if (!client.listeners("error").includes(ignore)) client.on("error", ignore);
  };
  pool.on("connect", listen);
  pool.on("remove", listen);
  pool.on("release", (_error, client) => listen(client));
  const client = await pool.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    client.release();
  }
  return {
    queue: new BullQueue(NAME, { connection: pool }, createPostgresBackend) as unknown as BullQueue,
    worker: (process, concurrency) =>
      new Worker(
        NAME,
        process,
        { connection: pool, ...workerOptions(concurrency) },
        createPostgresBackend,
      ) as unknown as Worker,
    ping: async () => void (await pool.query("select 1")),
    close: () => pool.end(),
  };
}

/** Logs a broken connection when it breaks, not at each of its retries. */
function reportOnce(log: Logger): (error: unknown) => void {
  let last = 0;
  return (error) => {
    const now = Date.now();
    if (now - last > 10_000)
      log.warn({ err: error }, "queue: connection trouble; jobs are safe in the database and go on when it is back");
    last = now;
  };
}

async function withLimit<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${ms} ms`)), ms);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
