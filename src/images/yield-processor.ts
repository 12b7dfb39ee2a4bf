import { setPriority } from "node:os";
import { runTool } from "./util-linux.ts";

const NICE = 5;

/** Pictures must not keep the chat waiting: their process stands behind it, though not far. Where the system does not let us, they are even. */
export function yieldSomewhat(pid: number): void {
  try {
    setPriority(pid, NICE);
  } catch {}
}

/**
 * Has the system run this process, with the threads that it has and will have, only where nobody else wants the processor.
 * Linux with util-linux's `chrt`; elsewhere nothing.
 * @returns whether it does
 */
export function yieldProcessor(): boolean {
  try {
    runTool("chrt", ["--idle", "--all-tasks", "--pid", "0", String(process.pid)]);
    return true;
  } catch {
    return false;
  }
}
