import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../..");

/** A program that was started and takes work. */
export interface Program {
  /** Its own id, also when it was started through another program. */
  readonly pid: number;
  /** From its start to the line that says so (ms). */
  readonly readyMs: number;
  /** Lines of level warn and above. */
  readonly troubles: readonly string[];
  /** SIGTERM; resolves when it has ended. */
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts a program and waits for its `ready`. Nothing of this machine's environment but the path reaches it. */
export async function startProgram(
  args: readonly string[],
  env: Record<string, string>,
  options: { command?: string; cwd?: string } = {},
): Promise<Program> {
  const begun = performance.now();
  const child = spawn(options.command ?? process.execPath, args, {
    cwd: options.cwd ?? tmpdir(),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  running.add(child);
  const ended = new Promise<void>((done) =>
    child.once("exit", () => {
      running.delete(child);
      done();
    }),
  );
  const troubles: string[] = [];
  let rest = "";
  let pid = child.pid as number;
  const readyMs = await new Promise<number>((done, fail) => {
    child.once("exit", (code) => fail(new Error(`the program ended with ${code}:\n${troubles.join("\n")}\n${rest}`)));
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line.includes('"msg":"ready"')) {
          pid = Number(/"pid":(\d+)/.exec(line)?.[1] ?? pid);
          done(performance.now() - begun);
        } else if (!/"level":[123]0\b/.test(line) && troubles.length < 500) troubles.push(line);
      }
    });
  });
  return {
    pid,
    readyMs,
    troubles,
    async stop() {
      process.kill(pid, "SIGTERM");
      await ended;
    },
  };
}

/** As `npm start` has them: memory is given back sooner (docs/decisions/0031). */
const SPARING = ["--max-semi-space-size=16", "--heap-growing-percent=30", "--v8-pool-size=2"];

/** The bot itself. */
export const startBot = (env: Record<string, string>): Promise<Program> =>
  startProgram([...SPARING, join(ROOT, "src/main.ts"), "serve"], { HTTP_PORT: "0", ...env });

/** Megabytes of one process, and of its children by name. */
export function memoryOf(pid: number): { own: number; children: Map<string, number> } {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,rss=,comm="], { encoding: "utf8" }).split("\n");
  const all = lines.map((line) => line.trim().split(/\s+/));
  const children = new Map<string, number>();
  const below = (parent: number) => {
    for (const [id, of, rss, name = ""] of all)
      if (Number(of) === parent) {
        children.set(name, (children.get(name) ?? 0) + Number(rss) / 1024);
        below(Number(id));
      }
  };
  below(pid);
  return { own: Number(all.find(([id]) => Number(id) === pid)?.[2] ?? 0) / 1024, children };
}

/** A folder that goes away. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "sfumato-bench-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
