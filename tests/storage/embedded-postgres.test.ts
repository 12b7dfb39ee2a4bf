import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterEach, expect, test } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../src/storage/embedded-postgres.ts";

const OWNER = join(import.meta.dirname, "../fakes/postgres-owner.ts");
const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

async function newFolder(): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), "sfumato-embedded-"));
  cleaning.push(() => rm(parent, { recursive: true, force: true }));
  return join(parent, "postgres");
}

async function start(folder: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ folder });
  cleaning.push(() => server.stop());
  return server;
}

/** Another Sfumato on the folder, ready to be killed. */
async function otherProcess(folder: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [OWNER, folder], { stdio: ["ignore", "pipe", "inherit"] });
  cleaning.push(() => child.kill("SIGKILL"));
  const [line] = (await once(child.stdout as NonNullable<typeof child.stdout>, "data")) as [Buffer];
  return { child, url: line.toString().trim() };
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await client.unsafe(text);
  } finally {
    await client.end();
  }
}

const pidOf = async (folder: string) => Number((await readFile(join(folder, "postmaster.pid"), "utf8")).split("\n")[0]);
const SAVE = "create table kept (word text); insert into kept values ('fox')";

test("starts, keeps what was saved, and starts again soon", async () => {
  const folder = await newFolder();
  const first = performance.now();
  const server = await start(folder);
  // Far above what is needed: the other tests run at the same time.
  expect(performance.now() - first).toBeLessThan(10_000);
  await query(server.url, SAVE);
  await server.stop();
  await expect(query(server.url, "select 1")).rejects.toThrow();
  const again = await start(folder);
  expect(await query(again.url, "select word from kept")).toMatchObject([{ word: "fox" }]);
});

test("is durable, in UTC and UTF-8, and hidden from others", async () => {
  const folder = await newFolder();
  const { url } = await start(folder);
  const [settings] = await query(
    url,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('timezone') as zone,
     current_setting('server_encoding') as encoding, current_setting('listen_addresses') as addresses,
     current_setting('unix_socket_directories') as sockets, upper('ä') as letter`,
  );
  expect(settings).toEqual({
    fsync: "on",
    commit: "on",
    zone: "UTC",
    encoding: "UTF8",
    addresses: "127.0.0.1",
    sockets: "",
    letter: "Ä",
  });
  expect((await stat(join(folder, "sfumato.password"))).mode & 0o777).toBe(0o600);
  await expect(query(url.replace(/:[^:@/]+@/, ":wrong@"), "select 1")).rejects.toMatchObject({ code: "28P01" });
});

test("a second process is told which one has the folder", async () => {
  const folder = await newFolder();
  const { child } = await otherProcess(folder);
  await expect(startEmbeddedPostgres({ folder })).rejects.toMatchObject({
    code: "E_CONFIG",
    message: expect.stringContaining(`is used by another Sfumato process (pid ${child.pid})`),
  });
  // The server of the first goes down with the test, not with its process.
  child.kill("SIGKILL");
  await once(child, "exit");
  await start(folder);
});

test("the server of a killed process is taken over, with its data", async () => {
  const folder = await newFolder();
  const { child, url } = await otherProcess(folder);
  await query(url, SAVE);
  const pid = await pidOf(folder);
  child.kill("SIGKILL");
  await once(child, "exit");
  const server = await start(folder);
  expect(await pidOf(folder)).toBe(pid);
  expect(await query(server.url, "select word from kept")).toMatchObject([{ word: "fox" }]);
});

test("process and server killed together: a stale pid file is no obstacle", async () => {
  const folder = await newFolder();
  const { child, url } = await otherProcess(folder);
  await query(url, SAVE);
  process.kill(await pidOf(folder), "SIGKILL");
  child.kill("SIGKILL");
  await once(child, "exit");
  // After a reboot the number may belong to another process.
  const file = join(folder, "postmaster.pid");
  await writeFile(file, (await readFile(file, "utf8")).replace(/^\d+/, String(process.pid)));
  const server = await start(folder);
  expect(await query(server.url, "select word from kept")).toMatchObject([{ word: "fox" }]);
});

test("a server that dies under us is started again at the same address", async () => {
  const folder = await newFolder();
  const server = await start(folder);
  await query(server.url, SAVE);
  process.kill(await pidOf(folder), "SIGKILL");
  const deadline = Date.now() + 15_000;
  const rows = async (): Promise<unknown[]> => {
    try {
      return await query(server.url, "select word from kept");
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return rows();
    }
  };
  expect(await rows()).toMatchObject([{ word: "fox" }]);
});

test("two that make the folder at once: one gets it, nothing is left over", async () => {
  const folder = await newFolder();
  const starts = await Promise.allSettled([start(folder), start(folder)]);
  expect(starts.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const failed = starts.find((result) => result.status === "rejected");
  expect(failed?.reason).toMatchObject({ code: "E_CONFIG" });
  expect(await readdir(join(folder, ".."))).toEqual(["postgres"]);
});

test("runs in a folder that only we may enter", async () => {
  const folder = await newFolder();
  await chmod(join(folder, ".."), 0o700);
  const { url } = await start(folder);
  expect(await query(url, "select 1 as one")).toMatchObject([{ one: 1 }]);
});

test("a folder with something else in it is left alone", async () => {
  const folder = await newFolder();
  await mkdir(folder);
  await writeFile(join(folder, "diary.txt"), "dear diary");
  await expect(startEmbeddedPostgres({ folder })).rejects.toMatchObject({ code: "E_CONFIG" });
  expect(await readdir(folder)).toEqual(["diary.txt"]);
});

test("a pid file whose port belongs to somebody else is no obstacle", async () => {
  const folder = await newFolder();
  await (await startEmbeddedPostgres({ folder })).stop();
  const stranger = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await once(stranger, "listening");
  cleaning.push(() => stranger.close());
  const { port } = stranger.address() as { port: number };
  await writeFile(join(folder, "postmaster.pid"), `999999\n${folder}\n0\n${port}\n\n127.0.0.1\n`);
  const { url } = await start(folder);
  expect(await query(url, "select 1 as one")).toMatchObject([{ one: 1 }]);
});
