import { readFileSync } from "node:fs";
import { runTool } from "./util-linux.ts";

/**
 * Has the system refuse this process memory beyond `maxBytes` of resident size: what asks for more then fails at its
 * allocation, where a look every few milliseconds would come too late. Linux with util-linux's `prlimit`; elsewhere nothing.
 * @returns whether the limit stands
 */
export function limitMemory(maxBytes: number): boolean {
  try {
    const status = readFileSync("/proc/self/status", "utf8");
    const room = maxBytes - sizeIn(status, "VmHWM");
    // What V8 and the threads have set aside counts as data, though most of it is never touched.
    const data = sizeIn(status, "VmData") + Math.max(0, room);
    runTool("prlimit", ["--pid", String(process.pid), `--data=${data}`]);
    return true;
  } catch {
    return false;
  }
}

/** A figure of `/proc/self/status` (bytes). */
function sizeIn(status: string, field: string): number {
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status)?.[1];
  if (kilobytes === undefined) throw new Error(`The system does not tell ${field}.`);
  return Number(kilobytes) * 1024;
}
