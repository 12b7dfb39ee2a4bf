import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

/** The real program as a process of its own. */
export interface Bot {
  /** Address of its HTTP server. */
  http: string;
  log(): string;
  /** Resolves when the process is gone, however it ended. */
  readonly gone: Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** Starts `serve` and waits until it takes work. Nothing of this machine's environment reaches it. */
export async function startBot(env: Record<string, string>, args: string[] = []): Promise<Bot> {
  const child = spawn(process.execPath, [join(ROOT, "src/main.ts"), "serve", ...args], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, HTTP_PORT: "0", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  // A test that ends early must not leave its bot behind.
  const leaveNone = () => void child.kill("SIGKILL");
  process.once("exit", leaveNone);
  child.once("exit", () => process.off("exit", leaveNone));
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    log += chunk;
  });
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  const ready = await new Promise<{ http: string }>((done, fail) => {
    const look = () => {
      const line = log.split("\n").find((entry) => entry.includes('"msg":"ready"'));
      if (line) done(JSON.parse(line));
    };
    child.stderr.on("data", look);
    child.once("exit", (code) => fail(new Error(`the bot ended with ${code} before it was ready:\n${log}`)));
  });
  return {
    ...{ http: ready.http, gone },
    log: () => log,
    kill: () => end(child, "SIGKILL").then(() => {}),
    stop: () => end(child, "SIGTERM"),
  };
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done(child.exitCode);
    child.once("exit", (code) => done(code));
    child.kill(signal);
  });
}

/** A folder for one test's data. */
export async function dataFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "sfumato-e2e-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
