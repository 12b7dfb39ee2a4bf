import { execFileSync } from "node:child_process";

/** Runs a tool of util-linux, which knows nothing of our environment. @throws Error where there is none, or it refuses */
export function runTool(name: string, args: readonly string[]): void {
  execFileSync(name, args, { env: { PATH: "/usr/bin:/bin" }, stdio: "ignore" });
}
