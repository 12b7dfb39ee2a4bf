import { readFileSync } from "node:fs";

/** Largest resident memory that any decoder of this process has had (bytes), as the system counted it (Linux). */
export function decoderPeak(): number {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, "utf8").trim().split(/\s+/).filter(Boolean);
  const peaks = children.map((pid) => {
    try {
      const isDecoder = readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("decoder-process");
      const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
      return isDecoder ? Number(peak) * 1024 : 0;
    } catch {
      // It ended between the two looks.
      return 0;
    }
  });
  return Math.max(0, ...peaks);
}
